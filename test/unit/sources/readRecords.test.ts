import fc from 'fast-check';

import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import { ALERT_SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { readAlertAt } from '../../../nodes/MicrosoftDefenderMssp/sources/alertPlace';
import { readRecords } from '../../../nodes/MicrosoftDefenderMssp/sources/readRecords';
import type { AlertQuery } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { atMinute, CONTOSO, FABRIKAM } from '../core/builders';
import type { Answer, ConnectionOptions, Wire } from '../transport/builders';
import { answer, answering, connectionOf, movingClock, refusal, wire } from '../transport/builders';
import type { Order, Row } from './modelService';
import { pageOf } from './modelService';

const { graphAlerts, defenderAlerts } = ALERT_SOURCES;
const LIST = 'https://graph.microsoft.com/v1.0/security/alerts_v2';
const query: AlertQuery = { top: 3, includeEvidence: true };

const alert = (id: string, minute = 1, tenantId: string | null = CONTOSO.id) => ({
	id,
	tenantId,
	createdDateTime: atMinute(minute),
});

const page = (alerts: unknown[], nextLink?: string): Answer =>
	answer(200, { value: alerts, ...(nextLink !== undefined && { '@odata.nextLink': nextLink }) });

async function collect(network: Wire, asked = query, options: ConnectionOptions = {}) {
	const read = { ids: [] as string[], foreign: 0, failures: [] as Failure[] };
	const connection = connectionOf(network, options);
	for await (const outcome of readRecords(graphAlerts, asked, connection, CONTOSO.id)) {
		if (outcome.ok) {
			read.ids.push(...outcome.value.records.map(({ simple }) => simple.id));
			read.foreign += outcome.value.foreign;
		} else {
			read.failures.push(outcome.failure);
		}
	}
	return read;
}

describe('readRecords', () => {
	it('follows nextLinks to the end', async () => {
		const network = wire(
			page([alert('a')], `${LIST}?$skiptoken=1`),
			page([alert('b')], `${LIST}?$skiptoken=2`),
			page([]),
		);
		expect(await collect(network)).toEqual({ ids: ['a', 'b'], foreign: 0, failures: [] });
		expect(network.sent.slice(1).map(({ url }) => url)).toEqual([
			`${LIST}?$skiptoken=1`,
			`${LIST}?$skiptoken=2`,
		]);
	});

	it('does not end at a full page that comes without nextLink', async () => {
		const network = wire(page([alert('a', 9), alert('b', 8), alert('c', 7)]), page([alert('d', 6)]));
		expect((await collect(network)).ids).toEqual(['a', 'b', 'c', 'd']);
		expect(new URL(network.sent[1]?.url ?? '').searchParams.get('$filter')).toBe(
			`createdDateTime le ${atMinute(7)}`,
		);
	});

	it('does not end at a full page without nextLink that nextLinks led to', async () => {
		const network = wire(
			page([alert('a', 9), alert('b', 8), alert('c', 7)], `${LIST}?$skiptoken=1`),
			page([alert('d', 6), alert('e', 5), alert('f', 4)]),
			page([alert('g', 3)]),
		);
		expect((await collect(network)).ids).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
	});

	it('shows a row once although two pages hold it', async () => {
		const network = wire(
			page([alert('a', 9), alert('b', 8), alert('c', 7)]),
			page([alert('c', 7), alert('d', 6)]),
		);
		expect((await collect(network)).ids).toEqual(['a', 'b', 'c', 'd']);
	});

	it('shows a row once although one page holds it twice', async () => {
		expect((await collect(wire(page([alert('a'), alert('a')])))).ids).toEqual(['a']);
	});

	it('goes on past a page that is empty but has a nextLink', async () => {
		expect((await collect(wire(page([], `${LIST}?$skiptoken=1`), page([alert('a')])))).ids).toEqual(['a']);
	});

	it.each([
		'https://evil.example/alerts',
		'http://graph.microsoft.com/v1.0',
		'https://graph.microsoft.us/v1.0',
	])('sends no token to a nextLink at %s', async (nextLink) => {
		const network = wire(page([alert('a')], nextLink));
		expect(await collect(network)).toMatchObject({ ids: ['a'], failures: [{ kind: 'hostNotAllowed' }] });
		expect(network.sent).toHaveLength(1);
	});

	it('follows a nextLink of Defender to its geo host', async () => {
		const nextLink = 'https://api-eu.securitycenter.microsoft.com/api/alerts?$skip=1';
		const network = wire(page([{ id: 'a' }], nextLink), page([{ id: 'b' }]));
		const ids: string[] = [];
		for await (const read of readRecords(defenderAlerts, query, connectionOf(network), CONTOSO.id)) {
			if (read.ok) ids.push(...read.value.records.map(({ simple }) => simple.id));
		}
		expect(ids).toEqual(['a', 'b']);
	});

	it('ends with a failure, not without end, when nextLinks go in circles', async () => {
		const network = wire(
			page([alert('a')], `${LIST}?$skiptoken=1`),
			page([alert('b')], `${LIST}?$skiptoken=1`),
		);
		expect(await collect(network)).toMatchObject({
			ids: ['a', 'b'],
			failures: [{ kind: 'unexpectedAnswer', transient: true }],
		});
		expect(network.sent).toHaveLength(2);
	});

	it("waits its turn within the service's limits before each page, and shares them with other calls", async () => {
		const clock = movingClock();
		const network = answering(({ url }, index) =>
			url.startsWith(`${LIST}/`)
				? answer(200, alert('x'))
				: page(
						index < 150 ? [alert(`a${index}`)] : [],
						index < 150 ? `${LIST}?$skiptoken=${index}` : undefined,
					),
		);
		const connection = connectionOf(network, clock);
		for (let n = 0; n < 20; n += 1) {
			await readAlertAt({ source: graphAlerts, id: 'x', connection, tenantId: CONTOSO.id });
		}
		const outcomes = [];
		for await (const read of readRecords(graphAlerts, query, connection, CONTOSO.id)) outcomes.push(read.ok);
		expect(outcomes).toHaveLength(131);
		expect(outcomes).not.toContain(false);
		// 150 a minute, of which a fifth is left to others: 151 calls take two minutes.
		expect(clock.waits).toEqual([60_000]);
	});

	it('gives the failure of a later page after the rows read so far, and nothing after it', async () => {
		const network = wire(page([alert('a')], `${LIST}?$skiptoken=1`), answer(503));
		expect(await collect(network)).toMatchObject({ ids: ['a'], failures: [{ kind: 'outage' }] });
	});

	it.each([
		['no list', {}],
		['a text as list', { value: 'x' }],
		['null as list', { value: null }],
	])('does not take %s for "no alerts"', async (_what, body) => {
		expect(await collect(wire(answer(200, body)))).toMatchObject({
			failures: [{ kind: 'unexpectedAnswer', transient: true }],
		});
	});

	it('holds back a row that names another tenant, and counts it', async () => {
		const network = wire(page([alert('own'), alert('foreign', 1, FABRIKAM.id)]));
		expect(await collect(network)).toEqual({ ids: ['own'], foreign: 1, failures: [] });
	});

	it('takes a row without a tenant, and one in capitals, for its own', async () => {
		const network = wire(page([alert('a', 1, null), alert('b', 1, CONTOSO.id.toUpperCase())]));
		expect(await collect(network)).toMatchObject({ ids: ['a', 'b'], foreign: 0 });
	});

	it('passes over entries of the list that are no objects', async () => {
		expect((await collect(wire(page([null, 'text', alert('a')]), page([])))).ids).toEqual(['a']);
	});

	it('does not end at a full page of which an entry is no object', async () => {
		const network = wire(page([alert('a', 9), null, alert('c', 7)]), page([alert('d', 6)]));
		expect((await collect(network)).ids).toEqual(['a', 'c', 'd']);
	});

	it('ends with a failure, not without end, when a service ignores $skip', async () => {
		const ties = wire(page([alert('a'), alert('b'), alert('c')]));
		expect(await collect(ties)).toMatchObject({
			ids: ['a', 'b', 'c'],
			failures: [{ kind: 'unexpectedAnswer', transient: true }],
		});
		expect(ties.sent.length).toBeLessThan(5);
	});

	it('ends with a failure, not without end, when ever new nextLinks bring nothing', async () => {
		const network = answering((_request, index) => page([], `${LIST}?$skiptoken=${index}`));
		expect(await collect(network)).toMatchObject({
			failures: [{ kind: 'unexpectedAnswer', transient: true }],
		});
	});

	it('asks nothing in a cloud that does not offer the source', async () => {
		const network = wire(page([]));
		const connection = connectionOf(network, { cloud: CLOUDS.china });
		const outcomes = [];
		for await (const outcome of readRecords(defenderAlerts, query, connection, CONTOSO.id))
			outcomes.push(outcome);
		expect(outcomes).toMatchObject([{ ok: false, failure: { kind: 'wrongCloud' } }]);
		expect(network.sent).toEqual([]);
	});
});

/** A service that leaves nextLinks out and answers `$filter`, `$top` and `$skip` for real. */
function modelNetwork(rows: Row[], order: Order): Wire {
	return answering(({ url }) => {
		const { searchParams } = new URL(url);
		const bound = (operator: string) =>
			new RegExp(`createdDateTime ${operator} (\\S+)`).exec(searchParams.get('$filter') ?? '')?.[1];
		const asked = {
			createdFrom: bound('ge'),
			createdTo: bound('le'),
			top: Number(searchParams.get('$top')),
			skip: Number(searchParams.get('$skip') ?? 0),
			includeEvidence: true,
		};
		return page(pageOf(rows, asked, order).map(({ id, createdAt }) => ({ id, createdDateTime: createdAt })));
	});
}

describe('readRecords from a service without nextLinks', () => {
	const ties = Array.from({ length: 7 }, (_, n) => ({ id: `tie-${n}`, createdAt: atMinute(5) }));
	const around = [1, 2, 3, 8, 9].map((minute) => ({ id: `row-${minute}`, createdAt: atMinute(minute) }));

	it.each<Order>(['newest first', 'oldest first'])(
		'gets through more ties than a page holds, %s',
		async (order) => {
			const { ids, failures } = await collect(modelNetwork([...ties, ...around], order));
			expect(failures).toEqual([]);
			expect(ids.sort()).toEqual([...ties, ...around].map(({ id }) => id).sort());
		},
	);
});

/** How a service pages that has nextLinks, and what goes wrong with them. */
interface Links {
	/** Rows of a page at most, whatever is asked for. */
	cap?: number;
	/** The n-th link of a listing and those after it are answered so. */
	refused?: { from: number; status: number };
	/** The n-th link of a listing is left out, although rows follow. */
	omitted?: number;
}

function linkedNetwork(rows: Row[], order: Order, { cap = Infinity, refused, omitted }: Links): Wire {
	return answering(({ url }) => {
		const { searchParams } = new URL(url);
		const link = Number(searchParams.get('link') ?? 0);
		if (refused !== undefined && link >= refused.from) return answer(refused.status, refusal('Gone', 'x'));
		const bound = (operator: string) =>
			new RegExp(`createdDateTime ${operator} (\\S+)`).exec(searchParams.get('$filter') ?? '')?.[1];
		const [skip, top] = [
			Number(searchParams.get('$skip') ?? 0),
			Math.min(Number(searchParams.get('$top')), cap),
		];
		const asked = { createdFrom: bound('ge'), createdTo: bound('le'), includeEvidence: true };
		const found = pageOf(rows, { ...asked, skip, top: top + 1 }, order);
		const next = new URL(url);
		next.searchParams.set('$skip', String(skip + top));
		next.searchParams.set('link', String(link + 1));
		const isLinked = found.length > top && omitted !== link + 1;
		const value = found.slice(0, top).map(({ id, createdAt }) => ({ id, createdDateTime: createdAt }));
		return page(value, isLinked ? next.href : undefined);
	});
}

describe('readRecords from a service whose nextLinks go wrong', () => {
	const option = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
	const service = fc.record({
		minutes: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 40 }),
		top: fc.integer({ min: 2, max: 6 }),
		order: fc.constantFrom<Order>('newest first', 'oldest first'),
		cap: option(fc.integer({ min: 2, max: 5 })),
		omitted: option(fc.integer({ min: 2, max: 6 })),
		refused: option(
			fc.record({
				from: fc.integer({ min: 1, max: 6 }),
				status: fc.constantFrom(400, 401, 403, 404, 410, 500, 503),
			}),
		),
	});

	it('gives every row, or a failure: never a short list without a word', async () => {
		await fc.assert(
			fc.asyncProperty(service, async ({ minutes, top, order, ...links }) => {
				const rows = minutes.map((minute, n) => ({ id: `r${n}`, createdAt: atMinute(minute) }));
				const { ids, failures } = await collect(linkedNetwork(rows, order, links), { ...query, top });
				if (failures.length === 0) expect([...ids].sort()).toEqual(rows.map(({ id }) => id).sort());
				else expect(failures).toHaveLength(1);
			}),
			{ numRuns: 500 },
		);
	});

	it('fails for no other reason than a refused link', async () => {
		await fc.assert(
			fc.asyncProperty(service, async ({ minutes, top, order, ...links }) => {
				const rows = minutes.map((minute, n) => ({ id: `r${n}`, createdAt: atMinute(minute) }));
				const network = linkedNetwork(rows, order, { ...links, refused: undefined });
				expect((await collect(network, { ...query, top })).failures).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('readAlertAt', () => {
	const read = async (network: Wire) =>
		await readAlertAt({
			source: graphAlerts,
			id: 'da1_-1',
			connection: connectionOf(network),
			tenantId: CONTOSO.id,
		});

	it('asks for the one alert by its id', async () => {
		const network = wire(answer(200, alert('da1_-1')));
		expect(await read(network)).toMatchObject({ ok: true, value: { simple: { id: 'da1_-1' } } });
		expect(network.sent.map(({ url }) => url)).toEqual([`${LIST}/da1_-1`]);
	});

	it('holds back an alert that names another tenant as its own', async () => {
		expect(await read(wire(answer(200, alert('da1_-1', 1, FABRIKAM.id))))).toMatchObject({
			ok: false,
			failure: { kind: 'wrongTenant' },
		});
	});

	it('says that there is no such alert in this tenant', async () => {
		expect(await read(wire(answer(404, refusal('ResourceNotFound', 'x'))))).toMatchObject({
			failure: { kind: 'notFound' },
		});
	});

	it('asks nothing in a cloud that does not offer the source', async () => {
		const connection = connectionOf(wire(), { cloud: CLOUDS.china });
		const place = { source: defenderAlerts, id: 'x', connection, tenantId: CONTOSO.id };
		expect(await readAlertAt(place)).toMatchObject({
			failure: { kind: 'wrongCloud' },
		});
	});
});
