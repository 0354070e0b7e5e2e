import type { DeviceActionType } from '../../../nodes/MicrosoftDefenderMssp/core/deviceAction';
import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import {
	cancelDeviceAction,
	startDeviceAction,
} from '../../../nodes/MicrosoftDefenderMssp/sources/deviceActions';
import { defenderEndpoints } from '../../../nodes/MicrosoftDefenderMssp/sources/endpoints/defender';
import { listRows } from '../../../nodes/MicrosoftDefenderMssp/sources/listRows';
import { getPackageUri } from '../../../nodes/MicrosoftDefenderMssp/sources/packageUri';
import { waitForDeviceAction } from '../../../nodes/MicrosoftDefenderMssp/sources/waitForDeviceAction';
import { CONTOSO, MINUTE_MS, NOW, passing } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, answering, connectionOf, refusal, wire } from '../transport/builders';

const PC = '00112233445566778899aabbccddeeff00112233';
const SHA1 = '0011223344556677889900112233445566778899';
const row = (part: JsonObject = {}) => ({
	id: 'a1',
	type: 'Isolate',
	machineId: PC,
	status: 'Pending',
	...part,
});
const busy = (status = 400) =>
	answer(status, refusal('ActiveRequestAlreadyExists', 'Action is already in progress'));

/** Starts an action; `posted` is what the service answers to that, `listed` what it lists. */
async function start(
	posted: Answer,
	listed: Answer | JsonObject[],
	body: JsonObject = {},
	type: DeviceActionType = 'Isolate',
) {
	const list = Array.isArray(listed) ? answer(200, { value: listed }) : listed;
	const network = answering(({ method }) => (method === 'POST' ? posted : list));
	const request = {
		endpoint: defenderEndpoints.isolate,
		type,
		deviceId: PC,
		body: { Comment: 'Why', ...body },
	};
	const result = await startDeviceAction(request, connectionOf(network), CONTOSO.id);
	return { result, network };
}

describe('starting an action', () => {
	it('gives the action that was started, and looks for no other', async () => {
		const { result, network } = await start(answer(201, row()), []);
		expect(result).toEqual({ ok: true, value: { action: row() } });
		expect(network.sent).toHaveLength(1);
	});

	it.each([400, 409])(
		'gives the newest of those under way when it is refused with %d for it',
		async (status) => {
			const older = row({ id: 'a0', creationDateTimeUtc: '2026-01-05T08:00:00.1Z' });
			const newer = row({ id: 'a2', creationDateTimeUtc: '2026-01-05T08:00:00.15Z' });
			const { result, network } = await start(busy(status), [older, newer]);
			expect(result).toEqual({ ok: true, value: { action: newer, alreadyInProgress: true } });
			expect(new URL(network.sent[1]?.url ?? '').searchParams.get('$filter')).toBe(
				`machineId eq '${PC}' and (status eq 'Pending' or status eq 'InProgress')`,
			);
		},
	);

	it('knows a package that is being collected by that one alone', async () => {
		const underWay = row({ id: 'a2', type: 'CollectInvestigationPackage' });
		const refused = answer(400, refusal('BadRequest', 'Cannot'));
		const { result } = await start(refused, [row(), underWay], {}, 'CollectInvestigationPackage');
		expect(result).toEqual({ ok: true, value: { action: underWay, alreadyInProgress: true } });
	});

	it('takes a refusal for another reason for one, whatever is under way', async () => {
		const refused = answer(400, refusal('OsPlatformNotSupported', 'Not here'));
		const { result, network } = await start(refused, [row()]);
		expect(result).toMatchObject({ failure: { cause: expect.stringContaining('Not here') as unknown } });
		expect(network.sent).toHaveLength(1);
	});

	it.each([
		['isolation', 'Isolate', { IsolationType: 'Full' }, 'Selective'],
		['scan', 'RunAntiVirusScan', { ScanType: 'Full' }, 'Quick'],
	] as const)('does not take another %s for the one that was asked for', async (_what, type, body, scope) => {
		const other = row({ type, scope });
		const { result } = await start(busy(), [other], body, type);
		expect(result).toMatchObject({
			ok: false,
			failure: { kind: 'badRequest', cause: expect.stringContaining(`${type}, ${scope}`) as unknown },
		});
		const same = row({ id: 'a2', type, scope: 'full' });
		const both = await start(busy(), [other, same], body, type);
		expect(both.result).toMatchObject({ value: { action: same, alreadyInProgress: true } });
	});

	it('names the action of another kind that keeps the device busy', async () => {
		const { result } = await start(busy(), [row()], {}, 'Unisolate');
		expect(result).toMatchObject({
			ok: false,
			failure: { cause: expect.stringContaining('another action: Isolate') as unknown },
		});
	});

	it.each<[string, Answer]>([
		['not listed', answer(200, { value: [] })],
		['not to be listed', answer(403)],
	])('fails as the service said when the one under way is %s', async (_why, listed) => {
		const { result } = await start(busy(), listed);
		expect(result).toMatchObject({
			ok: false,
			failure: {
				cause: expect.stringContaining('already in progress') as unknown,
				remedy: expect.stringContaining('Device Action: Get Many') as unknown,
			},
		});
	});

	it('looks for nothing when the device is not known', async () => {
		const { result, network } = await start(answer(404), [row()]);
		expect(result).toMatchObject({ ok: false, failure: { kind: 'notFound' } });
		expect(network.sent).toHaveLength(1);
	});

	it('tells one file from another', async () => {
		const of = (hash: string) =>
			row({ id: hash, relatedFileInfo: { fileIdentifier: hash, fileIdentifierType: 'Sha1' } });
		const other = of('f'.repeat(40));
		const both = await start(busy(), [other, of(SHA1)], { Sha1: SHA1 });
		expect(both.result).toMatchObject({ ok: true, value: { action: of(SHA1) } });
		const { result } = await start(busy(), [other], { Sha1: SHA1 });
		expect(result).toMatchObject({
			ok: false,
			failure: { cause: expect.stringContaining(`Isolate, ${'f'.repeat(40)}`) as unknown },
		});
	});

	it.each([{}, { status: 'Pending' }])('does not take %j for an action', async (body) => {
		const { result } = await start(answer(201, body), []);
		expect(result).toMatchObject({
			failure: { remedy: expect.stringContaining('not sent a second time') as unknown },
		});
	});
});

