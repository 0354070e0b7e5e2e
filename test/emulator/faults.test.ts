import { httpsRequest } from './testing/httpsRequest';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { alertIds, authorizeUrl, defenderScope, graphScope, ids } from './testing/sample';

const list = '/v1.0/security/alerts_v2';
let token: string;
eachTestHasItsSample(async () => {
	token = await sample.appToken(ids.contoso, graphScope);
});

const askToken = (tenant: string = ids.contoso) =>
	sample.ask(tenant, { grant_type: 'client_credentials', scope: graphScope });

test('a fault strikes as often as planned, and one tenant only', async () => {
	sample.contoso.addFault({ api: 'graph', times: 2, respond: { status: 503, body: 'down' } });
	const other = await sample.appToken(ids.fabrikam, graphScope);
	expect((await sample.graph(list, other)).status).toBe(200);
	expect(await sample.graph(list, token)).toMatchObject({ status: 503, body: 'down' });
	expect((await sample.graph(list, token)).status).toBe(503);
	expect((await sample.graph(list, token)).status).toBe(200);
});

test('a fault without number lasts until it is removed, or all are', async () => {
	const fault = sample.contoso.addFault({ api: 'graph', respond: { status: 500 } });
	sample.contoso.addFault({ api: 'token', respond: { status: 502 } });
	expect((await sample.graph(list, token)).status).toBe(500);
	fault.remove();
	expect((await sample.graph(list, token)).status).toBe(200);
	sample.contoso.clearFaults();
	expect((await askToken()).status).toBe(200);
});

test('a fault of one API leaves the others alone', async () => {
	sample.contoso.addFault({
		api: 'defender',
		respond: { status: 500, body: { error: { code: 'InternalServerError' } } },
	});
	const defenderToken = await sample.appToken(ids.contoso, defenderScope);
	expect((await sample.graph(list, token)).status).toBe(200);
	expect((await sample.defender('/api/alerts', defenderToken)).json).toEqual({
		error: { code: 'InternalServerError' },
	});
});

test('`when` and `pathContains` choose requests, by what was recorded of them', async () => {
	sample.contoso.addFault({
		api: 'graph',
		when: ({ query, token: bearer }) => query.$top === '7' && bearer?.kind === 'app',
		respond: { status: 418 },
	});
	sample.contoso.addFault({ api: 'graph', pathContains: 'alerts_v2/', respond: { status: 410 } });
	expect((await sample.graph(`${list}?$top=7`, token)).status).toBe(418);
	expect((await sample.graph(`${list}?$top=8`, token)).status).toBe(200);
	expect((await sample.graph(`${list}/x`, token)).status).toBe(410);
});

test.each<[string, { retryAfterSeconds?: number; retryAfterDate?: number }, string | undefined]>([
	['seconds', { retryAfterSeconds: 12 }, '12'],
	['an HTTP date', { retryAfterDate: Date.UTC(2026, 0, 5, 8) }, 'Mon, 05 Jan 2026 08:00:00 GMT'],
	['no Retry-After', {}, undefined],
])('throttling with %s, on every API in its own shape', async (_name, throttle, header) => {
	const defenderToken = await sample.appToken(ids.contoso, defenderScope);
	for (const api of ['graph', 'defender', 'token'] as const) sample.contoso.addFault({ api, throttle });
	const answers = [
		await sample.graph(list, token),
		await sample.defender('/api/alerts', defenderToken),
		await askToken(),
	];
	for (const { status, headers } of answers) expect([status, headers['retry-after']]).toEqual([429, header]);
	expect(answers[0]?.json).toMatchObject({ error: { code: 'TooManyRequests', innerError: {} } });
	expect(answers[1]?.json).toMatchObject({ error: { code: 'TooManyRequests', target: expect.any(String) } });
	expect(answers[2]?.json).toMatchObject({ error: 'temporarily_unavailable', error_codes: [90055] });
});

test('a delay comes before the answer and joins other faults', async () => {
	sample.contoso.addFault({ api: 'graph', delayMs: 150 });
	sample.contoso.addFault({ api: 'graph', times: 1, respond: { status: 500 } });
	const start = performance.now();
	expect((await sample.graph(list, token)).status).toBe(500);
	expect((await sample.graph(list, token)).status).toBe(200);
	expect(performance.now() - start).toBeGreaterThan(290);
});

test('a hanging request gets no answer and is recorded as such', async () => {
	sample.contoso.addFault({ api: 'graph', hang: true });
	const { graphUrl, caPem } = sample.emulator;
	const headers = { authorization: `Bearer ${token}` };
	await expect(httpsRequest(`${graphUrl}${list}`, { ca: caPem, headers, timeoutMs: 100 })).rejects.toThrow(
		'no answer',
	);
	expect(sample.emulator.requests({ host: 'graph' })).toMatchObject([{ status: 0, tenantId: ids.contoso }]);
});

test('closing the emulator ends hanging requests', async () => {
	sample.contoso.addFault({ api: 'graph', hang: true });
	const pending = expect(sample.graph(list, token)).rejects.toThrow();
	await new Promise((resolve) => setTimeout(resolve, 50));
	await sample.emulator.close();
	await pending;
});

test('a reset connection is an error of the socket', async () => {
	sample.contoso.addFault({ api: 'graph', times: 1, resetConnection: true });
	await expect(sample.graph(list, token)).rejects.toThrow(/ECONNRESET|socket hang up/);
	expect((await sample.graph(list, token)).status).toBe(200);
});

test('truncated JSON arrives as 200 and cannot be parsed', async () => {
	sample.contoso.addAlert();
	sample.contoso.addFault({ api: 'graph', times: 1, truncateJson: true });
	const broken = await sample.graph(list, token);
	expect(broken).toMatchObject({ status: 200, json: undefined });
	expect(alertIds(await sample.graph(list, token))).toHaveLength(1);
});

test.each([
	[50173, 400, 'invalid_grant', 'bad_token'],
	[65001, 400, 'invalid_grant', 'consent_required'],
	[7000215, 401, 'invalid_client', undefined],
	[53003, 400, 'invalid_grant', 'message_only'],
	[90033, 503, 'temporarily_unavailable', undefined],
	[90099, 400, 'unauthorized_client', undefined],
])('AADSTS%i at the token endpoint has its documented shape', async (entraError, status, error, suberror) => {
	sample.contoso.addFault({ api: 'token', entraError });
	const answer = await askToken();
	expect(answer.status).toBe(status);
	expect(answer.json).toMatchObject({ error, error_codes: [entraError], ...(suberror ? { suberror } : {}) });
	expect((await askToken(ids.fabrikam)).status).toBe(200);
});

test('at the authorize endpoint an AADSTS code comes back on the redirect', async () => {
	sample.contoso.addFault({ api: 'authorize', entraError: 53003 });
	const url = authorizeUrl(sample.emulator.loginUrl, ids.contoso);
	const answer = await httpsRequest(url, { ca: sample.emulator.caPem });
	expect(answer.headers.location).toContain('AADSTS53003');
});

test('metadata can fail, too', async () => {
	sample.contoso.addFault({ api: 'metadata', respond: { status: 500 } });
	const url = `${sample.emulator.loginUrl}/${ids.contoso}/v2.0/.well-known/openid-configuration`;
	expect((await httpsRequest(url, { ca: sample.emulator.caPem })).status).toBe(500);
});
