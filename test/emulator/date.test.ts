import { createDirectEmulator } from './index';
import { httpsRequest } from './testing/httpsRequest';
import { graphScope, ids, startSample, type Sample } from './testing/sample';

const now = Date.UTC(2031, 4, 6, 7, 8, 9, 999);
const date = 'Tue, 06 May 2031 07:08:09 GMT';
let sample: Sample;
beforeEach(async () => {
	sample = await startSample({ now: () => now });
});
afterEach(() => sample.emulator.close());

test("every host dates its answers by the emulator's clock, whatever the answer is", async () => {
	const { emulator } = sample;
	const ca = emulator.caPem;
	const token = await sample.appToken(ids.contoso, graphScope);
	const dates = [
		(await sample.ask(ids.contoso, {})).headers.date,
		(await sample.graph('/v1.0/security/alerts_v2', token)).headers.date,
		(await sample.graph('/nowhere', token)).headers.date,
		(await sample.defender('/api/alerts', 'no token')).headers.date,
		(await httpsRequest(`${emulator.loginUrl}/common/discovery/keys`, { ca })).headers.date,
		(await fetch(`${emulator.adminUrl}/state`)).headers.get('date'),
	];
	expect(dates).toEqual(dates.map(() => date));
});

test('faults are dated, too, and may tell another time', async () => {
	const { contoso } = sample;
	const token = await sample.appToken(ids.contoso, graphScope);
	const ask = async () => (await sample.graph('/v1.0/security/alerts_v2', token)).headers.date;
	contoso.addFault({ api: 'graph', times: 1, throttle: { retryAfterSeconds: 1 } });
	expect(await ask()).toBe(date);
	const other = 'Thu, 01 Jan 1970 00:00:00 GMT';
	contoso.addFault({ api: 'graph', times: 1, respond: { status: 502, headers: { Date: other } } });
	expect(await ask()).toBe(other);
});

test('the door without sockets dates its answers in the same way', async () => {
	const direct = createDirectEmulator({ now: () => now });
	const answer = await direct.request({ url: `${direct.graphUrl}/v1.0/security/alerts_v2` });
	expect(answer).toMatchObject({ status: 401, headers: { date } });
});

test("a tenant's API may go by a wrong clock, which is nobody else's", async () => {
	const direct = createDirectEmulator({ now: () => now });
	const [own, other] = [ids.contoso, ids.fabrikam].map((id) =>
		direct.addTenant({ id, displayName: id, domains: [] }),
	);
	if (own === undefined || other === undefined) throw new Error('no tenants');
	own.graph.dateSkewMs = 3_600_000;
	const ask = async (tenantId: string, api: string) => {
		const headers = { authorization: `Bearer direct:${tenantId}` };
		const answer = await direct.request({ url: api, headers });
		return typeof answer === 'string' ? answer : answer.headers.date;
	};
	const alerts = `${direct.graphUrl}/v1.0/security/alerts_v2`;
	expect(await ask(own.id, alerts)).toBe('Tue, 06 May 2031 08:08:09 GMT');
	expect(await ask(own.id, `${direct.defenderUrl}/api/alerts`)).toBe(date);
	expect(await ask(other.id, alerts)).toBe(date);
});
