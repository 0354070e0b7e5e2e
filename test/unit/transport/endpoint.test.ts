import { defenderEndpoints } from '../../../nodes/MicrosoftDefenderMssp/sources/endpoints/defender';
import { graphEndpoints } from '../../../nodes/MicrosoftDefenderMssp/sources/endpoints/graph';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import type { Endpoint } from '../../../nodes/MicrosoftDefenderMssp/transport/endpoint';
import { callEndpoint } from '../../../nodes/MicrosoftDefenderMssp/transport/endpoint';
import { CONTOSO, FABRIKAM, NOW } from '../core/builders';
import type { ConnectionOptions } from './builders';
import { answer, answering, connectionOf, refusal, wire } from './builders';

const ENDPOINTS: Array<[string, Endpoint]> = Object.entries({ ...graphEndpoints, ...defenderEndpoints });

/** A connection whose clock goes on while it waits. */
function connect(options: ConnectionOptions = {}) {
	const clock = { now: NOW };
	const waits: number[] = [];
	const network = answering(() => answer(200, {}));
	const connection = connectionOf(network, {
		now: () => clock.now,
		sleep: async (ms) => {
			waits.push(ms);
			clock.now += ms;
			await Promise.resolve();
		},
		...options,
	});
	return { connection, network, waits };
}

describe('callEndpoint', () => {
	it('fills the path, each value as one segment, and adds query and body', async () => {
		const { connection, network } = connect();
		await callEndpoint(
			defenderEndpoints.isolate,
			{ path: { id: '../x/1' }, query: { $top: '1', $skip: undefined }, body: { Comment: 'x' } },
			connection,
			CONTOSO.id,
		);
		expect(network.sent).toMatchObject([
			{
				method: 'POST',
				url: 'https://api.securitycenter.microsoft.com/api/machines/..%2Fx%2F1/isolate?$top=1',
				body: '{"Comment":"x"}',
			},
		]);
	});

	it('fails where the cloud does not offer the service', async () => {
		const { connection } = connect({ cloud: CLOUDS.china });
		expect(await callEndpoint(defenderEndpoints.listDevices, {}, connection, CONTOSO.id)).toMatchObject({
			failure: { kind: 'wrongCloud' },
		});
	});

	it("waits its turn within the service's limits, per tenant and call", async () => {
		const { connection, network, waits } = connect();
		const send = async (endpoint: Endpoint, tenantId: string, times: number) => {
			for (let n = 0; n < times; n += 1) await callEndpoint(endpoint, {}, connection, tenantId);
		};
		// Ten a minute, of which a fifth is left to others.
		await send(defenderEndpoints.updateAlerts, CONTOSO.id, 8);
		await send(defenderEndpoints.updateAlerts, FABRIKAM.id, 8);
		await send(defenderEndpoints.listDevices, CONTOSO.id, 1);
		expect(waits).toEqual([]);
		await send(defenderEndpoints.updateAlerts, CONTOSO.id, 1);
		expect(waits).toEqual([60_000]);
		expect(network.sent).toHaveLength(18);
	});

	it('does not wait for an hour: it says that nothing was sent', async () => {
		const { connection, network } = connect();
		const outcomes = [];
		for (let n = 0; n < 401; n += 1) {
			outcomes.push(await callEndpoint(defenderEndpoints.updateAlerts, {}, connection, CONTOSO.id));
		}
		expect(network.sent).toHaveLength(400);
		expect(outcomes[400]).toMatchObject({
			failure: { kind: 'throttled', remedy: expect.stringContaining('Nothing was sent') as unknown },
		});
	});

	it.each(ENDPOINTS)('names the permission of %s when it is missing', async (_name, endpoint) => {
		for (const delegated of [true, false]) {
			const connection = connectionOf(wire(answer(403, refusal('Forbidden', 'x'))), { delegated });
			const outcome = await callEndpoint(endpoint, { path: { id: '1' } }, connection, CONTOSO.id);
			const { permission } = endpoint;
			expect(outcome).toMatchObject({
				failure: {
					kind: 'roleMissing',
					cause: expect.stringContaining(
						` ${delegated ? permission.delegated : permission.application},`,
					) as unknown,
				},
			});
		}
	});

	it.each(ENDPOINTS)(
		'sends %s once when it changes something, and again when it reads',
		async (_name, endpoint) => {
			const network = wire(answer(503));
			const connection = connectionOf(network, { retry: { attempts: 2, longestWaitMs: 1000 } });
			await callEndpoint(endpoint, { path: { id: '1' } }, connection, CONTOSO.id);
			const reads = endpoint.method === 'GET' || endpoint.onlyReads === true;
			expect(network.sent).toHaveLength(reads ? 2 : 1);
		},
	);
});
