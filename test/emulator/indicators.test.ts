import { httpsRequest } from './testing/httpsRequest';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { defenderScope, ids, rowsOf } from './testing/sample';

let token: string;
eachTestHasItsSample(async () => {
	sample.contoso.consent(ids.app, { application: ['Ti.ReadWrite'] });
	token = await sample.appToken(ids.contoso, defenderScope);
});

const call = (method: string, path: string, body?: unknown) =>
	httpsRequest(`${sample.emulator.defenderUrl}${path}`, {
		ca: sample.emulator.caPem,
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
const indicator = (part: Record<string, unknown> = {}) => ({
	indicatorValue: 'evil.example',
	indicatorType: 'DomainName',
	action: 'Block',
	title: 'Evil',
	description: 'Seen',
	...part,
});
const submit = (part?: Record<string, unknown>) => call('POST', '/api/indicators', indicator(part));
const list = async (filter?: string) =>
	rowsOf(await call('GET', `/api/indicators${filter ? `?$filter=${encodeURIComponent(filter)}` : ''}`));
const hash = (index: number) => index.toString(16).padStart(64, '0');

describe('one indicator', () => {
	test('is created, then updated by value and type, and deleted', async () => {
		const created = await submit();
		expect(created).toMatchObject({
			status: 200,
			json: { id: '2841', indicatorValue: 'evil.example', action: 'Block', createdBy: ids.app },
		});
		expect(await submit({ indicatorValue: 'EVIL.example', action: 'Allowed' })).toMatchObject({
			json: { id: '2841', action: 'Allowed', lastUpdatedBy: ids.app },
		});
		await submit({ indicatorValue: 'https://evil.example/', indicatorType: 'Url' });
		expect(sample.contoso.indicators.map(({ id }) => id)).toEqual(['2841', '2842']);
		expect(await call('DELETE', '/api/indicators/2841')).toMatchObject({ status: 204, body: '' });
		expect(await call('DELETE', '/api/indicators/2841')).toMatchObject({
			status: 404,
			json: { error: { code: 'ResourceNotFound' } },
		});
		expect(await list()).toHaveLength(1);
	});

	test('keeps the application that it had when it was new', async () => {
		await submit({ application: 'Feed' });
		expect(await submit({ application: 'Other' })).toMatchObject({ json: { application: 'Feed' } });
	});

	test.each([
		['MissingRequiredParameter', { title: '' }],
		['MissingRequiredParameter', { description: undefined }],
		['InvalidRequestBody', { Title: 'x' }],
		['InvalidRequestBody', { rbacGroupNames: 'Servers' }],
		['InvalidRequestBody', { generateAlert: 'true' }],
		['InvalidRequestBody', { severity: 3 }],
		['InvalidInput', { action: 'block' }],
		['InvalidInput', { action: 'Audit' }],
		['InvalidInput', { expirationTime: 'tomorrow' }],
		['InvalidIpAddress', { indicatorType: 'IpAddress', indicatorValue: '203.0.113.0/24' }],
		['InvalidDomainName', { indicatorValue: 'evil' }],
		['InvalidUrl', { indicatorType: 'Url' }],
		['InvalidHashValue', { indicatorType: 'FileSha1', indicatorValue: hash(1) }],
	])('is refused as %s: %j', async (code, part) => {
		expect(await submit(part)).toMatchObject({ status: 400, json: { error: { code } } });
		expect(sample.contoso.indicators).toEqual([]);
	});

	test('is refused where the tenant is full, unless it is there already or another one expired', async () => {
		sample.contoso.defender.largestIndicatorCount = 1;
		const expirationTime = new Date(sample.clock.now + 60_000).toISOString();
		await submit({ expirationTime });
		expect((await submit({ title: 'Again' })).status).toBe(200);
		const other = { indicatorValue: 'other.example' };
		expect(await submit(other)).toMatchObject({ status: 400, json: { error: { code: 'BadRequest' } } });
		sample.clock.now += 60_001;
		expect((await submit(other)).status).toBe(200);
		expect(await list()).toMatchObject([other]);
	});
});

describe('import', () => {
	const send = (rows: unknown, name = 'Indicators') =>
		call('POST', '/api/indicators/import', { [name]: rows });
	const rows = (count: number) =>
		Array.from({ length: count }, (_, index) =>
			indicator({ indicatorValue: hash(index), indicatorType: 'FileSha256' }),
		);

	test('takes 500 and no more', async () => {
		expect((await send(rows(500))).status).toBe(200);
		expect(sample.contoso.indicators).toHaveLength(500);
		expect(await send(rows(501))).toMatchObject({
			status: 400,
			json: { error: { code: 'MaximumBatchSizeExceeded' } },
		});
	});

	test('tells of each row what became of it', async () => {
		sample.contoso.defender.largestIndicatorCount = 1;
		const sent = [indicator({ title: '' }), indicator(), indicator({ indicatorValue: 'other.example' })];
		expect(rowsOf(await send(sent))).toEqual([
			{
				id: null,
				indicator: 'evil.example',
				isFailed: true,
				failureReason: expect.stringContaining('title'),
			},
			{ id: '2841', indicator: 'evil.example', isFailed: false, failureReason: null },
			{
				id: null,
				indicator: 'other.example',
				isFailed: true,
				failureReason: expect.stringContaining('maximum'),
			},
		]);
	});

	test.each([
		['MissingRequiredParameter', [], 'Indicators'],
		['InvalidRequestBody', [indicator()], 'indicators'],
		['InvalidRequestBody', [indicator(), indicator({ Action: 'Block' })], 'Indicators'],
	])('is refused as %s', async (code, sent, name) => {
		expect(await send(sent, name)).toMatchObject({ status: 400, json: { error: { code } } });
		expect(sample.contoso.indicators).toEqual([]);
	});

	test('is answered 30 times a minute', async () => {
		const statuses: number[] = [];
		for (let index = 0; index < 31; index += 1) statuses.push((await send([indicator()])).status);
		expect(statuses).toEqual([...Array<number>(30).fill(200), 429]);
	});
});

describe('list', () => {
	test('filters, pages and refuses what it cannot filter', async () => {
		for (const name of ['one', 'two', 'three']) await submit({ indicatorValue: `${name}.example` });
		expect(await list("indicatorValue eq 'two.example' and action eq 'Block'")).toHaveLength(1);
		expect(await list("indicatorValue eq 'TWO.example'")).toEqual([]);
		expect(rowsOf(await call('GET', '/api/indicators?$top=2&$skip=1'))).toMatchObject([
			{ indicatorValue: 'two.example' },
			{ indicatorValue: 'three.example' },
		]);
		for (const options of ['$filter=description eq %27x%27', '$filter=action eq %27block%27', '$top=10001']) {
			expect(await call('GET', `/api/indicators?${options.replaceAll(' ', '%20')}`)).toMatchObject({
				status: 400,
				json: { error: { code: 'ODataError' } },
			});
		}
	});

	test('shows an app the indicators of others only with Ti.ReadWrite.All', async () => {
		const { id } = sample.contoso.addIndicator();
		expect(await list()).toEqual([]);
		expect((await call('DELETE', `/api/indicators/${id}`)).status).toBe(404);
		sample.contoso.consent(ids.app, { application: ['Ti.ReadWrite.All'] });
		token = await sample.appToken(ids.contoso, defenderScope);
		expect(await list()).toMatchObject([{ id }]);
	});

	test('needs a permission, like every call', async () => {
		token = await sample.appToken(ids.fabrikam, defenderScope);
		expect((await call('GET', '/api/indicators')).status).toBe(403);
		expect((await submit()).status).toBe(403);
	});
});
