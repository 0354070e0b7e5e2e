import type { Checkpoint } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { seenKey } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { encodeSeen } from '../../../nodes/MicrosoftDefenderMssp/core/seenLines';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { Source } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import type { ReaderOptions, TenantReader } from '../../../nodes/MicrosoftDefenderMssp/trigger/tenantReader';
import { createReader } from '../../../nodes/MicrosoftDefenderMssp/trigger/tenantReader';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { atMinute, CONTOSO, FABRIKAM, MINUTE_MS, NOW } from '../core/builders';
import type { Answer, ConnectionOptions, Wire } from '../transport/builders';
import { answer, answering, connectionOf, refusal, wire } from '../transport/builders';
import { checkpointOf } from './builders';
import type { ModelAlert, ModelTenant } from './modelTenants';
import { modelTenants } from './modelTenants';

const { graphAlerts, defenderAlerts } = SOURCES;
const LIST = 'https://graph.microsoft.com/v1.0/security/alerts_v2';
const DAY_MS = 24 * 60 * MINUTE_MS;
const FIVE = { top: 5, expand: true };

interface Setup extends Partial<ReaderOptions> {
	connected?: ConnectionOptions;
	/** Requests that are allowed. */
	allowed?: number;
}

function readerOf(network: Wire, { connected, allowed = Infinity, ...part }: Setup = {}): TenantReader {
	let taken = 0;
	return createReader({
		source: graphAlerts,
		connection: connectionOf(network, connected),
		tenantId: CONTOSO.id,
		checkpoint: checkpointOf(),
		sweepDue: false,
		includeEvidence: true,
		keepsRaw: false,
		refused: new Map(),
		ties: new Map(),
		takeRequest: () => {
			taken += 1;
			return taken <= allowed;
		},
		...part,
	});
}

/** Reads to the end; the failures on the way. */
async function readAll(reader: TenantReader, shape = FIVE) {
	const failures = [];
	for (let pages = 0; ; pages += 1) {
		if (pages > 300) throw new Error('Reading does not end.');
		const page = await reader.readPage(shape);
		if (!page.ok) failures.push(page.failure);
		if (!page.ok || !page.value) return failures;
	}
}

const idsOf = (reader: TenantReader) => [
	...new Set(reader.progress().pages.flatMap(({ rows }) => rows.map(({ id }) => id))),
];
const ties = (count: number, minute = 5): ModelAlert[] =>
	Array.from({ length: count }, (_, n) => ({
		id: `tie-${String(n).padStart(2, '0')}`,
		createdAt: atMinute(minute),
	}));
const modelOf = (tenant: ModelTenant) => modelTenants(new Map([[CONTOSO.id, tenant]]));
const page = (value: unknown[], nextLink?: string): Answer =>
	answer(200, { value, ...(nextLink !== undefined && { '@odata.nextLink': nextLink }) });
const alert = (id: string, minute = 5, part: object = {}) => ({
	id,
	createdDateTime: atMinute(minute),
	lastUpdateDateTime: atMinute(minute),
	...part,
});

