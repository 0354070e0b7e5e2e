import { request } from 'node:http';

import { eachTestHasItsSample, sample } from './testing/ownSample';
import { alertIds, graphScope, ids, textOf } from './testing/sample';

const list = '/v1.0/security/alerts_v2';
eachTestHasItsSample();

function admin(
	method: string,
	path: string,
	body?: unknown,
): Promise<{ status: number; text: string; json: unknown }> {
	return new Promise((resolve, reject) => {
		const outgoing = request(`${sample.emulator.adminUrl}${path}`, { method, agent: false }, (incoming) => {
			let text = '';
			incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
			incoming.on('end', () => {
				const isJson = incoming.headers['content-type']?.includes('json');
				resolve({ status: incoming.statusCode ?? 0, text, json: isJson ? JSON.parse(text) : undefined });
			});
		});
		outgoing.on('error', reject);
		outgoing.end(body === undefined ? undefined : JSON.stringify(body));
	});
}

const token = (tenant: string = ids.contoso) => sample.appToken(tenant, graphScope);

test('the page shows tenants, consent, alerts, faults and requests', async () => {
	sample.contoso.addAlert();
	sample.contoso.addFault({ api: 'graph', times: 3, respond: { status: 500 } });
	await sample.graph(list, await token());
	const { status, text } = await admin('GET', '/');
	expect(status).toBe(200);
	for (const shown of [
		'Contoso',
		'contoso.example',
		'SecurityAlert.Read.All',
		'graph: respond (2)',
		`GET ${list}`,
	]) {
		expect(text).toContain(shown);
	}
});

test('names on the page are escaped', async () => {
	sample.emulator.addTenant({ id: ids.unknown, displayName: '<script>x</script>', domains: [] });
	expect((await admin('GET', '/')).text).not.toContain('<script>x');
});

test('alerts are added and changed', async () => {
	const { status, json } = await admin('POST', '/tenants/contoso.example/alerts', {
		id: 'a',
		title: 'From outside',
	});
	expect(status).toBe(201);
	expect(json).toMatchObject({ id: 'a', title: 'From outside', severity: 'medium' });
	const moreEvidence = [{ kind: 'mailbox', primaryAddress: 'kim@contoso.example' }];
	await admin('PATCH', `/tenants/${ids.contoso}/alerts/a`, { moreEvidence });
	await admin('PATCH', `/tenants/${ids.contoso}/alerts/a`, { status: 'resolved' });
	const answer = await sample.graph(list, await token());
	expect(answer.json).toMatchObject({
		value: [
			{
				id: 'a',
				status: 'resolved',
				evidence: expect.arrayContaining([
					expect.objectContaining({ primaryAddress: 'kim@contoso.example' }),
				]),
			},
		],
	});
	expect((await admin('GET', `/tenants/${ids.contoso}/alerts`)).json).toMatchObject({
		alerts: [{ id: 'a' }],
	});
});

test('faults are added and cleared', async () => {
	const path = `/tenants/${ids.contoso}/faults`;
	expect((await admin('POST', path, { api: 'graph', throttle: { retryAfterSeconds: 3 } })).status).toBe(201);
	expect((await sample.graph(list, await token())).status).toBe(429);
	await admin('DELETE', path);
	expect((await sample.graph(list, await token())).status).toBe(200);
});

test('consent is given and revoked', async () => {
	const clientId = ids.app;
	await admin('POST', `/tenants/${ids.contoso}/revoke`, { clientId });
	expect((await sample.graph(list, await token())).status).toBe(403);
	await admin('POST', `/tenants/${ids.contoso}/consent`, {
		clientId,
		application: ['SecurityAlert.Read.All'],
	});
	expect((await sample.graph(list, await token())).status).toBe(200);
});

test('tenants, apps and users are added, so that the program starts empty', async () => {
	const id = '50000000-0000-4000-8000-000000000005';
	const clientId = 'a0000000-0000-4000-8000-00000000000e';
	expect((await admin('POST', '/tenants', { id, displayName: 'New', domains: ['new.example'] })).status).toBe(
		201,
	);
	const app = {
		clientId,
		displayName: 'New app',
		redirectUris: [],
		homeTenantId: id,
		secrets: [{ value: sample.secret }],
	};
	expect((await admin('POST', '/apps', app)).status).toBe(201);
	expect(
		(await admin('POST', `/tenants/${id}/users`, { upn: 'x@new.example', displayName: 'X' })).status,
	).toBe(201);
	await admin('POST', `/tenants/${id}/consent`, { clientId, application: ['SecurityAlert.Read.All'] });
	const { json } = await sample.ask(id, {
		client_id: clientId,
		grant_type: 'client_credentials',
		scope: graphScope,
	});
	expect(alertIds(await sample.graph(list, textOf(json, 'access_token')))).toEqual([]);
});

test('requests are listed by host and tenant, the latest ones', async () => {
	await sample.graph(list, await token());
	await sample.graph(list, await token(ids.fabrikam));
	const { json } = await admin('GET', `/requests?host=graph&tenantId=${ids.fabrikam}&limit=1`);
	expect(json).toMatchObject({ requests: [{ host: 'graph', tenantId: ids.fabrikam, status: 200 }] });
	await admin('DELETE', '/requests');
	expect((await admin('GET', '/requests')).json).toEqual({ requests: [] });
});

test.each<[string, string, unknown, number]>([
	['GET', '/nothing', undefined, 404],
	['POST', `/tenants/${ids.unknown}/alerts`, {}, 404],
	['POST', `/tenants/${ids.contoso}/faults`, { api: 'nowhere', hang: true }, 400],
	['POST', `/tenants/${ids.contoso}/faults`, { api: 'graph' }, 400],
	['POST', `/tenants/${ids.contoso}/faults`, { api: 'graph', hang: true, delayMs: 1 }, 400],
	['POST', `/tenants/${ids.contoso}/faults`, { api: 'graph', hang: true, times: 0 }, 400],
	['POST', `/tenants/${ids.contoso}/consent`, {}, 400],
	['POST', `/tenants/${ids.contoso}/consent`, { clientId: ids.app, application: 'all' }, 400],
	['POST', `/tenants/${ids.contoso}/consent`, { clientId: ids.app, application: ['No.Such'] }, 422],
	['POST', `/tenants/${ids.contoso}/alerts`, { createdDateTime: 'soon' }, 422],
	['POST', `/tenants/${ids.contoso}/alerts`, { moreEvidence: [{ kind: 'letter' }] }, 422],
	['POST', `/tenants/${ids.contoso}/alerts`, [], 400],
	['POST', '/tenants', { id: ids.contoso, displayName: 'Twice', domains: [] }, 422],
	['POST', '/apps', { clientId: 'x' }, 400],
])('%s %s with %j is %i', async (method, path, body, status) => {
	expect((await admin(method, path, body)).status).toBe(status);
});
