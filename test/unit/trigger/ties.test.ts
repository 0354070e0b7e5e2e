import fc from 'fast-check';

import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { SourceName } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import { createReader } from '../../../nodes/MicrosoftDefenderMssp/trigger/tenantReader';
import { atMinute, CONTOSO, NOW } from '../core/builders';
import { connectionOf } from '../transport/builders';
import { checkpointOf } from './builders';
import type { Names, Refusal, TiedService } from './tiedService';
import { idsOf, TIE_MINUTE, tiedNetwork } from './tiedService';

const GRAPH: Names = { created: 'createdDateTime', updated: 'lastUpdateDateTime' };
const NAMES: Record<SourceName, Names> = {
	graphAlerts: GRAPH,
	graphIncidents: GRAPH,
	defenderAlerts: { created: 'alertCreationTime', updated: 'lastUpdateTime' },
};

interface Case {
	sourceName: SourceName;
	top: number;
	service: TiedService;
	/** An earlier read found that links are refused. */
	isKnown?: boolean;
}

/** What one read makes of the service; `refused` is what those before it found. */
async function readOf(
	{ sourceName, top, service, isKnown = false }: Case,
	network = tiedNetwork(service, NAMES[sourceName]),
	refused = new Map(isKnown ? [[`${sourceName}|${CONTOSO.id}|links`, NOW]] : []),
) {
	const source = { ...SOURCES[sourceName], largestSkip: service.largestSkip };
	const reader = createReader({
		source,
		connection: connectionOf(network),
		tenantId: CONTOSO.id,
		checkpoint: checkpointOf(),
		sweepDue: false,
		includeEvidence: true,
		keepsRaw: false,
		refused,
		ties: new Map(),
		takeRequest: () => true,
	});
	for (let pages = 0; pages < 400; pages += 1) {
		const page = await reader.readPage({ top, expand: true });
		if (!page.ok) return { reader, failure: page.failure };
		if (!page.value) return { reader };
	}
	throw new Error('Reading does not end.');
}

/** What is wrong with a read; empty where nothing is. */
async function problemsOf(tried: Case): Promise<string[]> {
	const { reader, failure } = await readOf(tried);
	const { pages, left } = reader.progress();
	const read = new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id)));
	const missing = idsOf(tried.service).filter((id) => !read.has(id));
	const isUnread = left.some(({ from, to }) => from === atMinute(TIE_MINUTE) && to === from);
	const told = failure ?? reader.trouble(false);
	const problems = missing
		.filter((id) => !id.startsWith('tie-'))
		.map((id) => `'${id}' is held up: ${told?.cause ?? 'nothing is told'}`);
	if (missing.length > 0 && told === undefined) problems.push(`${missing.length} are lost without a word`);
	if (missing.length > 0 && !isUnread) problems.push(`${missing.length} do not stay unread`);
	if (failure !== undefined) problems.push(`the read fails: ${failure.cause}`);
	return problems;
}

const LARGEST_SKIP = 20;
const refusals: Refusal[] = [400, 401, 403, 404, 409, 410, 500, 503, 'ignored', 'network', 'page of a proxy'];
const refused = fc.record({ from: fc.integer({ min: 1, max: 6 }), by: fc.constantFrom(...refusals) });
const option = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

const cases: fc.Arbitrary<Case> = fc.record({
	sourceName: fc.constantFrom(...Object.values(SOURCES).map(({ name }) => name)),
	top: fc.integer({ min: 5, max: 12 }),
	isKnown: fc.boolean(),
	service: fc.record({
		tied: fc.oneof(
			fc.integer({ min: 0, max: 60 }),
			fc.constantFrom(LARGEST_SKIP - 1, LARGEST_SKIP, LARGEST_SKIP + 1),
		),
		links: fc.boolean(),
		linkRefused: option(refused),
		linkOmitted: option(fc.integer({ min: 1, max: 6 })),
		linksReversed: fc.boolean(),
		skipRefused: option(
			fc.record({ from: fc.integer({ min: 1, max: 30 }), by: fc.constantFrom(...refusals) }),
		),
		cap: option(fc.integer({ min: 3, max: 9 })),
		largestSkip: fc.constantFrom(LARGEST_SKIP, Infinity),
	}),
});

/** A page that is cut short without any sign of it cannot be told from the last one. */
const showsItsPages = ({ top, service: { cap, links, linkOmitted } }: Case): boolean =>
	cap === undefined || cap >= top || (links && linkOmitted !== 1);

describe('a page of one time that does not end', () => {
	it('is read to its end or told as unread, whatever is refused of it, and holds nothing else up', async () => {
		await fc.assert(
			fc.asyncProperty(cases.filter(showsItsPages), async (tried) => {
				expect(await problemsOf(tried)).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});

	it('is read by counting at once at later reads, because a slow service has no time for both at any poll', async () => {
		const service: TiedService = {
			tied: 28,
			links: true,
			linkRefused: { from: 1, by: 410 },
			linksReversed: false,
			largestSkip: 100,
		};
		const network = tiedNetwork(service, NAMES.graphAlerts);
		const refused = new Map<string, number>();
		const linksOf = async () => {
			const before = network.sent.length;
			await readOf({ sourceName: 'graphAlerts', top: 10, service }, network, refused);
			return network.sent.slice(before).filter(({ url }) => new URL(url).searchParams.has('link')).length;
		};
		expect(await linksOf()).toBeGreaterThan(0);
		expect(await linksOf()).toBe(0);
	});

	it.each([400, 401, 403, 404, 410, 500, 503] as const)(
		'is read by counting where a nextLink is answered %d for ever',
		async (by) => {
			const service: TiedService = {
				tied: 28,
				links: true,
				linkRefused: { from: 2, by },
				linksReversed: true,
				largestSkip: LARGEST_SKIP,
			};
			const { reader, failure } = await readOf({ sourceName: 'graphAlerts', top: 10, service });
			expect([failure, reader.trouble(false), reader.progress().left]).toEqual([undefined, undefined, []]);
			const read = reader.progress().pages.flatMap(({ rows }) => rows.map(({ id }) => id));
			expect([...new Set(read)].sort()).toEqual(idsOf(service).sort());
		},
	);
});