describe('createReader', () => {
	it('simplifies each row once, and none that it has seen, of which the overlap is full', async () => {
		const simplified: unknown[] = [];
		const source: Source = {
			...graphAlerts,
			record: (raw) => {
				simplified.push(raw.id);
				return graphAlerts.record(raw);
			},
		};
		const known = { updatedAt: atMinute(1), snapshot: {} };
		const seen = encodeSeen(new Map([[seenKey('known'), known]]));
		const rows = [alert('known', 1), alert('a', 2), alert('b', 3)];
		const reader = readerOf(wire(page(rows)), { source, checkpoint: checkpointOf({ seen }) });
		await reader.readPage(FIVE);
		expect([simplified, idsOf(reader), reader.rows()]).toEqual([['a', 'b'], ['a', 'b'], 2]);
	});

	it.each([true, false])(
		'holds what the service sent only where it goes into the items, of which it is most: %s',
		async (keepsRaw) => {
			const reader = readerOf(wire(page([alert('a', 5, { title: 'A' })])), { keepsRaw });
			await reader.readPage(FIVE);
			const [row] = reader.progress().pages[0]?.rows ?? [];
			expect(row?.record.simple).toMatchObject({ id: 'a', title: 'A' });
			expect(row?.record.raw).toEqual(keepsRaw ? alert('a', 5, { title: 'A' }) : undefined);
			expect(row).toMatchObject({ id: 'a', updatedAt: atMinute(5), snapshot: { evidence: '0' } });
		},
	);

	it('reads what was updated since the checkpoint, oldest first, and says when nothing is left', async () => {
		const network = wire(page([alert('a')]));
		const reader = readerOf(network);
		expect(await reader.readPage(FIVE)).toEqual({ ok: true, value: false });
		expect(idsOf(reader)).toEqual(['a']);
		expect(reader.progress().left).toEqual([]);
		expect(Object.fromEntries(new URL(network.sent[0]?.url ?? '').searchParams)).toEqual({
			$filter: `lastUpdateDateTime ge ${atMinute(0)}`,
			$orderby: 'lastUpdateDateTime asc',
			$top: '5',
		});
	});

	it('reads on where the last read stopped, then what was left behind', async () => {
		const checkpoint: Checkpoint = checkpointOf({
			resume: atMinute(9),
			backlog: [{ from: atMinute(2), to: atMinute(4) }],
		});
		const network = wire(page([]));
		expect(await readAll(readerOf(network, { checkpoint }))).toEqual([]);
		const filters = network.sent.map(({ url }) => new URL(url).searchParams.get('$filter'));
		expect(filters).toEqual([
			`lastUpdateDateTime ge ${atMinute(9)}`,
			`lastUpdateDateTime ge ${atMinute(2)} and lastUpdateDateTime le ${atMinute(4)}`,
		]);
	});

	it('gives no row that was handled in this version', async () => {
		const seen = encodeSeen(new Map([[seenKey('a'), { updatedAt: atMinute(5), snapshot: {} }]]));
		const reader = readerOf(wire(page([alert('a'), alert('b'), alert('a', 6)])), {
			checkpoint: checkpointOf({ seen }),
		});
		await readAll(reader);
		expect(reader.progress().pages[0]?.rows.map(({ id, updatedAt }) => [id, updatedAt])).toEqual([
			['b', atMinute(5)],
			['a', atMinute(6)],
		]);
	});

	it('holds back rows that name another tenant, and tells it', async () => {
		const rows = [alert('own'), alert('foreign', 5, { tenantId: FABRIKAM.id })];
		const reader = readerOf(wire(page(rows)));
		await readAll(reader);
		expect(idsOf(reader)).toEqual(['own']);
		expect(reader.trouble(false)).toMatchObject({ kind: 'wrongTenant' });
	});

	it('asks for nothing when the service would not allow it, and leaves everything unread', async () => {
		const network = wire(page([alert('a')]));
		const reader = readerOf(network, { allowed: 0 });
		expect(await reader.readPage(FIVE)).toEqual({ ok: true, value: false });
		expect(network.sent).toEqual([]);
		expect(reader.pages()).toBe(0);
		expect(reader.progress()).toEqual({ pages: [], heads: 0, left: [{ from: atMinute(0) }] });
	});

	it('asks nothing in a cloud that does not offer the service', async () => {
		const network = wire(page([]));
		const reader = readerOf(network, { source: defenderAlerts, connected: { cloud: CLOUDS.china } });
		expect(await reader.readPage(FIVE)).toMatchObject({ ok: false, failure: { kind: 'wrongCloud' } });
		expect(network.sent).toEqual([]);
	});

	it('leaves a page unread that failed, and keeps those before it', async () => {
		const rows = Array.from({ length: 5 }, (_, n) => alert(`a${n}`, n + 1));
		const reader = readerOf(wire(page(rows), answer(503)));
		expect(await readAll(reader)).toMatchObject([{ kind: 'outage' }]);
		expect(idsOf(reader)).toHaveLength(5);
		expect(reader.progress().left).toEqual([{ from: atMinute(5) }]);
	});

	it('gives a progress that does not change while reading goes on', async () => {
		const reader = readerOf(
			modelOf({ alerts: ties(3).map((row, n) => ({ ...row, createdAt: atMinute(n) })) }),
		);
		const before = reader.progress();
		await readAll(reader);
		expect(before).toEqual({ pages: [], heads: 0, left: [{ from: atMinute(0) }] });
	});

	it('holds nothing of what was handed over, and goes on from there', async () => {
		const older = { from: atMinute(-30), to: atMinute(-20) };
		const network = wire(page([alert('a', 1)]), page([alert('b', -25)]));
		const reader = readerOf(network, { checkpoint: checkpointOf({ backlog: [older] }) });
		await reader.readPage(FIVE);
		reader.handedOver();
		expect([reader.progress(), reader.rows()]).toEqual([{ pages: [], heads: 0, left: [older] }, 0]);
		await reader.readPage(FIVE);
		expect([idsOf(reader), reader.rows(), reader.progress().heads]).toEqual([['b'], 1, 0]);
		expect(reader.progress().left).toEqual([]);
	});

	it('leaves to be read again what has to settle first, until all of it was handed over', async () => {
		const reader = readerOf(wire(page([alert('a', 1)])));
		await reader.readPage(FIVE);
		const left = [undefined, { from: atMinute(1) }, { from: atMinute(2) }, undefined].map((unsettled) => {
			reader.handedOver(unsettled);
			return reader.progress().left;
		});
		expect(left).toEqual([[], [{ from: atMinute(1) }], [{ from: atMinute(2) }], []]);
	});

	it('asks for no details, and does not take them for missing, when nobody wants evidence', async () => {
		const network = wire(page([{ id: 'a', alertCreationTime: atMinute(1), lastUpdateTime: atMinute(1) }]));
		const reader = readerOf(network, { source: defenderAlerts, includeEvidence: false });
		await readAll(reader);
		expect(network.sent).toHaveLength(1);
		expect(new URL(network.sent[0]?.url ?? '').searchParams.has('$expand')).toBe(false);
	});

	it('takes a page for unread while the details of its rows are being fetched', async () => {
		const row = { id: 'a', alertCreationTime: atMinute(1), lastUpdateTime: atMinute(1) };
		const network = answering((_request, index) =>
			index === 0 ? page([row]) : new Promise<Answer>(() => undefined),
		);
		const reader = readerOf(network, { source: defenderAlerts });
		void reader.readPage({ top: 5, expand: false });
		while (network.sent.length < 2) await new Promise(setImmediate);
		expect(reader.progress()).toEqual({ pages: [], heads: 0, left: [{ from: atMinute(0) }] });
		expect(reader.pages()).toBe(0);
	});
});

