import { execFile } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { openPollHttp } from '../../nodes/MicrosoftDefenderMssp/adapters/pollHttp';
import { createProcessMemory } from '../../nodes/MicrosoftDefenderMssp/adapters/processMemory';
import { tick, ticks, titlesOf, toldOf } from '../support/executions';
import { addTenants } from '../support/manyTenants';
import { listOf } from '../support/mssp';
import { createTrigger } from '../support/n8nContexts';
import { eachTestHasItsMsspAndClock, mssp } from '../support/ownMssp';
import { trustCertificate } from '../support/trustCertificate';
import { startWireServer } from '../support/wireServer';

/** The requests that this process sends from the call on, and the connections that they were answered over. */
function watchRequests() {
	const watched = { started: 0, sockets: new Set<Socket>() };
	const onStart = () => void (watched.started += 1);
	const onAnswer = (message: unknown) => {
		// SAFETY: what Node publishes there (diagnostics_channel, "http.client.response.finish").
		const { request } = message as { request: ClientRequest };
		if (request.socket !== null) watched.sockets.add(request.socket);
	};
	subscribe('http.client.request.start', onStart);
	subscribe('http.client.response.finish', onAnswer);
	const stop = () => {
		unsubscribe('http.client.request.start', onStart);
		unsubscribe('http.client.response.finish', onAnswer);
	};
	return { watched, stop };
}

describe('a poll of many customers', () => {
	eachTestHasItsMsspAndClock();

	it('makes a few connections for all of them and leaves none behind', async () => {
		const tenants = addTenants(mssp, 40);
		const polling = createTrigger(
			{
				parameters: { authentication: 'appOnly', ...listOf(tenants), options: { concurrency: 4 } },
				store: mssp.store,
			},
			{},
			{ process: createProcessMemory() },
		);
		await ticks(polling, 1);
		tenants.forEach((tenant, index) => tenant.addAlert({ title: `Alert ${index}` }));
		const before = mssp.emulator.requests().length;
		const { watched, stop } = watchRequests();
		const delivered = titlesOf(await tick(polling));
		stop();
		expect(delivered).toHaveLength(tenants.length);
		expect(mssp.emulator.requests().length - before).toBeGreaterThanOrEqual(tenants.length);
		expect(watched.started).toBeGreaterThanOrEqual(tenants.length);
		expect(watched.sockets.size).toBeGreaterThan(0);
		expect(watched.sockets.size).toBeLessThanOrEqual(4);
		await new Promise((resolve) => setImmediate(resolve));
		expect([...watched.sockets].filter(({ destroyed }) => !destroyed)).toEqual([]);
	});

	it('gives each customer its own token over a shared connection, and loses nothing when connections break', async () => {
		const polling = createTrigger(
			{
				parameters: { authentication: 'appOnly', ...listOf(mssp.customers), options: { concurrency: 1 } },
				store: mssp.store,
			},
			{},
			{ process: createProcessMemory() },
		);
		await ticks(polling, 1);
		mssp.customers.forEach((tenant) => tenant.addAlert({ title: tenant.displayName }));
		mssp.fabrikam.addFault({ api: 'graph', resetConnection: true, times: 1 });
		const executions = await tick(polling);
		expect(titlesOf(executions).sort()).toEqual(['Contoso', 'Fabrikam', 'Northwind']);
		expect(toldOf(executions)).toEqual([]);
	});
});

describe('n8n settings', () => {
	it('of blocked addresses stop a request over kept connections, and one through the helper alike', async () => {
		const server = await startWireServer((response) => response.end('{}'));
		const untrust = trustCertificate(server.ca);
		const before = process.env.N8N_SSRF_PROTECTION_ENABLED;
		const told = async (environment: NodeJS.ProcessEnv) => {
			// Afresh, because n8n reads the setting once.
			const { pollContext } = await import('../unit/adapters/builders');
			const http = openPollHttp(pollContext(), environment);
			const answer = await http.send({ method: 'GET', url: server.url, timeoutMs: 5_000 });
			http.close();
			return answer.ok ? answer.value.status : answer.failure;
		};
		try {
			process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';
			await jest.isolateModulesAsync(async () => {
				const kept = await told({});
				expect(kept).toMatchObject({ kind: 'network', transient: true });
				expect(kept).toEqual(await told({ ALL_PROXY: 'http://proxy.example' }));
			});
			expect(server.connections()).toBe(0);
			process.env.N8N_SSRF_PROTECTION_ENABLED = 'false';
			await jest.isolateModulesAsync(async () => expect(await told({})).toBe(200));
		} finally {
			if (before === undefined) delete process.env.N8N_SSRF_PROTECTION_ENABLED;
			else process.env.N8N_SSRF_PROTECTION_ENABLED = before;
			untrust();
			await server.close();
		}
	});

	it('of certificates hold: NODE_EXTRA_CA_CERTS is trusted, an unknown one is not', async () => {
		const server = await startWireServer((response) => response.end('{}'));
		const folder = await mkdtemp(join(tmpdir(), 'ca-'));
		const file = join(folder, 'ca.pem');
		await writeFile(file, server.ca);
		const ask = async (env: NodeJS.ProcessEnv) => {
			const script = join(__dirname, '..', 'support', 'askOnce.ts');
			const options = { env: { ...process.env, ...env } };
			return await promisify(execFile)(process.execPath, ['--import', 'tsx', script, server.url], options);
		};
		try {
			expect((await ask({ NODE_EXTRA_CA_CERTS: file })).stdout).toBe('200');
			expect((await ask({ NODE_EXTRA_CA_CERTS: '' })).stdout).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
			expect(server.requests).toHaveLength(1);
		} finally {
			await server.close();
			await rm(folder, { recursive: true });
		}
	});
});
