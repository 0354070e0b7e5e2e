import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { channelsFor } from '../../../demo/channels';
import { appCredentialData, startDemoCloud, type DemoCloud } from '../../../demo/emulatorSetup';
import { startReceiver, type Arrival, type Receiver } from '../../../demo/receiver';
import { sampleCustomers } from '../../../demo/sampleCustomers';
import { demoSecrets, type DemoSecrets } from '../../../demo/secrets';
import type { CredentialReference } from '../../../demo/workflowNodes';
import { cacheRoot } from '../../n8n/cache';
import { ensureN8n, type InstalledN8n } from '../../n8n/install';
import { installPackageInto } from '../../n8n/packPackage';
import { RestClient, type Owner } from '../../n8n/rest';
import type { ScenarioRun } from '../scenario';
import { n8nHost, type N8nHost } from './n8nHost';
import { currentN8n } from './versions';

/** A running n8n with this package, the local stand-in for Microsoft's cloud, and a place that alerts are sent to. */
export interface Stage extends DemoCloud {
	/** n8n's user folder. */
	folder: string;
	installed: InstalledN8n;
	host: N8nHost;
	/** Signed in as the owner. */
	rest: RestClient;
	owner: Owner;
	secrets: DemoSecrets;
	receiver: Receiver;
	/** What was sent there so far. */
	arrivals: readonly Arrival[];
}

export interface StageInput {
	/** Tells the stages of a run apart. */
	name: string;
	/** Of n8n; the current one unless told. */
	version?: string;
	/** Additional settings of n8n. */
	env?: NodeJS.ProcessEnv;
	/** How long an access token lives; about an hour unless told. */
	accessTokenSeconds?: number;
	/** Prepares n8n's folder in place of putting this package into it. Resolves to further settings of n8n. */
	install?: (folder: string) => Promise<NodeJS.ProcessEnv>;
}

async function emptyFolder(name: string): Promise<string> {
	// With our process id: several runs may share the cache.
	const folder = join(cacheRoot(), 'e2e', `${name}-${process.pid}`);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true, mode: 0o700 });
	return folder;
}

async function receive(arrivals: Arrival[]): Promise<Receiver> {
	return await startReceiver({
		port: 0,
		channels: channelsFor(sampleCustomers),
		onArrival: (arrival) => void arrivals.push(arrival),
		onButton: async () => await Promise.resolve(404),
	});
}

const asLines = (values: readonly unknown[]): string =>
	values.map((value) => JSON.stringify(value)).join('\n');

/** Brings everything up, with the owner's account but without credentials or workflows. */
export async function startStage(
	run: ScenarioRun,
	{ name, env, install, accessTokenSeconds, version = currentN8n }: StageInput,
): Promise<Stage> {
	const { log, cleanup, evidence } = run;
	const installed = await ensureN8n({ version, log });
	const folder = await emptyFolder(name);
	cleanup.add('The folder of n8n', async () => await rm(folder, { recursive: true, force: true }));
	if (install === undefined) await installPackageInto(folder, log);
	const settings = { ...env, ...(await install?.(folder)) };
	const secrets = await demoSecrets();
	const arrivals: Arrival[] = [];
	const receiver = await receive(arrivals);
	cleanup.add('The receiver', receiver.close);
	const caPath = join(folder, 'emulator-ca.pem');
	const host = await n8nHost({ n8n: installed, userFolder: folder, caPath, env: settings });
	const cloud = await startDemoCloud({
		customers: sampleCustomers,
		clientSecret: secrets.clientSecret,
		redirectUri: `${host.url}/rest/oauth2-credential/callback`,
		accessTokenSeconds,
	});
	cleanup.add('The emulator', async () => await cloud.emulator.close());
	await writeFile(caPath, cloud.emulator.caPem);
	cleanup.add('n8n', host.stop);
	evidence.addFolder(`${name}-n8n-logs`, host.logFolder);
	evidence.addFile(`${name}-emulator.jsonl`, () => asLines(cloud.emulator.requests()));
	evidence.addFile(`${name}-arrivals.jsonl`, () => asLines(arrivals));
	log(`Starting n8n ${version}`);
	await host.start();
	const rest = new RestClient(host.url);
	const owner = { email: secrets.email, password: secrets.password, firstName: 'Test', lastName: 'Owner' };
	await rest.signIn(owner);
	return { ...cloud, folder, installed, host, rest, owner, secrets, receiver, arrivals };
}

/** Stores the credential of the one app that every customer consented to. */
export async function addAppCredential({ rest, emulator, secrets }: Stage): Promise<CredentialReference> {
	const name = 'Defender, app-only';
	const data = appCredentialData(emulator, secrets.clientSecret);
	const id = await rest.createCredential({ name, type: 'microsoftDefenderMsspAppApi', data });
	return { id, name };
}
