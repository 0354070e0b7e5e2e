import { at, list, query, startIncidentSample } from './testing/incidents';
import { alertIds, graphScope, ids, nextLinkOf, rowsOf, textOf, type Sample } from './testing/sample';

let sample: Sample;
let token: string;
beforeEach(async () => {
	({ sample, token } = await startIncidentSample());
});
afterEach(() => sample.emulator.close());

describe('access', () => {
	test('each tenant sees its own incidents, marked with its id', async () => {
		const mine = sample.contoso.addIncident({ displayName: 'Contoso' });
		sample.fabrikam.addIncident({ displayName: 'Fabrikam' });
		const { json, headers } = await sample.graph(list, token);
		expect(json).toMatchObject({
			'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#security/incidents',
			value: [{ id: mine.id, displayName: 'Contoso', tenantId: ids.contoso }],
		});
		expect(headers['request-id']).toBeDefined();
	});

	test.each(['', '/4711', '/4711/alerts'])('the permission for alerts is not enough for %s', async (path) => {
		sample.contoso.addIncident({ id: '4711' });
		sample.contoso.revokeConsent(ids.app);
		sample.contoso.consent(ids.app, { application: ['SecurityAlert.Read.All'] });
		const answer = await sample.graph(`${list}${path}`, await sample.appToken(ids.contoso, graphScope));
		expect(answer.status).toBe(403);
		expect(answer.json).toMatchObject({
			error: {
				code: 'Forbidden',
				message: expect.stringContaining('SecurityIncident.Read.All,SecurityIncident.ReadWrite.All'),
			},
		});
	});

	test('the permission to write reads, and reads the alerts of an incident', async () => {
		sample.contoso.addIncident({ id: '4711' });
		sample.contoso.revokeConsent(ids.app);
		sample.contoso.consent(ids.app, { application: ['SecurityIncident.ReadWrite.All'] });
		const writer = await sample.appToken(ids.contoso, graphScope);
		for (const path of ['', '/4711', '/4711/alerts', '?$expand=alerts']) {
			expect((await sample.graph(`${list}${path}`, writer)).status).toBe(200);
		}
	});

	test('a delegated token needs its scope', async () => {
		const { access_token: delegated = '' } = await sample.delegatedTokens(ids.contoso, graphScope);
		expect((await sample.graph(list, delegated)).status).toBe(200);
	});

	test('incidents and alerts share one limit of calls', async () => {
		sample.contoso.graph.requestsPerMinute = 2;
		const calls = [list, '/v1.0/security/alerts_v2', list];
		const statuses = [];
		for (const path of calls) statuses.push((await sample.graph(path, token)).status);
		expect(statuses).toEqual([200, 200, 429]);
	});

	test('all of it is below v1.0', async () => {
		expect((await sample.graph('/beta/security/incidents', token)).status).toBe(404);
		expect((await sample.graph(`${list}/4711/history`, token)).status).toBe(404);
	});
});

