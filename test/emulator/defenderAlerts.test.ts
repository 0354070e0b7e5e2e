import { httpsRequest } from './testing/httpsRequest';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { alertIds, defenderScope, graphScope, ids, rowsOf, textOf } from './testing/sample';

let token: string;
eachTestHasItsSample(async () => {
	token = await sample.appToken(ids.contoso, defenderScope);
});

const query = (options: Record<string, string>) => `/api/alerts?${new URLSearchParams(options).toString()}`;
const first = async (path: string) => rowsOf(await sample.defender(path, token))[0];

describe('vocabulary', () => {
	test('one alert, in the words of this API', async () => {
		const { id } = sample.contoso.addAlert({
			severity: 'informational',
			status: 'inProgress',
			classification: 'falsePositive',
			determination: 'notMalicious',
			detectionSource: 'antivirus',
			investigationState: 'successfullyRemediated',
			incidentId: 4711,
			createdDateTime: '2026-01-05T08:47:17.7211300Z',
			comments: [{ comment: 'Seen', createdByDisplayName: 'kim', createdDateTime: '2026-01-05T09:00:00Z' }],
		});
		expect(await first('/api/alerts')).toMatchObject({
			id,
			incidentId: 4711,
			severity: 'Informational',
			status: 'InProgress',
			classification: 'FalsePositive',
			determination: 'Clean',
			detectionSource: 'WindowsDefenderAv',
			investigationState: 'SuccessfullyRemediated',
			alertCreationTime: '2026-01-05T08:47:17.72113Z',
			aadTenantId: ids.contoso,
			computerDnsName: 'pc7.contoso.example',
			relatedUser: { userName: 'kim', domainName: 'CONTOSO' },
			comments: [{ comment: 'Seen', createdBy: 'kim', createdTime: '2026-01-05T09:00:00Z' }],
			evidence: [],
		});
	});

	test('unset classification is null here and unknown in Graph', async () => {
		sample.contoso.addAlert({ severity: 'unknown' });
		expect(await first('/api/alerts')).toMatchObject({
			classification: null,
			determination: null,
			severity: 'UnSpecified',
		});
	});

	test('evidence only on expand, flat, every key present', async () => {
		sample.contoso.addAlert();
		const expanded = await first(query({ $expand: 'evidence' }));
		const kinds = ['User', 'File', 'Process', 'Ip', 'Url'];
		expect(expanded).toMatchObject({
			evidence: kinds.map((entityType) => ({ entityType, registryKey: null })),
		});
	});

	test('by id with evidence, 404 for others', async () => {
		const { id } = sample.contoso.addAlert();
		const found = await sample.defender(`/api/alerts/${id}`, token);
		expect(found.json).toMatchObject({
			id,
			evidence: expect.arrayContaining([expect.objectContaining({ entityType: 'File' })]),
		});
		const answer = await sample.defender('/api/alerts/da0_1', token);
		expect(answer.status).toBe(404);
		expect(answer.json).toEqual({
			error: { code: 'ResourceNotFound', message: expect.any(String), target: expect.any(String) },
		});
	});

	test("other products' alerts are Graph's alone", async () => {
		sample.contoso.addAlert({ serviceSource: 'microsoftDefenderForOffice365' });
		expect(alertIds(await sample.defender('/api/alerts', token))).toEqual([]);
	});
});

describe('access', () => {
	test.each<[string, () => Promise<string> | string]>([
		["Graph's token", () => sample.appToken(ids.contoso, graphScope)],
		[
			'the XDR token of the same host',
			() => sample.appToken(ids.contoso, 'https://api.security.microsoft.com/.default'),
		],
		['no JWT', () => 'opaque'],
	])('%s is 401', async (_name, make) => {
		const answer = await sample.defender('/api/alerts', await make());
		expect(answer.status).toBe(401);
		expect(answer.json).toMatchObject({ error: { code: 'Unauthorized', target: expect.any(String) } });
	});

	test("the resource's other App ID URI is as good", async () => {
		const other = await sample.appToken(
			ids.contoso,
			'https://securitycenter.onmicrosoft.com/windowsatpservice/.default',
		);
		expect((await sample.defender('/api/alerts', other)).status).toBe(200);
	});

	test('without role: the documented 403', async () => {
		sample.contoso.revokeConsent(ids.app);
		const answer = await sample.defender('/api/alerts', await sample.appToken(ids.contoso, defenderScope));
		expect(answer.status).toBe(403);
		expect(answer.json).toMatchObject({
			error: {
				code: 'Forbidden',
				message:
					'Missing application roles. API required roles: Alert.Read.All,Alert.ReadWrite.All, application roles: .',
			},
		});
	});

	test('a licence that ends: the token in hand is answered 401 Account mode is inactive', async () => {
		sample.contoso.licensedForDefender = false;
		const answer = await sample.defender('/api/alerts', token);
		expect(answer.status).toBe(401);
		expect(answer.body).toContain('Unauthorized request - reason of failure: Account mode is inactive');
	});

	test('a delegated token needs Alert.Read', async () => {
		const { access_token: delegated = '' } = await sample.delegatedTokens(ids.contoso, defenderScope);
		expect((await sample.defender('/api/alerts', delegated)).status).toBe(200);
	});
});