describe('cancelling an action', () => {
	const cancel = async (...answers: Answer[]) =>
		await cancelDeviceAction('a1', 'Never mind', connectionOf(wire(...answers)), CONTOSO.id);
	const ended = answer(400, refusal('BadRequest', 'It is over'));

	it('gives the final state of one that has ended', async () => {
		const done = row({ status: 'Failed' });
		expect(await cancel(ended, answer(200, done))).toEqual({
			ok: true,
			value: { action: done, alreadyEnded: true },
		});
	});

	it.each<[string, Answer]>([
		['goes on', answer(200, row())],
		['cannot be read', answer(403)],
	])('fails as it was refused when the action %s', async (_why, read) => {
		expect(await cancel(ended, read)).toMatchObject({
			ok: false,
			failure: { cause: expect.stringContaining('It is over') as unknown },
		});
	});
});

describe('waiting for an action', () => {
	/** Waits by a clock that only sleeping moves; the answers come in order, the last one over and over. */
	async function wait(
		answers: Answer[],
		{ minutes = 10, started = row() }: { minutes?: number; started?: JsonObject } = {},
	) {
		let now = NOW;
		const waits: number[] = [];
		const network = wire(...answers);
		const connection = connectionOf(network, {
			now: () => now,
			sleep: async (ms) => {
				waits.push(ms);
				now += ms;
				await Promise.resolve();
			},
		});
		const awaited = await waitForDeviceAction(started, minutes * MINUTE_MS, connection, CONTOSO.id);
		return { awaited, waits, passed: now - NOW, sent: network.sent.map(({ url }: HttpRequest) => url) };
	}
	const going = answer(200, row({ status: 'InProgress' }));
	const done = answer(200, row({ status: 'Succeeded' }));

	it('asks with pauses that grow, until it has ended', async () => {
		const { awaited, waits, sent } = await wait([going, going, going, done]);
		expect(awaited).toEqual({ action: row({ status: 'Succeeded' }) });
		expect(waits).toEqual([1000, 1500, 2250, 3375]);
		expect(new Set(sent)).toEqual(
			new Set(['https://api.securitycenter.microsoft.com/api/machineactions/a1']),
		);
	});

	it('never pauses for more than half a minute, and stops when its time is up', async () => {
		const { awaited, waits, passed } = await wait([going]);
		expect(awaited).toEqual({ action: row({ status: 'InProgress' }), timedOut: true });
		expect(passed).toBe(10 * MINUTE_MS);
		expect(Math.max(...waits)).toBe(30_000);
		expect(waits.length).toBeLessThan(35);
	});

	it.each<[string, Answer]>([
		['an outage', answer(503)],
		['a network that is down', passing({ kind: 'network' })],
		['an action that is not listed yet', answer(404)],
	])('waits %s out', async (_what, trouble) => {
		const { awaited } = await wait([trouble, going, trouble, done]);
		expect(awaited).toEqual({ action: row({ status: 'Succeeded' }) });
	});

	it('gives the last state that it saw when the trouble does not pass', async () => {
		const { awaited } = await wait([going, answer(503)], { minutes: 1 });
		expect(awaited).toEqual({ action: row({ status: 'InProgress' }), timedOut: true });
	});

	it('stops at once when a person must act first, and says why', async () => {
		const { awaited, sent } = await wait([going, answer(403)]);
		expect(awaited).toMatchObject({
			action: { status: 'InProgress' },
			failure: { kind: 'roleMissing' },
		});
		expect(sent).toHaveLength(2);
	});

	it.each<[string, JsonObject]>([
		['has ended', row({ status: 'Failed' })],
		['is not known', { type: 'Isolate', machineId: PC }],
	])('asks for nothing when the action %s', async (_why, started) => {
		const { awaited, sent } = await wait([done], { started });
		expect([awaited, sent]).toEqual([{ action: started }, []]);
	});
});