describe('a reader of rows that share one time', () => {
	it.each([true, false])('gets all of them (nextLinks: %p)', async (links) => {
		const alerts = [...ties(17), { id: 'z', createdAt: atMinute(6) }, { id: 'y', createdAt: atMinute(4) }];
		const reader = readerOf(modelOf({ alerts, links }));
		expect(await readAll(reader)).toEqual([]);
		expect(idsOf(reader).sort()).toEqual(alerts.map(({ id }) => id).sort());
		expect(reader.progress().left).toEqual([]);
	});

	it.each([
		['to another host', 'https://evil.example/alerts'],
		['to plain http', 'http://graph.microsoft.com/v1.0/security/alerts_v2'],
		['to another cloud', 'https://graph.microsoft.us/v1.0/security/alerts_v2'],
		['to nothing that is an address', 'next'],
	])(
		'sends no token %s when a nextLink leads there, and gets all rows by counting',
		async (_where, nextLink) => {
			const alerts = ties(17);
			const model = modelOf({ alerts, links: true });
			const network: Wire = {
				sent: model.sent,
				send: async (request) => {
					const given = await model.send(request);
					if (!given.ok) return given;
					const body = given.value.body as Record<string, unknown>;
					const linked = '@odata.nextLink' in body ? { ...body, '@odata.nextLink': nextLink } : body;
					return { ok: true, value: { ...given.value, body: linked } };
				},
			};
			const reader = readerOf(network);
			expect(await readAll(reader)).toEqual([]);
			expect(idsOf(reader)).toEqual(alerts.map(({ id }) => id));
			expect(new Set(network.sent.map(({ url }) => new URL(url).origin))).toEqual(
				new Set(['https://graph.microsoft.com']),
			);
		},
	);

	it.each([400, 403, 404])('gets all rows by counting when a nextLink is refused (%d)', async (status) => {
		const expired = (request: { url: string }) => request.url.includes('skiptoken');
		const model = modelOf({ alerts: ties(17) });
		const network: Wire = {
			sent: model.sent,
			send: async (request) => {
				if (expired(request)) return { ok: true, value: answer(status, refusal('x', 'x')) };
				const given = await model.send(request);
				if (!given.ok) return given;
				const body = given.value.body as Record<string, unknown>;
				const linked = { ...body, '@odata.nextLink': `${LIST}?$skiptoken=1` };
				return { ok: true, value: { ...given.value, body: linked } };
			},
		};
		const reader = readerOf(network);
		await readAll(reader);
		expect(idsOf(reader)).toEqual(ties(17).map(({ id }) => id));
	});

	it('does not follow a nextLink again that asks for fewer requests, and takes nothing of the time for read', async () => {
		const rows = ties(5).map(({ id }) => alert(id));
		const network = answering(({ url }) =>
			url.includes('skiptoken') ? answer(429) : page(rows, `${LIST}?$skiptoken=1`),
		);
		const reader = readerOf(network);
		expect(await readAll(reader)).toMatchObject([{ kind: 'throttled' }]);
		expect(reader.progress().left).toContainEqual({ from: atMinute(5), to: atMinute(5) });
	});

	it('ends, and skips nothing, when nextLinks lead in circles', async () => {
		const rows = ties(5).map(({ id }) => alert(id));
		const network = answering(() => page(rows, `${LIST}?$skiptoken=1`));
		const reader = readerOf(network);
		expect(await readAll(reader)).toEqual([]);
		expect(reader.trouble(false)).toMatchObject({ kind: 'unexpectedAnswer', transient: true });
		expect(network.sent.length).toBeLessThan(100);
		expect(reader.progress().left).toContainEqual({ from: atMinute(5), to: atMinute(5) });
	});

	it('does not hold up the spans behind it when it cannot be read to its end', async () => {
		const source: Source = { ...graphAlerts, largestSkip: 4 };
		const others = [
			{ id: 'before', createdAt: atMinute(2) },
			{ id: 'after', createdAt: atMinute(8) },
		];
		const reader = readerOf(modelOf({ alerts: [...ties(30), ...others] }), { source });
		expect(await readAll(reader)).toEqual([]);
		expect(reader.trouble(false)).toMatchObject({ kind: 'unexpectedAnswer', transient: false });
		expect(idsOf(reader)).toEqual(expect.arrayContaining(['before', 'after', 'tie-00', 'tie-08']));
		expect(reader.progress().left).toEqual([{ from: atMinute(5), to: atMinute(5) }]);
	});

	it('skips to no row beyond what Graph lets be skipped, also when a nextLink is refused there', async () => {
		const source: Source = { ...graphAlerts, largestSkip: 12 };
		const unsorted = new Map<string, number>();
		const model = modelOf({ alerts: [...ties(40), { id: 'before', createdAt: atMinute(2) }], links: true });
		const tooFar = (url: URL) => Number(url.searchParams.get('$skip') ?? 0) > source.largestSkip;
		const skips: number[] = [];
		const network: Wire = {
			sent: model.sent,
			send: async (request) => {
				const url = new URL(request.url);
				const linked = url.searchParams.has('linked');
				if (!linked) skips.push(Number(url.searchParams.get('$skip') ?? 0));
				if (linked && Number(url.searchParams.get('$skip')) >= 25) return { ok: true, value: answer(404) };
				if (!linked && tooFar(url)) return { ok: true, value: answer(400, refusal('BadRequest', 'skip')) };
				const given = await model.send(request);
				if (!given.ok) return given;
				const body = given.value.body as Record<string, unknown>;
				const next = body['@odata.nextLink'];
				const marked = typeof next === 'string' ? { ...body, '@odata.nextLink': `${next}&linked=1` } : body;
				return { ok: true, value: { ...given.value, body: marked } };
			},
		};
		const reader = readerOf(network, { source, refused: unsorted });
		const failures = await readAll(reader);
		expect(Math.max(...skips)).toBeLessThanOrEqual(source.largestSkip);
		expect(failures.map(({ kind }) => kind)).not.toContain('badRequest');
		expect([...unsorted.keys()].filter((key) => key.endsWith('|order'))).toEqual([]);
		expect(idsOf(reader)).toContain('before');
	});
});

