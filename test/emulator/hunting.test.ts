import type { HttpsAnswer } from './testing/httpsRequest';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { graphScope, ids } from './testing/sample';
import { sendToGraph } from './testing/sendJson';

const PATH = '/v1.0/security/runHuntingQuery';
const HOUR_MS = 3_600_000;

let token: string;
eachTestHasItsSample(async () => {
	for (const tenant of [sample.contoso, sample.fabrikam]) {
		tenant.consent(ids.app, { application: ['ThreatHunting.Read.All'] });
	}
	token = await sample.appToken(ids.contoso, graphScope);
});

const send = (body: unknown) => sendToGraph(sample, ['POST', PATH], token, body);
const hunt = (Query: string, Timespan?: string) =>
	send({ Query, ...(Timespan !== undefined && { Timespan }) });
const resultsOf = ({ json }: HttpsAnswer): unknown[] => {
	// SAFETY: an answer to a query; anything else makes the test fail.
	return (json as { results: unknown[] }).results;
};

describe('a hunting query', () => {
	test('finds alerts, their evidence and devices of the own tenant, with a schema', async () => {
		const { id } = sample.contoso.addAlert({ severity: 'high', title: 'Mimikatz' });
		sample.fabrikam.addAlert({ title: 'Foreign' });
		const info = await hunt('AlertInfo | project AlertId, Title, Severity');
		expect(info.json).toEqual({
			'@odata.context':
				'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults',
			schema: ['AlertId', 'Title', 'Severity'].map((name) => ({ name, type: 'String' })),
			results: [{ AlertId: id, Title: 'Mimikatz', Severity: 'High' }],
		});
		const evidence = resultsOf(await hunt('AlertEvidence | project AlertId, EntityType'));
		expect(evidence).toEqual(
			['Machine', 'File', 'User', 'Ip', 'Url'].map((EntityType) => ({ AlertId: id, EntityType })),
		);
		const devices = await hunt('DeviceInfo | project DeviceName, IsAzureADJoined');
		expect(devices.json).toMatchObject({
			schema: [{ name: 'DeviceName' }, { name: 'IsAzureADJoined', type: 'SByte' }],
			results: [{ DeviceName: 'pc7.contoso.example', IsAzureADJoined: 1 }],
		});
	});

	test('does not find what is not visible yet', async () => {
		sample.contoso.addAlert({ visibleAt: sample.clock.now + 1 });
		expect(resultsOf(await hunt('AlertInfo'))).toEqual([]);
	});

	test('finds what a test put into a table, with types read off the values or given', async () => {
		const row = {
			Timestamp: new Date(sample.clock.now).toISOString(),
			N: 1,
			Ratio: 0.5,
			On: true,
			Extra: { a: 1 },
		};
		sample.contoso.addHuntingRows('Inventory', [row], { Flag: 'SByte' });
		sample.contoso.addHuntingRows('Inventory', [{ Name: 'pc 7', Flag: 1 }], { Flag: 'SByte' });
		const { json } = await hunt('Inventory');
		expect(json).toMatchObject({
			schema: [
				{ name: 'Timestamp', type: 'DateTime' },
				{ name: 'N', type: 'Int64' },
				{ name: 'Ratio', type: 'Double' },
				{ name: 'On', type: 'Boolean' },
				{ name: 'Extra', type: 'Object' },
				{ name: 'Name', type: 'String' },
				{ name: 'Flag', type: 'SByte' },
			],
			results: [
				{ ...row, Name: null },
				{ N: null, Name: 'pc 7', Flag: 1 },
			],
		});
	});

	test('adds rows to the tables that alerts fill', async () => {
		sample.contoso.addAlert();
		sample.contoso.addHuntingRows('DeviceInfo', [{ DeviceName: 'extra', Custom: 'x' }]);
		const results = resultsOf(await hunt('DeviceInfo | project DeviceName, Custom'));
		expect(results).toEqual([
			{ DeviceName: 'pc7.contoso.example', Custom: null },
			{ DeviceName: 'extra', Custom: 'x' },
		]);
	});

	test.each<[string, unknown[]]>([
		['T | where A == "x"', [1, 2]],
		['T\n| where A == "x" and N == 2', [2]],
		['T // not | take 1\n| where A == "a|b"', [3]],
		['T | take 2', [1, 2]],
		['T | limit 1', [1]],
		['T | where A == "no"', []],
		['T | where A has "B"', [3]],
		['T | where A has "a|b" and N == 3', [3]],
		['T | where A has "."', []],
	])('understands %j', async (query, expected) => {
		const rows = [
			{ N: 1, A: 'x' },
			{ N: 2, A: 'x' },
			{ N: 3, A: 'a|b' },
		];
		sample.contoso.addHuntingRows('T', rows);
		const results = resultsOf(await hunt(query)) as Array<{ N: number }>;
		expect(results.map(({ N }) => N)).toEqual(expected);
	});

	test('counts', async () => {
		sample.contoso.addHuntingRows('T', [{ N: 1 }, { N: 2 }]);
		expect((await hunt('T | summarize count()')).json).toMatchObject({
			schema: [{ name: 'count_', type: 'Int64' }],
			results: [{ count_: 2 }],
		});
	});

	test.each([
		'Nothing',
		'T |',
		'T | where',
		'T | where Missing == "x"',
		'T | where N > 1',
		'T | where N == 1 or N == 2',
		'T | where A hasnot "x"',
		'T | project N, Missing',
		'T | take many',
		'T | summarize max(N)',
		'T | extend B = 1',
		'T | where A == "open',
		'print 1',
	])('is refused where it is wrong or beyond the emulator: %s', async (query) => {
		sample.contoso.addHuntingRows('T', [{ N: 1, A: 'x' }]);
		expect(await hunt(query)).toMatchObject({ status: 400, json: { error: { code: 'BadRequest' } } });
	});

	test.each<[string, unknown]>([
		['names in another case', { query: 'AlertInfo' }],
		['a name too many', { Query: 'AlertInfo', Tenant: 'x' }],
		['no query', {}],
		['an empty query', { Query: ' ' }],
		['a timespan that is none', { Query: 'AlertInfo', Timespan: '7 days' }],
		['no JSON', 'AlertInfo'],
	])('is refused with %s', async (_what, body) => {
		expect(await send(body)).toMatchObject({ status: 400, json: { error: { code: 'BadRequest' } } });
	});

	test('looks back 30 days, or less if it is told so', async () => {
		const daysAgo = (days: number) => new Date(sample.clock.now - days * 24 * HOUR_MS).toISOString();
		const rows = [1, 10, 40].map((days) => ({ Timestamp: daysAgo(days), Days: days }));
		sample.contoso.addHuntingRows('T', rows);
		const days = async (timespan?: string) =>
			(resultsOf(await hunt('T', timespan)) as Array<{ Days: number }>).map(({ Days }) => Days);
		expect(await days()).toEqual([1, 10]);
		expect(await days('P2D')).toEqual([1]);
		expect(await days('P60D')).toEqual([1, 10]);
		expect(await days(daysAgo(20))).toEqual([1, 10]);
		expect(await days(`${daysAgo(60)}/${daysAgo(5)}`)).toEqual([10]);
		expect(await days(`P10D/${daysAgo(5)}`)).toEqual([10]);
	});

	test('is answered with so many rows and no more', async () => {
		sample.contoso.graph.mostHuntingRows = 2;
		sample.contoso.addHuntingRows('T', [{ N: 1 }, { N: 2 }, { N: 3 }]);
		expect(resultsOf(await hunt('T'))).toEqual([{ N: 1 }, { N: 2 }]);
	});

	test('counts against a limit of its own, 45 a minute', async () => {
		sample.contoso.graph.requestsPerMinute = 1;
		const statuses = [];
		for (let call = 0; call < 45; call += 1) statuses.push((await hunt('AlertInfo')).status);
		expect(new Set(statuses)).toEqual(new Set([200]));
		const refused = await hunt('AlertInfo');
		expect(refused).toMatchObject({ status: 429, json: { error: { code: 'TooManyRequests' } } });
		expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
		expect((await sample.graph('/v1.0/security/alerts_v2', token)).status).toBe(200);
		sample.clock.now += 60_000;
		expect((await hunt('AlertInfo')).status).toBe(200);
	});

	test('needs its permission, and POST', async () => {
		expect((await sample.graph(PATH, token)).status).toBe(405);
		sample.contoso.revokeConsent(ids.app);
		sample.contoso.consent(ids.app, { application: ['SecurityAlert.Read.All'] });
		token = await sample.appToken(ids.contoso, graphScope);
		expect(await hunt('AlertInfo')).toMatchObject({
			status: 403,
			json: { error: { message: expect.stringContaining('ThreatHunting.Read.All') as unknown } },
		});
	});
});