describe('filter', () => {
	beforeEach(() => {
		const { contoso } = sample;
		contoso.addAlert({ id: 'a', severity: 'high', createdDateTime: '2026-01-05T08:00:00Z', incidentId: 1 });
		contoso.addAlert({
			id: 'b',
			severity: 'low',
			createdDateTime: '2026-01-05T08:00:00.0000001Z',
			incidentId: 2,
			detectionSource: 'antivirus',
		});
	});

	test.each([
		["severity eq 'High'", ['a']],
		['alertCreationTime gt 2026-01-05T08:00:00Z', ['b']],
		['incidentId ge 2', ['b']],
		["status eq 'New' and category eq 'Execution'", ['b', 'a']],
		["id eq 'a' or detectionSource eq 'WindowsDefenderAv'", ['b', 'a']],
	])('%s', async (filter, expected) => {
		expect(alertIds(await sample.defender(query({ $filter: filter }), token))).toEqual(expected);
	});

	test.each([
		"severity eq 'high'",
		"title eq 'x'",
		"incidentId eq '1'",
		"lastUpdateTime ge '2026-01-05T08:00:00Z'",
		'createdDateTime ge 2026-01-05T08:00:00Z',
		'severity eq',
	])('400 ODataError for %s', async (filter) => {
		const answer = await sample.defender(query({ $filter: filter }), token);
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ error: { code: 'ODataError', target: expect.any(String) } });
	});

	test('only the short list of fields where the option is set', async () => {
		sample.contoso.defender.narrowFilter = true;
		expect((await sample.defender(query({ $filter: "id eq 'a'" }), token)).status).toBe(400);
	});

	test.each([
		['$top', '10001'],
		['$expand', 'machine'],
		['$orderby', 'lastUpdateTime asc'],
		['$select', 'id'],
		['$count', 'true'],
	])('400 for %s=%s', async (name, value) => {
		expect((await sample.defender(query({ [name]: value }), token)).status).toBe(400);
	});

	test('$orderby works where it is allowed', async () => {
		sample.contoso.defender.allowOrderBy = true;
		expect(alertIds(await sample.defender(query({ $orderby: 'alertCreationTime asc' }), token))).toEqual([
			'a',
			'b',
		]);
	});
});

describe('pages', () => {
	beforeEach(() => {
		for (const id of ['a', 'b', 'c'])
			sample.contoso.addAlert({ id, createdDateTime: '2026-01-05T08:00:00Z' });
		sample.contoso.defender.pageSize = 2;
	});

	test('a nextLink appears without $top, and may name a host that was not called', async () => {
		sample.contoso.defender.nextLinkOrigin = 'alias';
		const { json } = await sample.defender('/api/alerts', token);
		const link = textOf(json, '@odata.nextLink');
		expect(new URL(link).hostname).toBe('localhost');
		const headers = { authorization: `Bearer ${token}` };
		const rest = await httpsRequest(link, { ca: sample.emulator.caPem, headers });
		expect(alertIds(rest)).toEqual(['c']);
		expect(rest.json).not.toHaveProperty(['@odata.nextLink']);
	});

	test('no nextLink when the caller sets $top: $skip goes on', async () => {
		const page = await sample.defender(query({ $top: '2' }), token);
		expect(page.json).not.toHaveProperty(['@odata.nextLink']);
		expect(alertIds(await sample.defender(query({ $top: '2', $skip: '2' }), token))).toEqual(['c']);
	});

	test('a page that the service cuts shorter than $top has a nextLink after all', async () => {
		sample.contoso.defender.maxTop = 1;
		const { json } = await sample.defender(query({ $top: '2' }), token);
		const { pathname, search } = new URL(textOf(json, '@odata.nextLink'));
		expect(alertIds(await sample.defender(`${pathname}${search}`, token))).toEqual(['b']);
		const exact = await sample.defender(query({ $top: '1' }), token);
		expect(exact.json).not.toHaveProperty(['@odata.nextLink']);
	});

	test('a nextLink that has expired is 400', async () => {
		const { json } = await sample.defender('/api/alerts', token);
		const { pathname, search } = new URL(textOf(json, '@odata.nextLink'));
		sample.contoso.defender.expireNextLinks = true;
		const answer = await sample.defender(`${pathname}${search}`, token);
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({ error: { code: 'ODataError' } });
	});

	test('$orderby that is accepted and ignored', async () => {
		sample.contoso.defender.ignoreOrderBy = true;
		sample.contoso.addAlert({ id: 'new', createdDateTime: '2026-01-05T09:00:00Z' });
		const answer = await sample.defender(query({ $orderby: 'alertCreationTime asc' }), token);
		expect(alertIds(answer)).toEqual(['new', 'a']);
	});
});

describe('limits', () => {
	test('100 calls a minute for an app in a tenant', async () => {
		for (let call = 0; call < 100; call += 1)
			expect((await sample.defender('/api/alerts', token)).status).toBe(200);
		const answer = await sample.defender('/api/alerts', token);
		expect(answer.status).toBe(429);
		expect(answer.headers['retry-after']).toBe('60');
		expect(answer.json).toMatchObject({ error: { code: 'TooManyRequests' } });
		sample.clock.now += 60_000;
		expect((await sample.defender('/api/alerts', token)).status).toBe(200);
	});

	test('1,500 an hour', async () => {
		sample.contoso.defender.requestsPerHour = 2;
		for (const status of [200, 200, 429])
			expect((await sample.defender('/api/alerts', token)).status).toBe(status);
		sample.clock.now += 3_540_000;
		expect((await sample.defender('/api/alerts', token)).headers['retry-after']).toBe('60');
	});
});

test.each(['/api/incidents', '/v1.0/security/alerts_v2', '/'])(
	'%s is 404 in the shape of Defender',
	async (path) => {
		const answer = await sample.defender(path, token);
		expect(answer.status).toBe(404);
		expect(answer.json).toEqual({
			error: { code: 'NotFound', message: expect.any(String), target: expect.any(String) },
		});
	},
);