describe('a reader of a service that does not sort', () => {
	const refusing = (alerts: ModelAlert[]) =>
		modelOf({
			alerts,
			fault: (_request, url) =>
				url.searchParams.has('$orderby') ? answer(400, refusal('x', 'x')) : undefined,
		});
	const many = Array.from({ length: 23 }, (_, n) => ({
		id: `a${n}`,
		createdAt: atMinute(n + 1),
		updatedAt: atMinute(((n * 7) % 23) + 30),
	}));

	const ordersOf = (network: Wire) =>
		network.sent.map(({ url }) => new URL(url).searchParams.has('$orderby'));

	it('asks without order once that was refused, gets everything, and remembers it of this customer', async () => {
		const unsorted = new Map<string, number>();
		const reader = readerOf(refusing(many), { refused: unsorted });
		expect(await readAll(reader)).toEqual([]);
		expect(idsOf(reader).sort()).toEqual(many.map(({ id }) => id).sort());
		expect([...unsorted]).toEqual([[`graphAlerts|${CONTOSO.id}|order`, NOW]]);
	});

	it.each([
		['this customer', `graphAlerts|${CONTOSO.id}|order`, NOW - DAY_MS + 1, false],
		['this customer a day ago', `graphAlerts|${CONTOSO.id}|order`, NOW - DAY_MS, true],
		[
			'this customer in the future of a clock that was set back',
			`graphAlerts|${CONTOSO.id}|order`,
			NOW + 1,
			true,
		],
		['another customer', `graphAlerts|${FABRIKAM.id}|order`, NOW, true],
		['another source', `graphIncidents|${CONTOSO.id}|order`, NOW, true],
		['this customer of links', `graphAlerts|${CONTOSO.id}|links`, NOW, true],
	])('asks without order at once where that is known of %s', async (_whom, key, at, isSorted) => {
		const network = modelOf({ alerts: many });
		await readAll(readerOf(network, { refused: new Map([[key, at]]) }));
		expect(ordersOf(network).length).toBeGreaterThan(2);
		expect(new Set(ordersOf(network))).toEqual(new Set([isSorted]));
	});

	it('never asks for an order where the source cannot sort', async () => {
		const network = modelOf({ alerts: many });
		await readAll(readerOf(network, { source: defenderAlerts }));
		expect(ordersOf(network).length).toBeGreaterThan(2);
		expect(ordersOf(network)).not.toContain(true);
	});
});
