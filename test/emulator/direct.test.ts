import { createDirectEmulator, type DirectAnswer, type DirectEmulator, type Tenant } from './index';
import { httpsRequest } from './testing/httpsRequest';
import { defenderScope, graphScope, ids, startSample, textOf } from './testing/sample';

const list = '/v1.0/security/alerts_v2';
const clock = { now: Date.UTC(2026, 0, 6) };
let direct: DirectEmulator;
let contoso: Tenant;
beforeEach(() => {
	clock.now = Date.UTC(2026, 0, 6);
	direct = createDirectEmulator({ now: () => clock.now });
	contoso = direct.addTenant({ id: ids.contoso, displayName: 'Contoso', domains: ['contoso.example'] });
	direct.addTenant({ id: ids.fabrikam, displayName: 'Fabrikam', domains: ['fabrikam.example'] });
});

async function get(url: string, tenantId: string = ids.contoso, headers = {}): Promise<DirectAnswer> {
	const authorization = `Bearer direct:${tenantId}`;
	const answer = await direct.request({ url, headers: { authorization, ...headers } });
	if (typeof answer === 'string') throw new Error(`the call ends in ${answer}`);
	return answer;
}
const graph = (path: string, tenantId?: string) => get(`${direct.graphUrl}${path}`, tenantId);

