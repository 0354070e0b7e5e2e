import { parseTicks } from './alerts/timestamp';
import { httpsRequest } from './testing/httpsRequest';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { defenderScope, graphScope, ids, rowsOf, textOf } from './testing/sample';

let graphToken: string;
let defenderToken: string;

const everything = [
	'SecurityAlert.ReadWrite.All',
	'Alert.ReadWrite.All',
	'Machine.Read.All',
	'https://api.securitycenter.microsoft.com/User.Read.All',
	'File.Read.All',
	'Ip.Read.All',
	'URL.Read.All',
];

eachTestHasItsSample(async () => {
	sample.contoso.consent(ids.app, { application: everything });
	graphToken = await sample.appToken(ids.contoso, graphScope);
	defenderToken = await sample.appToken(ids.contoso, defenderScope);
});

type Api = 'graph' | 'defender';

const send = (api: Api, method: string, path: string, body: unknown, contentType = 'application/json') =>
	httpsRequest(`${api === 'graph' ? sample.emulator.graphUrl : sample.emulator.defenderUrl}${path}`, {
		ca: sample.emulator.caPem,
		method,
		headers: {
			authorization: `Bearer ${api === 'graph' ? graphToken : defenderToken}`,
			'content-type': contentType,
		},
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
const graphAlert = (id: string) => `/v1.0/security/alerts_v2/${id}`;
const defenderAlert = (id: string) => `/api/alerts/${id}`;
const stored = (id: string) => sample.contoso.alerts.find((alert) => alert.id === id);
const ticksOf = (time: string) => parseTicks(time) ?? 0n;
const codeOf = (answer: { json: unknown }) => (answer.json as { error: { code: string } }).error.code;

describe('a changed alert', () => {
	test('by Graph is seen by both APIs, with a later last update and the time of its resolution', async () => {
		const { id, lastUpdateDateTime } = sample.contoso.addAlert();
		const answer = await send('graph', 'PATCH', graphAlert(id), {
			status: 'resolved',
			classification: 'falsePositive',
			determination: 'notMalicious',
			assignedTo: 'kim@mssp.example',
		});
		expect(answer.status).toBe(200);
		expect(answer.json).toMatchObject({ id, status: 'resolved', determination: 'notMalicious' });
		const updated = textOf(answer.json, 'lastUpdateDateTime');
		expect(ticksOf(updated) > ticksOf(lastUpdateDateTime)).toBe(true);
		expect(textOf(answer.json, 'resolvedDateTime')).toBe(updated);
		expect((await sample.defender(defenderAlert(id), defenderToken)).json).toMatchObject({
			status: 'Resolved',
			classification: 'FalsePositive',
			determination: 'Clean',
			assignedTo: 'kim@mssp.example',
			lastUpdateTime: updated,
			resolvedTime: updated,
		});
	});

	test('by Defender is read with other names than it was written with, and answered without evidence', async () => {
		const { id } = sample.contoso.addAlert();
		const answer = await send('defender', 'PATCH', defenderAlert(id), {
			status: 'InProgress',
			classification: 'InformationalExpectedActivity',
			determination: 'ConfirmedActivity',
			comment: 'Asked',
		});
		expect(answer.json).toMatchObject({
			status: 'InProgress',
			determination: 'ConfirmedUserActivity',
			comments: [{ comment: 'Asked', createdBy: 'Alert Forwarder' }],
			evidence: [],
		});
		expect(stored(id)).toMatchObject({ determination: 'confirmedActivity', resolvedDateTime: null });
	});

	test('moves its last update on at every change, even within one tick of the clock', async () => {
		const { id } = sample.contoso.addAlert();
		const times: string[] = [];
		for (const status of ['inProgress', 'resolved', 'new']) {
			const answer = await send('graph', 'PATCH', graphAlert(id), { status });
			times.push(textOf(answer.json, 'lastUpdateDateTime'));
		}
		expect(new Set(times).size).toBe(3);
		expect(stored(id)?.resolvedDateTime).toBeNull();
	});

	test('can be taken from its owner: Graph wants null for it, Defender an empty name', async () => {
		const { id } = sample.contoso.addAlert({ assignedTo: 'kim@mssp.example' });
		expect((await send('defender', 'PATCH', defenderAlert(id), { assignedTo: null })).status).toBe(400);
		await send('graph', 'PATCH', graphAlert(id), { assignedTo: null });
		expect(stored(id)?.assignedTo).toBeNull();
		sample.contoso.updateAlert(id, { assignedTo: 'kim@mssp.example' });
		await send('defender', 'PATCH', defenderAlert(id), { assignedTo: '' });
		expect(stored(id)?.assignedTo).toBeNull();
	});

	test('has its comments in the order they were added; Graph answers with all of them', async () => {
		const { id } = sample.contoso.addAlert();
		const comment = (text: string) => ({
			'@odata.type': 'microsoft.graph.security.alertComment',
			comment: text,
		});
		await send('graph', 'POST', `${graphAlert(id)}/comments`, comment('First'));
		const answer = await send('graph', 'POST', `${graphAlert(id)}/comments`, comment('Second'));
		expect(rowsOf(answer)).toMatchObject([
			{ comment: 'First', createdByDisplayName: 'Alert Forwarder' },
			{ comment: 'Second' },
		]);
	});
});

describe('what is refused', () => {
	test.each<[Api, string, unknown]>([
		['graph', 'an unknown key', { Status: 'resolved' }],
		['graph', "Defender's word", { status: 'Resolved' }],
		['graph', 'an older word', { determination: 'clean' }],
		['graph', 'a comment, which has its own call', { comment: 'x' }],
		['graph', 'a property that is only read', { status: 'resolved', systemTags: ['vip'] }],
		['graph', 'nothing', {}],
		['graph', 'no JSON', 'status=resolved'],
		['defender', 'a key in other case', { Status: 'Resolved' }],
		['defender', "Graph's word", { status: 'resolved' }],
		['defender', 'a word that alerts are only read with', { determination: 'Clean' }],
		['defender', 'a status that nobody can set', { status: 'Unknown' }],
		['defender', 'an empty comment', { comment: ' ' }],
		['defender', 'nothing', {}],
		['defender', 'a list', []],
	])('by PATCH of %s: %s', async (api, _what, body) => {
		const { id } = sample.contoso.addAlert();
		const path = api === 'graph' ? graphAlert(id) : defenderAlert(id);
		const answer = await send(api, 'PATCH', path, body);
		expect([answer.status, codeOf(answer)]).toEqual([
			400,
			api === 'graph' ? 'BadRequest' : 'InvalidRequestBody',
		]);
		expect(stored(id)).toMatchObject({ status: 'new', determination: 'unknown', comments: [] });
	});

	test('a JSON body that is not called JSON', async () => {
		const { id } = sample.contoso.addAlert();
		const answer = await send('defender', 'PATCH', defenderAlert(id), { status: 'New' }, 'text/plain');
		expect(answer.status).toBe(400);
	});

	test.each([
		['no @odata.type', { comment: 'x' }],
		['another @odata.type', { '@odata.type': 'microsoft.graph.security.alert', comment: 'x' }],
		['no comment', { '@odata.type': 'microsoft.graph.security.alertComment' }],
	])('a comment of Graph with %s', async (_what, body) => {
		const { id } = sample.contoso.addAlert();
		expect((await send('graph', 'POST', `${graphAlert(id)}/comments`, body)).status).toBe(400);
		expect(stored(id)?.comments).toEqual([]);
	});

	test.each<[Api, string, string, unknown]>([
		['graph', 'PATCH', graphAlert('da9_9'), { status: 'new' }],
		[
			'graph',
			'POST',
			`${graphAlert('da9_9')}/comments`,
			{ '@odata.type': 'microsoft.graph.security.alertComment', comment: 'x' },
		],
		['defender', 'PATCH', defenderAlert('da9_9'), { status: 'New' }],
	])('an alert that the tenant does not have: %s %s %s', async (api, method, path, body) => {
		const answer = await send(api, method, path, body);
		expect([answer.status, codeOf(answer)]).toEqual([404, 'ResourceNotFound']);
	});

	test('an alert that the API does not show', async () => {
		const { id } = sample.contoso.addAlert({ shownByGraph: false, shownByDefender: false });
		expect((await send('graph', 'PATCH', graphAlert(id), { status: 'resolved' })).status).toBe(404);
		expect((await send('defender', 'PATCH', defenderAlert(id), { status: 'Resolved' })).status).toBe(404);
		expect(stored(id)?.status).toBe('new');
	});

	test('a call without the permission to write', async () => {
		const { id } = sample.fabrikam.addAlert();
		graphToken = await sample.appToken(ids.fabrikam, graphScope);
		defenderToken = await sample.appToken(ids.fabrikam, defenderScope);
		expect((await send('graph', 'PATCH', graphAlert(id), { status: 'new' })).status).toBe(403);
		expect((await send('defender', 'PATCH', defenderAlert(id), { status: 'New' })).status).toBe(403);
	});
});

describe('a batch', () => {
	const batch = (body: unknown) => send('defender', 'POST', '/api/alerts/batchUpdate', body);
	const two = () => [sample.contoso.addAlert().id, sample.contoso.addAlert().id];

	test('changes all of its alerts and is answered without a body', async () => {
		const alertIds = two();
		const fields = { classification: 'FalsePositive', determination: 'Clean', comment: 'Both' };
		const answer = await batch({ alertIds, status: 'Resolved', ...fields });
		expect([answer.status, answer.body]).toEqual([200, '']);
		for (const id of alertIds) {
			expect(stored(id)).toMatchObject({
				status: 'resolved',
				determination: 'notMalicious',
				comments: [{ comment: 'Both' }],
			});
		}
	});

	test('has other names than the change of one', async () => {
		const answer = await batch({ alertIds: two(), determination: 'NotMalicious' });
		expect([answer.status, codeOf(answer)]).toEqual([400, 'InvalidRequestBody']);
	});

	test('of too many changes none', async () => {
		sample.contoso.defender.largestAlertBatch = 1;
		const alertIds = two();
		const answer = await batch({ alertIds, status: 'Resolved' });
		expect([answer.status, codeOf(answer)]).toEqual([400, 'MaximumBatchSizeExceeded']);
		expect(alertIds.map((id) => stored(id)?.status)).toEqual(['new', 'new']);
	});

	test('with an unknown alert changes none', async () => {
		const [id = ''] = two();
		expect((await batch({ alertIds: [id, 'da9_9'], status: 'Resolved' })).status).toBe(404);
		expect(stored(id)?.status).toBe('new');
	});

	test.each([
		['MissingRequiredParameter', { status: 'Resolved' }],
		['InvalidRequestBody', { alertIds: [], status: 'Resolved' }],
		['InvalidRequestBody', { alertIds: 'da1_1', status: 'Resolved' }],
		['InvalidRequestBody', { alertIds: ['da1_1'] }],
		['InvalidRequestBody', { AlertIds: ['da1_1'], status: 'Resolved' }],
	])('is refused with %s: %j', async (code, body) => {
		const answer = await batch(body);
		expect([answer.status, codeOf(answer)]).toEqual([400, code]);
	});

	test('is allowed ten times a minute', async () => {
		const alertIds = two();
		for (let call = 0; call < 10; call += 1)
			expect((await batch({ alertIds, status: 'New' })).status).toBe(200);
		const answer = await batch({ alertIds, status: 'New' });
		expect([answer.status, answer.headers['retry-after']]).toEqual([429, '60']);
	});
});

describe('an alert made from an event', () => {
	const event = { eventTime: '2026-01-05T08:45:02.1164301Z', reportId: '20776', deviceId: 'ab'.repeat(20) };
	const wanted = {
		eventTime: event.eventTime,
		reportId: event.reportId,
		machineId: event.deviceId,
		severity: 'High',
		title: 'Remote tool',
		description: 'A remote tool was started.',
		recommendedAction: 'Ask the owner.',
		category: 'CommandAndControl',
	};
	const create = (body: unknown) => send('defender', 'POST', '/api/alerts/CreateAlertByReference', body);
	beforeEach(() => {
		sample.contoso.addDeviceEvent(event);
	});

	test('is there for both APIs', async () => {
		const answer = await create(wanted);
		expect(answer.json).toMatchObject({
			title: 'Remote tool',
			severity: 'High',
			status: 'New',
			category: 'CommandAndControl',
			machineId: event.deviceId,
		});
		const id = textOf(answer.json, 'id');
		expect((await sample.graph(graphAlert(id), graphToken)).json).toMatchObject({
			severity: 'high',
			recommendedActions: 'Ask the owner.',
		});
	});

	test('is merged into the open one of this title on the device, and not into a closed one', async () => {
		const first = textOf((await create(wanted)).json, 'id');
		expect(textOf((await create(wanted)).json, 'id')).toBe(first);
		sample.contoso.updateAlert(first, { status: 'resolved' });
		expect(textOf((await create(wanted)).json, 'id')).not.toBe(first);
		expect(textOf((await create({ ...wanted, title: 'Another' })).json, 'id')).not.toBe(first);
	});

	test.each([
		['another time, by 100 ns', { eventTime: '2026-01-05T08:45:02.11643Z' }],
		['another report', { reportId: '20777' }],
		['another device', { machineId: 'cd'.repeat(20) }],
	])('is not made for %s', async (_what, part) => {
		expect((await create({ ...wanted, ...part })).status).toBe(404);
		expect(sample.contoso.alerts).toEqual([]);
	});

	test.each([
		['MissingRequiredParameter', { category: undefined }],
		['InvalidRequestBody', { severity: 'high' }],
		['InvalidRequestBody', { severity: 'Informational' }],
		['InvalidRequestBody', { category: 'Impact' }],
		['InvalidRequestBody', { reportId: 20776 }],
		['InvalidRequestBody', { deviceId: event.deviceId }],
		['InvalidRequestBody', { eventTime: 'yesterday' }],
	])('is refused with %s: %j', async (code, part) => {
		const answer = await create({ ...wanted, ...part });
		expect([answer.status, codeOf(answer)]).toEqual([400, code]);
	});
});

describe('what an alert is about', () => {
	const related = (id: string, kind: string) =>
		sample.defender(`${defenderAlert(id)}/${kind}`, defenderToken);

	test('its files, IPs, domains, user and device', async () => {
		const { id, file, device } = sample.contoso.addAlert({
			urls: ['https://downloads.bad.example/a', 'https://downloads.bad.example/b'],
		});
		expect(rowsOf(await related(id, 'files'))).toMatchObject([{ sha1: file?.sha1, sha256: file?.sha256 }]);
		expect(rowsOf(await related(id, 'ips'))).toEqual([{ id: '203.0.113.9' }]);
		expect(rowsOf(await related(id, 'domains'))).toEqual([{ host: 'downloads.bad.example' }]);
		expect((await related(id, 'user')).json).toMatchObject({ id: 'contoso\\kim', accountName: 'kim' });
		expect((await related(id, 'machine')).json).toMatchObject({
			id: device?.id,
			computerDnsName: 'pc7.contoso.example',
			riskScore: 'Medium',
		});
	});

	test('404 where there is no user or device, and empty lists of the rest', async () => {
		const { id } = sample.contoso.addAlert({
			user: null,
			device: null,
			file: null,
			ipAddresses: [],
			urls: [],
		});
		for (const kind of ['user', 'machine']) expect((await related(id, kind)).status).toBe(404);
		for (const kind of ['files', 'ips', 'domains']) expect(rowsOf(await related(id, kind))).toEqual([]);
	});

	test.each(['files', 'ips', 'domains', 'user', 'machine'])(
		'404 for %s of an unknown alert',
		async (kind) => {
			expect((await related('da9_9', kind)).status).toBe(404);
		},
	);

	test.each([
		['files', 'File.Read.All'],
		['ips', 'Ip.Read.All'],
		['domains', 'URL.Read.All'],
		['user', 'User.Read.All'],
		['machine', 'Machine.Read.All'],
	])('%s needs %s', async (kind, permission) => {
		const { id } = sample.fabrikam.addAlert();
		defenderToken = await sample.appToken(ids.fabrikam, defenderScope);
		const answer = await related(id, kind);
		expect(answer.status).toBe(403);
		expect(answer.body).toContain(permission);
	});
});