describe('one incident', () => {
	test('by id, with all its properties', async () => {
		sample.contoso.addIncident({
			id: '4711',
			displayName: 'Multi-stage incident',
			description: 'Ransomware',
			status: 'redirected',
			redirectIncidentId: '4712',
			severity: 'high',
			classification: 'truePositive',
			determination: 'multiStagedAttack',
			assignedTo: 'kim@contoso.example',
			customTags: ['vip'],
			systemTags: ['Defender Experts'],
			comments: [{ comment: 'Seen', createdByDisplayName: 'kim', createdDateTime: at(3) }],
			createdDateTime: at(1, '.1000000'),
			lastUpdateDateTime: at(2, '.1234567'),
			summary: 'Short',
			lastModifiedBy: 'kim',
			priorityScore: 88,
			resolvingComment: 'Reimaged',
		});
		expect((await sample.graph(`${list}/4711`, token)).json).toEqual({
			'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#security/incidents/$entity',
			id: '4711',
			tenantId: ids.contoso,
			incidentWebUrl: `https://security.microsoft.com/incidents/4711?tid=${ids.contoso}`,
			displayName: 'Multi-stage incident',
			description: 'Ransomware',
			status: 'redirected',
			redirectIncidentId: '4712',
			severity: 'high',
			classification: 'truePositive',
			determination: 'multiStagedAttack',
			assignedTo: 'kim@contoso.example',
			customTags: ['vip'],
			systemTags: ['Defender Experts'],
			comments: [{ comment: 'Seen', createdByDisplayName: 'kim', createdDateTime: at(3) }],
			createdDateTime: at(1, '.1'),
			lastUpdateDateTime: at(2, '.1234567'),
			summary: 'Short',
			lastModifiedBy: 'kim',
			priorityScore: 88,
			resolvingComment: 'Reimaged',
		});
	});

	test.each(['/4711', '/4711/alerts', '/da639031996377211305_1'])('%s is 404', async (path) => {
		const answer = await sample.graph(`${list}${path}`, token);
		expect(answer.status).toBe(404);
		expect(answer.json).toMatchObject({ error: { code: 'ResourceNotFound' } });
	});

	test('new enum members hide behind unknownFutureValue until the client prefers to see them', async () => {
		sample.contoso.addIncident({ id: '4711', status: 'awaitingAction', severity: 'critical' });
		const hidden = await sample.graph(`${list}/4711`, token);
		expect(hidden.json).toMatchObject({ status: 'unknownFutureValue', severity: 'unknownFutureValue' });
		const prefer = 'include-unknown-enum-members';
		const shown = await sample.graph(`${list}/4711`, token, { prefer });
		expect(shown.json).toMatchObject({ status: 'awaitingAction', severity: 'critical' });
		expect(shown.headers['preference-applied']).toBe(prefer);
	});

	test('a raw patch shows what Microsoft should never send', async () => {
		const extra = { graph: { set: { status: 'Active', priorityScore: 'high' }, omit: ['displayName'] } };
		const { id } = sample.contoso.addIncident({ extra });
		const { json } = await sample.graph(`${list}/${id}`, token);
		expect(json).toMatchObject({ status: 'Active', priorityScore: 'high' });
		expect(json).not.toHaveProperty('displayName');
	});
});

