import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { at, isObject } from '../../n8n/json';
import { repositoryRoot } from '../../n8n/cache';
import { packedPackage } from '../../n8n/packPackage';
import type { RestClient } from '../../n8n/rest';
import type { Scenario } from '../scenario';
import { startStage } from '../stage/stage';
import { assertGone, assertLoaded } from './loaded';
import { olderPackage } from './olderPackage';
import { manifestOf, shelfIn, type Shelf } from './shelf';
import { upgradeLive } from './upgradeLive';

/** How n8n 2.41 installs the own dependencies of a community package. */
const installFlags = [
	'install',
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

async function assertInstalled(rest: RestClient, name: string, version: string): Promise<void> {
	const packages = await rest.call('GET', '/community-packages');
	const found = Array.isArray(packages)
		? packages.filter(isObject).find(({ packageName }) => packageName === name)
		: undefined;
	assert.equal(at(found, 'installedVersion'), version, 'n8n lists the version installed');
	assert.equal(at(found, 'failedLoading'), false, 'n8n could load what it installed');
	await assertLoaded(rest, version);
}

/** npm has put our own dependencies into the package's folder, called as n8n calls it. */
async function assertDependencies(shelf: Shelf, packageFolder: string): Promise<void> {
	const call = (await shelf.calls()).find(({ cwd }) => cwd === packageFolder);
	assert.deepEqual(call?.args, installFlags, 'n8n installs dependencies with the flags that we know');
	for (const name of ['@azure/msal-node', 'luxon']) {
		assert.ok(existsSync(join(packageFolder, 'node_modules', name)), `${name} is installed`);
	}
}

/** n8n itself installs, removes and upgrades the packed package, as its page for community nodes does. */
export const install: Scenario = {
	name: 'install',
	title: 'n8n installs, removes and upgrades the package',
	run: async (run) => {
		const { log } = run;
		const { name, version } = await manifestOf(repositoryRoot);
		const older = await olderPackage(log);
		const newer = { file: await packedPackage(log), version };
		let shelf: Shelf | undefined;
		const stage = await startStage(run, {
			name: 'install',
			install: async (folder) => {
				shelf = await shelfIn(folder, name, [older, newer]);
				return shelf.env;
			},
		});
		assert.ok(shelf);
		const { rest, folder } = stage;
		const packageFolder = join(folder, '.n8n', 'nodes', 'node_modules', name);
		await assertGone(rest);

		log(`Installing ${name}@${version}`);
		await rest.call('POST', '/community-packages', { name, version });
		await assertInstalled(rest, name, version);
		await assertDependencies(shelf, packageFolder);

		log('Removing it');
		await rest.call('DELETE', `/community-packages?name=${name}`);
		await assertGone(rest);
		assert.ok(!existsSync(packageFolder), 'the folder of the package is gone');

		log(`Installing the older build, ${older.version}, and running a workflow with it`);
		await rest.call('POST', '/community-packages', { name, version: older.version });
		await upgradeLive(run, stage, async () => {
			log(`Upgrading to ${version} while alerts keep coming`);
			await rest.call('PATCH', '/community-packages', { name, version });
			await assertInstalled(rest, name, version);
		});
	},
};
