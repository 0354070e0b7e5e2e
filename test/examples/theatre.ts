import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Cleanup } from '../../demo/cleanup';
import { appCredentialData, startDemoCloud } from '../../demo/emulatorSetup';
import { demoClientId, sampleCustomers } from '../../demo/sampleCustomers';
import type { Emulator, Tenant } from '../emulator';
import { cacheRoot } from '../n8n/cache';
import { ensureN8n } from '../n8n/install';
import type { Log } from '../n8n/npm';
import { installPackageInto } from '../n8n/packPackage';
import { freePort } from '../n8n/ports';
import { startN8n, type RunningN8n } from '../n8n/process';
import { RestClient, type Owner } from '../n8n/rest';
import { startInternet, type Internet } from './internet';

const n8nVersion = '2.41.1';
const clientSecret = 'the-secret-of-the-test';

/** What the examples need besides reading alerts. */
const furtherPermissions = {
	application: ['SecurityAlert.ReadWrite.All', 'ThreatHunting.Read.All'],
};

export const owner: Owner = {
	email: 'examples@mssp.example',
	firstName: 'Example',
	lastName: 'Owner',
	password: 'Examples-of-the-test-1',
};

/** A real n8n with this package, and all the world that it may talk to. */
export interface Theatre {
	n8n: RunningN8n;
	/** Where it is installed. */
	n8nFolder: string;
	rest: RestClient;
	internet: Internet;
	emulator: Emulator;
	/** Contoso and Fabrikam, whose domains are those in the examples. */
	customers: [contoso: Tenant, fabrikam: Tenant];
	/** The stored app-only credential, which is allowed in both. */
	defender: { id: string; name: string };
}

/** Starts everything in a fresh user folder of this name. `hosts`: those that may be played. */
export async function openTheatre(
	name: string,
	hosts: readonly string[],
	cleanup: Cleanup,
	log: Log,
): Promise<Theatre> {
	const folder = join(cacheRoot(), name);
	const installed = await ensureN8n({ version: n8nVersion, log });
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await installPackageInto(folder, log);
	const internet = await startInternet(hosts);
	cleanup.add('The played hosts', internet.close);
	const port = await freePort();
	const { emulator, tenants } = await startDemoCloud({
		customers: sampleCustomers.slice(0, 2),
		clientSecret,
		redirectUri: `http://127.0.0.1:${port}/rest/oauth2-credential/callback`,
	});
	cleanup.add('The emulator', async () => {
		await emulator.close();
	});
	const [contoso, fabrikam] = [...tenants.values()];
	if (!contoso || !fabrikam) throw new Error('The emulator has no customers');
	for (const tenant of [contoso, fabrikam]) tenant.consent(demoClientId, furtherPermissions);
	const caPath = join(folder, 'trusted.pem');
	await writeFile(caPath, `${emulator.caPem}\n${internet.caPem}`);
	log(`Starting n8n ${n8nVersion}`);
	const env = { HTTPS_PROXY: internet.proxyUrl, https_proxy: internet.proxyUrl };
	const n8n = await startN8n({ n8n: installed, userFolder: folder, port, caPath, env });
	cleanup.add('n8n', n8n.stop);
	const rest = new RestClient(n8n.url);
	await rest.signIn(owner);
	const credential = {
		name: 'Defender, app-only, all customers',
		type: 'microsoftDefenderMsspAppApi',
		data: appCredentialData(emulator, clientSecret),
	};
	const defender = { id: await rest.createCredential(credential), name: credential.name };
	return {
		n8n,
		n8nFolder: installed.dir,
		rest,
		internet,
		emulator,
		customers: [contoso, fabrikam],
		defender,
	};
}