describe('list', () => {
	test('newest first, 50 to a page, the next one by a link on the same host', async () => {
		const added = Array.from(
			{ length: 120 },
			(_, index) =>
				sample.contoso.addIncident({
					createdDateTime: new Date(Date.UTC(2026, 0, 5) + index * 1000).toISOString(),
				}).id,
		);
		const seen: string[][] = [];
		let path: string | undefined = query({ $count: 'true' });
		while (path !== undefined) {
			const answer = await sample.graph(path, token);
			expect(answer.json).toMatchObject({ '@odata.count': 120 });
			seen.push(alertIds(answer));
			path = nextLinkOf(answer)?.slice(sample.emulator.graphUrl.length);
		}
		expect(seen.map((page) => page.length)).toEqual([50, 50, 20]);
		expect(seen.flat()).toEqual(added.reverse());
	});

	test.each([
		['$top', '51'],
		['$skip', '501'],
		['$expand', 'evidence'],
		['$expand', 'Alerts'],
		['$select', 'id'],
		['$count', 'yes'],
		['$orderby', 'displayName asc'],
		['$skiptoken', 'bm9wZQ'],
		['$filter', "displayName eq 'x'"],
		['$filter', "tenantId eq 'x'"],
		['$filter', "serviceSource eq 'microsoftSentinel'"],
		['$filter', "status eq 'new'"],
		['$filter', "status eq 'Active'"],
		['$filter', "lastUpdateDateTime ge '2026-01-05T08:00:00Z'"],
	])('400 for %s=%s', async (name, value) => {
		const answer = await sample.graph(query({ [name]: value }), token);
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ error: { code: 'BadRequest' } });
	});

	test('a larger $top where the tenant is set to allow it', async () => {
		for (let index = 0; index < 60; index += 1) sample.contoso.addIncident();
		sample.contoso.graph.largestIncidentTop = 100;
		expect(rowsOf(await sample.graph(query({ $top: '60' }), token))).toHaveLength(60);
	});

	test.each([
		["severity eq 'high'", ['1']],
		["status eq 'active'", ['1']],
		["status ne 'active'", ['3', '2']],
		["status eq 'awaitingAction'", ['3']],
		["assignedTo eq 'kim@contoso.example'", ['2']],
		['assignedTo eq null', ['3', '1']],
		["classification eq 'truePositive' and determination eq 'phishing'", ['2']],
		['createdDateTime lt 2026-01-05T08:00:02Z', ['1']],
		['lastUpdateDateTime gt 2026-01-05T08:00:10.1234567Z', ['2']],
		['lastUpdateDateTime ge 2026-01-05T08:00:10.1234567Z', ['2', '1']],
	])('$filter=%s', async (filter, expected) => {
		const { contoso } = sample;
		contoso.addIncident({
			id: '1',
			severity: 'high',
			createdDateTime: at(1),
			lastUpdateDateTime: at(10, '.1234567'),
		});
		contoso.addIncident({
			id: '2',
			status: 'resolved',
			assignedTo: 'kim@contoso.example',
			classification: 'truePositive',
			determination: 'phishing',
			createdDateTime: at(2),
			lastUpdateDateTime: at(10, '.1234568'),
		});
		contoso.addIncident({
			id: '3',
			status: 'awaitingAction',
			createdDateTime: at(3),
			lastUpdateDateTime: at(10),
		});
		expect(alertIds(await sample.graph(query({ $filter: filter }), token))).toEqual(expected);
	});

	test('$orderby works where it is allowed', async () => {
		sample.contoso.addIncident({ id: '1', createdDateTime: at(2), lastUpdateDateTime: at(5) });
		sample.contoso.addIncident({ id: '2', createdDateTime: at(1), lastUpdateDateTime: at(6) });
		const order = query({ $orderby: 'lastUpdateDateTime desc' });
		expect(alertIds(await sample.graph(order, token))).toEqual(['2', '1']);
		sample.contoso.graph.allowOrderBy = false;
		expect((await sample.graph(order, token)).status).toBe(400);
	});

	test('pages misbehave as those of alerts do', async () => {
		for (const id of ['1', '2', '3']) sample.contoso.addIncident({ id, createdDateTime: at(1) });
		const { graph } = sample.contoso;
		graph.maxTop = 2;
		const cut = await sample.graph(query({ $top: '50' }), token);
		expect(alertIds(cut)).toEqual(['1', '2']);
		const { pathname, search } = new URL(textOf(cut.json, '@odata.nextLink'));
		graph.expireNextLinks = true;
		expect((await sample.graph(`${pathname}${search}`, token)).status).toBe(400);
		graph.expireNextLinks = false;
		graph.omitNextLink = true;
		expect(nextLinkOf(await sample.graph(list, token))).toBeUndefined();
	});

	test('a link of incidents is none of alerts', async () => {
		for (const incidentId of [1, 2]) {
			sample.contoso.addIncident();
			sample.contoso.addAlert({ incidentId });
		}
		const { json } = await sample.graph(query({ $top: '1' }), token);
		const { search } = new URL(textOf(json, '@odata.nextLink'));
		expect((await sample.graph(`/v1.0/security/alerts_v2${search}`, token)).status).toBe(400);
	});

	test('a late incident is nowhere to be seen before its time', async () => {
		sample.contoso.addIncident({ id: '4711', visibleAt: sample.clock.now + 1000 });
		expect(rowsOf(await sample.graph(list, token))).toEqual([]);
		expect((await sample.graph(`${list}/4711`, token)).status).toBe(404);
		expect((await sample.graph(`${list}/4711/alerts`, token)).status).toBe(404);
		sample.clock.now += 1000;
		expect(rowsOf(await sample.graph(list, token))).toHaveLength(1);
	});
});