describe('the address of a package', () => {
	const uri = async (value: unknown) =>
		await getPackageUri('a1', connectionOf(wire(answer(200, { value }))), CONTOSO.id);

	it.each(['"https://packages.example/x?token=a%3d"', 'https://packages.example/x?token=a%3d'])(
		'is read from %s',
		async (value) => {
			expect(await uri(value)).toEqual({ ok: true, value: 'https://packages.example/x?token=a%3d' });
		},
	);

	it.each(['""', '', null, 'soon', undefined])('is not %j', async (value) => {
		expect(await uri(value)).toMatchObject({ failure: { kind: 'unexpectedAnswer' } });
	});
});

describe('a list', () => {
	const list = async (answers: Answer[], query: Parameters<typeof listRows>[1]) => {
		const network = wire(...answers);
		const rows = await listRows(defenderEndpoints.listDevices, query, connectionOf(network), CONTOSO.id);
		return { rows, queries: network.sent.map(({ url }) => Object.fromEntries(new URL(url).searchParams)) };
	};
	const page = (ids: unknown[], part: object = {}) =>
		answer(200, { value: ids.map((id) => ({ id })), ...part });
	const idsIn = (rows: Awaited<ReturnType<typeof list>>['rows']) => rows.ok && rows.value.map(({ id }) => id);

	it('is asked for no more than is wanted, page by page', async () => {
		const { rows, queries } = await list([page([1, 2, 3])], { limit: 3, filter: 'x' });
		expect(idsIn(rows)).toEqual([1, 2, 3]);
		expect(queries).toEqual([{ $filter: 'x', $top: '3' }]);
	});

	it('is read in whole pages where the service cannot filter it', async () => {
		const keep = ({ id }: JsonObject) => Number(id) > 1;
		const { rows, queries } = await list([page([1, 2, 3])], { limit: 1, keep });
		expect(idsIn(rows)).toEqual([2]);
		expect(queries).toEqual([{ $top: '10000' }]);
	});

	it('has each row once, though rows move while it is read', async () => {
		const more = { '@odata.nextLink': 'https://api.securitycenter.microsoft.com/api/machines?$skiptoken=x' };
		const { rows, queries } = await list([page([1, 2], more), page([2, 3])], { limit: Infinity });
		expect(idsIn(rows)).toEqual([1, 2, 3]);
		expect(queries).toEqual([{ $top: '10000' }, { $top: '10000', $skip: '2' }]);
	});

	it('is empty when the service says not found, and ends there', async () => {
		const more = { '@odata.nextLink': 'x' };
		expect(idsIn((await list([answer(404)], { limit: 5 })).rows)).toEqual([]);
		expect(idsIn((await list([page([1], more), answer(404)], { limit: 5 })).rows)).toEqual([1]);
	});

	it.each<[string, Answer]>([
		['no list', answer(200, { value: {} })],
		['a page that repeats itself', page([1], { '@odata.nextLink': 'x' })],
	])('is not %s', async (_what, given) => {
		expect((await list([given], { limit: 5 })).rows).toMatchObject({
			ok: false,
			failure: { kind: 'unexpectedAnswer' },
		});
	});
});
