import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot } from './cache';
import { textOf } from './files';
import { withLock } from './lock';
import { nodeBinaryIn, nodeRuntimeFor, type NodeRuntime } from './nodeRuntime';
import { npm, type Log } from './npm';
import { prepareSqlite } from './sqlite';

/** An n8n that can be started. */
export interface InstalledN8n {
	dir: string;
	nodeBinary: string;
	/** n8n's start script. */
	bin: string;
}

export interface InstallInput {
	version: string;
	log: Log;
	/** Leave the processor to others: the installation is for later. */
	background?: boolean;
}

interface Plan extends InstallInput {
	dir: string;
	runtime: NodeRuntime;
}

/** Older n8n (up to 2.31 at least) names a tarball that no registry has; later versions take the same library from here. */
const overrides = { xlsx: 'npm:@e965/xlsx@0.20.3' };

/** Names what is installed: another Node or n8n needs a new install. */
function stampText({ version, runtime }: Plan): string {
	const node = runtime.kind === 'own' ? 'own node' : `${runtime.name}@${runtime.version}`;
	return `n8n@${version} ${node} ${process.platform}-${process.arch}\n`;
}

/** Runs a step of the installation unless its stamp says that it was completed before. */
async function once(plan: Plan, step: string, work: () => Promise<void>): Promise<void> {
	const stamp = join(plan.dir, `.${step}`);
	if ((await textOf(stamp)) === stampText(plan)) return;
	await work();
	await writeFile(stamp, stampText(plan));
}

async function installPackages({ version, dir, runtime, log, background }: Plan): Promise<void> {
	// An interrupted npm leaves half-unpacked packages that the next npm takes for whole ones.
	await rm(join(dir, 'node_modules'), { recursive: true, force: true });
	await mkdir(dir, { recursive: true });
	const dependencies = {
		n8n: version,
		...(runtime.kind === 'package' ? { [runtime.name]: runtime.version } : {}),
	};
	await writeFile(
		join(dir, 'package.json'),
		JSON.stringify({ private: true, dependencies, overrides }, null, '\t'),
	);
	await npm({
		args: ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'],
		cwd: dir,
		logFile: join(dir, 'install.log'),
		doing: `Installing n8n ${version} from npm (3 GB, usually about 4 minutes, only the first time)`,
		log,
		background,
	});
}

/**
 * Makes sure that this version of n8n is installed in the cache folder, with a Node it runs on, and says where. Takes about
 * five minutes the first time and no time afterwards; an interrupted installation is repaired; two callers do not collide.
 */
export async function ensureN8n({ version, log, background }: InstallInput): Promise<InstalledN8n> {
	const runtime = nodeRuntimeFor(process.versions.node, process.platform, process.arch);
	const plan: Plan = { version, dir: join(cacheRoot(), `n8n-${version}`), runtime, log, background };
	const complete = join(plan.dir, '.complete');
	if ((await textOf(complete)) !== stampText(plan)) {
		const waiting = (pid: number): void => {
			log(`Waiting for process ${pid}, which is installing n8n ${version}`);
		};
		await withLock(
			`${plan.dir}.lock`,
			async () => {
				await once(plan, 'packages', () => installPackages(plan));
				await once(plan, 'sqlite', () => prepareSqlite(plan));
				await writeFile(complete, stampText(plan));
			},
			waiting,
		);
	}
	return {
		dir: plan.dir,
		nodeBinary: nodeBinaryIn(plan.dir, runtime),
		bin: join(plan.dir, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}