describe('the door without sockets', () => {
	test('answers for the tenant of the token, with all application permissions', async () => {
		const { id } = contoso.addAlert({ incidentId: 4711 });
		contoso.addIncident({ id: '4711' });
		expect((await graph(list)).body).toMatchObject({ value: [{ id, tenantId: ids.contoso }] });
		expect((await graph(list, ids.fabrikam)).body).toMatchObject({ value: [] });
		expect((await graph('/v1.0/security/incidents/4711/alerts')).body).toMatchObject({ value: [{ id }] });
		expect((await get(`${direct.defenderUrl}/api/alerts`)).body).toMatchObject({
			value: [{ id, aadTenantId: ids.contoso }],
		});
		expect((await graph('/v1.0/tenantRelationships/delegatedAdminCustomers')).status).toBe(200);
	});

	test('stands at the hosts of the global cloud, or where it is told to', async () => {
		expect(direct.graphUrl).toBe('https://graph.microsoft.com');
		expect(direct.defenderUrl).toBe('https://api.securitycenter.microsoft.com');
		await expect(get('https://elsewhere.example/v1.0/security/alerts_v2')).rejects.toThrow('has no host');
		const urls = {
			graph: 'https://graph.microsoft.us',
			defender: 'https://api-gov.securitycenter.microsoft.us',
		};
		direct = createDirectEmulator({ urls });
		direct.addTenant({ id: ids.contoso, displayName: 'Contoso', domains: ['contoso.example'] });
		expect((await get(`${urls.graph}${list}`)).status).toBe(200);
		expect((await get(`${urls.defender}/api/alerts`)).status).toBe(200);
		await expect(get(`https://graph.microsoft.com${list}`)).rejects.toThrow('has no host');
	});

	test('follows links, also to the other name of the host', async () => {
		for (const id of ['a', 'b']) contoso.addAlert({ id, createdDateTime: '2026-01-05T08:00:00Z' });
		contoso.defender.pageSize = 1;
		for (const origin of [undefined, 'alias'] as const) {
			contoso.graph.nextLinkOrigin = origin;
			contoso.defender.nextLinkOrigin = origin;
			for (const path of [`${direct.graphUrl}${list}?$top=1`, `${direct.defenderUrl}/api/alerts`]) {
				const { body } = await get(path);
				const link = textOf(body, '@odata.nextLink');
				expect(new URL(link).hostname).toBe(origin ? 'localhost' : new URL(path).hostname);
				expect((await get(link)).body).toMatchObject({ value: [{ id: 'b' }] });
			}
		}
	});

	test.each([
		['no token', {}, 'Access token is empty.'],
		['a tenant that is not there', { authorization: `Bearer direct:${ids.unknown}` }, 'Invalid tenant'],
		['a token of another form', { authorization: `Bearer ${ids.contoso}` }, 'not well formed'],
		['no scheme', { authorization: `direct:${ids.contoso}` }, 'Access token is empty.'],
	])('%s is 401', async (_name, headers: Record<string, string>, message) => {
		const answer = await direct.request({ url: `${direct.graphUrl}${list}`, headers });
		expect(answer).toMatchObject({
			status: 401,
			body: { error: { code: 'InvalidAuthenticationToken', message: expect.stringContaining(message) } },
		});
	});

	test('takes headers in any case and gives them in lower case', async () => {
		contoso.addAlert({ serviceSource: 'microsoftSentinel' });
		const headers = { AUTHORIZATION: `Bearer direct:${ids.contoso}`, Prefer: 'include-unknown-enum-members' };
		const answer = await direct.request({ url: `${direct.graphUrl}${list}`, headers });
		expect(answer).toMatchObject({
			headers: { 'preference-applied': 'include-unknown-enum-members', 'request-id': expect.any(String) },
			body: { value: [{ serviceSource: 'microsoftSentinel' }] },
		});
	});

	test('knows methods', async () => {
		const url = `${direct.graphUrl}${list}`;
		const headers = { authorization: `Bearer direct:${ids.contoso}` };
		expect(await direct.request({ method: 'POST', url, headers, body: '{}' })).toMatchObject({ status: 405 });
		expect(await direct.request({ method: 'HEAD', url, headers })).toMatchObject({ status: 405, body: '' });
	});

	test('has the faults', async () => {
		const ask = () =>
			direct.request({
				url: `${direct.graphUrl}${list}`,
				headers: { authorization: `Bearer direct:${ids.contoso}` },
			});
		contoso.addFault({ api: 'graph', times: 1, hang: true });
		expect(await ask()).toBe('hang');
		contoso.addFault({ api: 'graph', times: 1, resetConnection: true });
		expect(await ask()).toBe('reset');
		contoso.addFault({ api: 'graph', times: 1, throttle: { retryAfterSeconds: 7 } });
		expect(await ask()).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
		contoso.addFault({ api: 'graph', times: 1, truncateJson: true });
		expect(await ask()).toMatchObject({ status: 200, body: expect.stringMatching(/^\{"@odata/) });
		const body = { at: new Date(0), gone: undefined, many: NaN };
		contoso.addFault({ api: 'graph', times: 1, respond: { status: 206, body } });
		expect(await ask()).toMatchObject({ status: 206, body: { at: '1970-01-01T00:00:00.000Z', many: null } });
		contoso.addFault({ api: 'graph', times: 1, respond: { status: 502, body: '<html>' } });
		expect(await ask()).toMatchObject({ status: 502, body: '<html>' });
		expect(await ask()).toMatchObject({ status: 200 });
	});

	test('keeps the limits of calls by the clock it was given', async () => {
		contoso.graph.requestsPerMinute = 2;
		const statuses = [];
		for (let call = 0; call < 3; call += 1) statuses.push((await graph(list)).status);
		clock.now += 60_000;
		statuses.push((await graph(list)).status);
		expect(statuses).toEqual([200, 200, 429, 200]);
	});

	test('records the latest requests, or none', async () => {
		await graph(`${list}?$top=1`, ids.fabrikam);
		expect(direct.requests({ tokenTenantId: ids.fabrikam })).toMatchObject([
			{ host: 'graph', path: list, query: { $top: '1' }, status: 200, token: { kind: 'app' } },
		]);
		contoso.graph.requestsPerMinute = Infinity;
		for (let call = 0; call < 2100; call += 1) await graph(list);
		expect(direct.requests()).toHaveLength(1000);
		direct = createDirectEmulator({ maxRecordedRequests: 0 });
		direct.addTenant({ id: ids.contoso, displayName: 'Contoso', domains: ['contoso.example'] });
		await graph(list);
		expect(direct.requests()).toEqual([]);
	});

	test('a client that changes what it read changes nothing here', async () => {
		contoso.addIncident({ id: '4711', customTags: ['vip'] });
		contoso.addAlert({ incidentId: 4711, extra: { graph: { set: { additionalData: { deep: ['x'] } } } } });
		for (const path of [list, '/v1.0/security/incidents?$expand=alerts']) {
			const { body } = await graph(path);
			const before = JSON.stringify(body);
			spoil(body);
			expect(JSON.stringify(body)).not.toBe(before);
			expect(JSON.stringify((await graph(path)).body)).toBe(before);
		}
	});

	test('shows a changed record at once, in the right place', async () => {
		const { id } = contoso.addAlert({ createdDateTime: '2026-01-05T08:00:00Z' });
		contoso.addAlert({ id: 'other', createdDateTime: '2026-01-05T09:00:00Z' });
		const seen = async () => (await graph(`${list}?$orderby=lastUpdateDateTime desc`)).body;
		contoso.updateAlert('other', { title: 'first', lastUpdateDateTime: '2026-01-05T09:00:00Z' });
		contoso.updateAlert(id, { title: 'new', lastUpdateDateTime: '2026-01-05T08:00:00Z' });
		expect(await seen()).toMatchObject({ value: [{ title: 'first' }, { title: 'new' }] });
		contoso.updateAlert(id, { title: 'newer' });
		expect(await seen()).toMatchObject({ value: [{ title: 'newer' }, { title: 'first' }] });
		contoso.removeAlert('other');
		expect(await seen()).toMatchObject({ value: [{ title: 'newer' }] });
	});
});

test('its tokens open no real door', async () => {
	const sample = await startSample();
	const { emulator } = sample;
	try {
		const headers = { authorization: `Bearer direct:${ids.contoso}` };
		for (const url of [`${emulator.graphUrl}${list}`, `${emulator.defenderUrl}/api/alerts`]) {
			expect((await httpsRequest(url, { ca: emulator.caPem, headers })).status).toBe(401);
		}
		expect(emulator.requests().every(({ token }) => token === undefined)).toBe(true);
	} finally {
		await emulator.close();
	}
});

test('both doors give the same answers', async () => {
	const sample = await startSample();
	const { emulator } = sample;
	try {
		const alert = sample.contoso.addAlert({
			incidentId: 4711,
			extra: { graph: { set: { odd: new Date(0) } } },
		});
		contoso.addAlert(alert);
		const tokens = {
			graph: await sample.appToken(ids.contoso, graphScope),
			defender: await sample.appToken(ids.contoso, defenderScope),
		};
		const bodies = async (path: string, api: 'graph' | 'defender') => [
			(await sample[api](path, tokens[api])).json,
			(await get(`${api === 'graph' ? direct.graphUrl : direct.defenderUrl}${path}`)).body,
		];
		for (const path of [list, `${list}/${alert.id}`, `${list}?$filter=severity eq 'medium'&$count=true`]) {
			const [real, quick] = await bodies(encodeURI(path), 'graph');
			expect(quick).toEqual(real);
		}
		for (const path of ['/api/alerts', '/api/alerts?$expand=evidence', `/api/alerts/${alert.id}`]) {
			const [real, quick] = await bodies(path, 'defender');
			expect(quick).toEqual(real);
		}
	} finally {
		await emulator.close();
	}
});

/** Changes every object and array of a value. */
function spoil(value: unknown): void {
	if (typeof value !== 'object' || value === null) return;
	Object.values(value).forEach(spoil);
	if (Array.isArray(value)) value.push('spoilt');
	else Object.assign(value, { spoilt: true });
}
