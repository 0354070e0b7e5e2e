import { httpsRequest, type HttpsAnswer } from './testing/httpsRequest';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { defenderScope, ids, rowsOf } from './testing/sample';

const application = [
	'Machine.ReadWrite.All',
	'Machine.Isolate',
	'Machine.Scan',
	'Machine.RestrictExecution',
	'Machine.CollectForensics',
	'Machine.StopAndQuarantine',
];

let token: string;
/** The device that alerts happen on by default. */
let pc7: string;
eachTestHasItsSample(async () => {
	sample.contoso.consent(ids.app, { application });
	token = await sample.appToken(ids.contoso, defenderScope);
	pc7 = sample.contoso.devices[0]?.id ?? '';
});

const get = async (path: string) => await sample.defender(path, token);
const post = async (path: string, body: unknown): Promise<HttpsAnswer> =>
	await httpsRequest(`${sample.emulator.defenderUrl}${path}`, {
		ca: sample.emulator.caPem,
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
const list = (path: string, options: Record<string, string>) =>
	`/api/${path}?${new URLSearchParams(options).toString()}`;
const names = (answer: HttpsAnswer) =>
	(rowsOf(answer) as Array<{ computerDnsName: string }>).map(({ computerDnsName }) => computerDnsName);
const codeOf = ({ status, json }: HttpsAnswer) => [status, (json as { error: { code: string } }).error.code];
const isolate = async (part: object = {}) =>
	await post(`/api/machines/${pc7}/isolate`, { Comment: 'Why', IsolationType: 'Full', ...part });
const idOf = ({ json }: HttpsAnswer) => (json as { id: string }).id;

describe('machines', () => {
	test('every tenant has the device that the evidence of its alerts names', async () => {
		sample.contoso.addAlert();
		const [alert] = rowsOf(await get('/api/alerts')) as Array<{ machineId: string }>;
		const machine = await get(`/api/machines/${alert?.machineId ?? ''}`);
		expect(machine.json).toMatchObject({
			id: pc7,
			computerDnsName: 'pc7.contoso.example',
			osPlatform: 'Windows11',
			riskScore: 'Medium',
			rbacGroupName: 'Workstations',
			machineTags: ['finance'],
		});
	});

	test('one by its name, unless the service does not find it so', async () => {
		expect((await get('/api/machines/pc7.contoso.example')).json).toMatchObject({ id: pc7 });
		sample.contoso.defender.findsDevicesByName = false;
		expect(codeOf(await get('/api/machines/pc7.contoso.example'))).toEqual([404, 'ResourceNotFound']);
	});

	test.each([
		["healthStatus eq 'Active' and riskScore eq 'High'", ['srv1.contoso.example']],
		["startswith(computerDnsName,'pc')", ['pc7.contoso.example']],
		["machineTags/any(tag: tag eq 'vip')", ['srv1.contoso.example']],
		["osPlatform eq 'Windows11' or rbacGroupId eq 141", ['pc7.contoso.example', 'srv1.contoso.example']],
		['lastSeen ge 2000-01-01T00:00:00Z', ['pc7.contoso.example', 'srv1.contoso.example']],
	])('filter %s', async (filter, expected) => {
		expect(names(await get(list('machines', { $filter: filter }))).sort()).toEqual(expected);
	});

	test.each([
		"rbacGroupName eq 'Servers'",
		"machineTags eq 'vip'",
		"startswith(osPlatform,'Win')",
		'startswith(computerDnsName)',
		"contains(computerDnsName,'pc')",
		"machineTags/any(tag: other eq 'vip')",
		"healthStatus eq 'active'",
		"rbacGroupId eq '141'",
	])('400 ODataError for %s', async (filter) => {
		expect(codeOf(await get(list('machines', { $filter: filter })))).toEqual([400, 'ODataError']);
	});

	test('a list without rows is 404', async () => {
		expect(codeOf(await get(list('machines', { $filter: "osPlatform eq 'Linux'" })))).toEqual([
			404,
			'NotFound',
		]);
		sample.contoso.removeDevices();
		expect((await get('/api/machines')).status).toBe(404);
	});

	test('no nextLink when the caller sets $top: $skip goes on', async () => {
		const page = await get(list('machines', { $top: '1' }));
		expect(page.json).not.toHaveProperty(['@odata.nextLink']);
		const rest = await get(list('machines', { $top: '1', $skip: '1' }));
		expect([...names(page), ...names(rest)].sort()).toEqual(['pc7.contoso.example', 'srv1.contoso.example']);
		expect((await get(list('machines', { $top: '10001' }))).status).toBe(400);
	});
});

describe('tags', () => {
	const tag = async (body: unknown) => await post(`/api/machines/${pc7}/tags`, body);

	test('are added and removed, and stay so', async () => {
		expect((await tag({ Value: 'vip', Action: 'Add' })).json).toMatchObject({
			machineTags: ['finance', 'vip'],
		});
		expect((await tag({ Value: 'finance', Action: 'Remove' })).status).toBe(200);
		expect((await get(`/api/machines/${pc7}`)).json).toMatchObject({ machineTags: ['vip'] });
	});

	test.each([
		[{ Value: 'vip', Action: 'add' }, 'InvalidInput'],
		[{ value: 'vip', Action: 'Add' }, 'InvalidRequestBody'],
		[{ Action: 'Add' }, 'MissingRequiredParameter'],
		[['vip'], 'InvalidRequestBody'],
	])('%j is refused: %s', async (body, code) => {
		expect(codeOf(await tag(body))).toEqual([400, code]);
	});
});

describe('responses', () => {
	test('a request is answered with the action, which then goes through its states by the clock', async () => {
		const started = await isolate();
		expect(started.status).toBe(201);
		expect(started.json).toMatchObject({
			type: 'Isolate',
			scope: 'Full',
			status: 'Pending',
			requestor: 'Alert Forwarder',
			requestorComment: 'Why',
			machineId: pc7,
			computerDnsName: 'pc7.contoso.example',
			lastUpdateDateTimeUtc: expect.any(String),
			relatedFileInfo: null,
		});
		const path = `/api/machineactions/${idOf(started)}`;
		for (const status of ['InProgress', 'Succeeded']) {
			sample.clock.now += 30_000;
			expect((await get(path)).json).toMatchObject({ status });
		}
	});

	test('a test ends actions as it likes', async () => {
		sample.contoso.defender.actionSeconds = Infinity;
		const id = idOf(await isolate());
		sample.clock.now += 3_000_000;
		expect((await get(`/api/machineactions/${id}`)).json).toMatchObject({ status: 'Pending' });
		sample.contoso.finishActions('Failed');
		expect((await get(`/api/machineactions/${id}`)).json).toMatchObject({ status: 'Failed' });
	});

	test.each([
		['refused', 400],
		['conflict', 409],
	] as const)('a second one of its kind on the device is %s', async (repeatedAction, status) => {
		sample.contoso.defender.repeatedAction = repeatedAction;
		await isolate();
		const second = await isolate();
		expect(codeOf(second)).toEqual([status, 'ActiveRequestAlreadyExists']);
		expect(second.body).toContain('Action is already in progress');
	});

	test('a second one may also be answered with the first', async () => {
		sample.contoso.defender.repeatedAction = 'pending';
		const first = await isolate();
		const second = await isolate();
		expect([second.status, idOf(second)]).toEqual([201, idOf(first)]);
		const scan = { Comment: 'Why', ScanType: 'Quick' };
		expect(idOf(await post(`/api/machines/${pc7}/runAntiVirusScan`, scan))).not.toBe(idOf(first));
	});

	test.each([
		['isolate', { Comment: 'x', IsolationType: 'full' }, 'InvalidInput'],
		['isolate', { comment: 'x', IsolationType: 'Full' }, 'InvalidRequestBody'],
		['isolate', { IsolationType: 'Full' }, 'MissingRequiredParameter'],
		['unisolate', { Comment: '' }, 'MissingRequiredParameter'],
		['unisolate', { Comment: 'x', IsolationType: 'Full' }, 'InvalidRequestBody'],
		['runAntiVirusScan', { Comment: 'x', ScanType: 'Deep' }, 'InvalidInput'],
		['collectInvestigationPackage', { Comment: 7 }, 'InvalidRequestBody'],
		['StopAndQuarantineFile', { Comment: 'x', Sha1: 'abc' }, 'InvalidHashValue'],
	])('%s %j is refused: %s', async (path, body, code) => {
		expect(codeOf(await post(`/api/machines/${pc7}/${path}`, body))).toEqual([400, code]);
		expect(sample.contoso.deviceActions).toEqual([]);
	});

	test('what only Windows can do is refused elsewhere', async () => {
		const { id } = sample.contoso.addDevice({ computerDnsName: 'lx1.contoso.example', osPlatform: 'Linux' });
		expect(codeOf(await post(`/api/machines/${id}/restrictCodeExecution`, { Comment: 'x' }))).toEqual([
			400,
			'OsPlatformNotSupported',
		]);
	});

	test('no such device', async () => {
		const path = `/api/machines/${'f'.repeat(40)}/unisolate`;
		expect(codeOf(await post(path, { Comment: 'x' }))).toEqual([404, 'ResourceNotFound']);
	});

	test('each needs its own permission', async () => {
		sample.contoso.revokeConsent(ids.app);
		sample.contoso.consent(ids.app, { application: ['Machine.ReadWrite.All', 'Machine.Scan'] });
		token = await sample.appToken(ids.contoso, defenderScope);
		expect((await isolate()).status).toBe(403);
		const scan = { Comment: 'Why', ScanType: 'Quick' };
		expect((await post(`/api/machines/${pc7}/runAntiVirusScan`, scan)).status).toBe(201);
	});
});

describe('machine actions', () => {
	test('are listed by what they are about, and there call the time of their last change otherwise', async () => {
		sample.contoso.addDeviceAction({ type: 'Isolate', status: 'Succeeded', machineId: pc7 });
		sample.contoso.addDeviceAction({ type: 'RunAntiVirusScan', requestor: 'ann@contoso.example' });
		const filter = `machineId eq '${pc7}' and type eq 'Isolate' and status eq 'Succeeded'`;
		const [row, ...others] = rowsOf(await get(list('machineactions', { $filter: filter })));
		expect(others).toEqual([]);
		expect(row).toMatchObject({ type: 'Isolate', lastUpdateTimeUtc: expect.any(String) });
		expect(row).not.toHaveProperty('lastUpdateDateTimeUtc');
		const byPerson = list('machineactions', { $filter: "requestor eq 'ann@contoso.example'" });
		expect(rowsOf(await get(byPerson))).toHaveLength(1);
		expect((await get(list('machineactions', { $filter: "computerDnsName eq 'x'" }))).status).toBe(400);
		expect(rowsOf(await get(list('machineactions', { $filter: "type eq 'Offboard'" })))).toEqual([]);
	});

	test('are cancelled while they are under way', async () => {
		const path = `/api/machineactions/${idOf(await isolate())}/cancel`;
		expect(codeOf(await post(path, { comment: 'Never mind' }))).toEqual([400, 'InvalidRequestBody']);
		const cancelled = await post(path, { Comment: 'Never mind' });
		expect([cancelled.status, cancelled.json]).toMatchObject([
			200,
			{ status: 'Cancelled', cancellationComment: 'Never mind', cancellationRequestor: 'Alert Forwarder' },
		]);
		expect((await post(path, { Comment: 'Again' })).status).toBe(400);
		const unknown = '/api/machineactions/00000000-1111-4222-8333-444444444444/cancel';
		expect((await post(unknown, { Comment: 'x' })).status).toBe(404);
	});

	test('the address of a package comes in quotes, when it is collected, twice a minute', async () => {
		const started = await post(`/api/machines/${pc7}/collectInvestigationPackage`, { Comment: 'x' });
		const path = `/api/machineactions/${idOf(started)}/GetPackageUri`;
		expect((await get(path)).status).toBe(404);
		sample.contoso.finishActions();
		expect((await get(path)).json).toMatchObject({ value: expect.stringMatching(/^"https:.*"$/) });
		expect((await get(path)).status).toBe(429);
	});

	test('no package of other actions', async () => {
		const id = idOf(await isolate());
		sample.contoso.finishActions();
		expect((await get(`/api/machineactions/${id}/GetPackageUri`)).status).toBe(404);
	});
});
