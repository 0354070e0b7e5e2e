import type { Checkpoint } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { advance } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import type { Visit } from '../../../nodes/MicrosoftDefenderMssp/core/visit';
import { afterSuccess, firstVisit } from '../../../nodes/MicrosoftDefenderMssp/core/visit';
import { EVENT_TYPES } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { SourceName } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import { createReader } from '../../../nodes/MicrosoftDefenderMssp/trigger/tenantReader';
import { atMinute, CONTOSO, MINUTE_MS } from '../core/builders';
import { answering, connectionOf } from '../transport/builders';
import { checkpointOf } from './builders';
import type { ModelAlert, ModelTenant } from './modelTenants';
import { answerOf } from './modelTenants';
import { change } from './modelTrigger';

/** So that what comes in the first poll is out of the overlap, out of the sweep and forgotten long before the last one. */
const POLLS = 61;
const OVERLAP_MINUTES = 10;
const SWEEP_MINUTES = 20;
const SWEEP_EVERY = 7;
/** Less than the alerts of one of the services, so that its pages are full. */
const TOP = 15;

const justBefore = (minute: number): string => atMinute(minute - 0.1);

/** How a service sends the time of the last update. */
const UPDATED: Record<SourceName, string> = {
	graphAlerts: 'lastUpdateDateTime',
	graphIncidents: 'lastUpdateDateTime',
	defenderAlerts: 'lastUpdateTime',
};

/** Alerts that were there before the customer was added, of which none is due by itself. */
const oldOnes = (updated: string): ModelAlert[] => [
	...Array.from({ length: 20 }, (_, n) => ({ id: `old${n}`, createdAt: atMinute(-1 - n * n * 20) })),
	{ id: 'old, update null', createdAt: atMinute(-3), part: { [updated]: null } },
	{ id: 'old, without update', createdAt: atMinute(-5), part: { [updated]: undefined } },
];

/** Alerts that come and change just before the poll of a minute; all of it is due. */
interface Happening {
	added: ModelAlert[];
	/** Ids of alerts that change. */
	changed: string[];
}

function happeningAt(minute: number, updated: string): Happening {
	const added = (id: string, createdAt: string | null = justBefore(minute), part: object = {}) => ({
		added: [{ id, createdAt, part }],
	});
	const noUpdate = (value?: null) => ({ [updated]: value });
	const happenings: Array<[boolean, Partial<Happening>]> = [
		[minute % 2 === 0, added(`new${minute}`)],
		[minute % 10 === 3, added(`${minute}, update null`, justBefore(minute), noUpdate(null))],
		[minute % 10 === 5, added(`${minute}, without update`, justBefore(minute), noUpdate())],
		[minute === 11, added('timeless', null)],
		[minute === 17, added('timeless too', null, noUpdate())],
		// Becomes visible late, but within the overlap and within the sweep.
		[minute === 21, added('late', atMinute(minute - OVERLAP_MINUTES + 2))],
		[minute === 27, added('very late', atMinute(minute - SWEEP_MINUTES + 2))],
		...Array.from({ length: 8 }, (_, n): [boolean, Partial<Happening>] => [
			minute === 30,
			added(`one of eight, ${n}`),
		]),
		[minute % 12 === 9, { changed: ['old3'] }],
		[minute > 24 && minute % 4 === 0, { changed: [`new${minute - 24}`] }],
	];
	const now = happenings.filter(([happens]) => happens).map(([, happening]) => happening);
	return {
		added: now.flatMap(({ added: some = [] }) => some),
		changed: now.flatMap(({ changed = [] }) => changed),
	};
}

interface Service {
	name: SourceName;
	/** The gateway before it shows everything, whatever is asked for. */
	ignoresFilter: boolean;
	/** Pages have links. */
	links: boolean;
	/** Events of a poll at most. */
	limit: number;
}

/** A version as one word. */
const versionOf = (id: string, time: string | null) => `${id} of ${time ?? 'no time'}`;

/** What a poll goes on from. */
interface Past {
	checkpoint: Checkpoint;
	visit: Visit;
}

/** What a poll reads of the service, and what comes of it. */
async function pollAt(
	minute: number,
	{ checkpoint: before, visit }: Past,
	tenant: ModelTenant,
	service: Service,
) {
	const { name, ignoresFilter, limit } = service;
	const network = answering(({ url: sent }) => {
		const url = new URL(sent);
		if (ignoresFilter) url.searchParams.delete('$filter');
		return answerOf(tenant, url, CONTOSO.id);
	});
	const reader = createReader({
		source: SOURCES[name],
		connection: connectionOf(network),
		tenantId: CONTOSO.id,
		checkpoint: before,
		sweepDue: minute % SWEEP_EVERY === 0,
		includeEvidence: false,
		keepsRaw: false,
		refused: new Map(),
		ties: new Map(),
		takeRequest: () => true,
	});
	for (let isMore = true; isMore;) {
		const page = await reader.readPage({ top: TOP, expand: false });
		if (!page.ok) throw new Error(page.failure.cause);
		isMore = page.value;
	}
	const { sweptTo } = visit;
	const rules = {
		...(sweptTo !== undefined && { sweptTo }),
		overlapMs: OVERLAP_MINUTES * MINUTE_MS,
		sweepMs: SWEEP_MINUTES * MINUTE_MS,
		latest: atMinute(minute),
		detailed: 30,
		keepsResolved: name === 'graphIncidents',
		limit,
	};
	const { events, next } = advance(before, reader.progress(), rules, {
		events: EVENT_TYPES,
		passes: () => true,
	});
	// As it is stored.
	const checkpoint = JSON.parse(JSON.stringify(next)) as Checkpoint;
	const extent = { swept: true, starved: false, upToDate: true, slow: false, sweep: reader.sweep() };
	const after = { checkpoint, visit: afterSuccess(visit, minute, extent) };
	return { events, after, trouble: reader.trouble(false) };
}

/** All that was due of the service, and what came of it, in many polls a minute apart. */
async function livedThrough(service: Service) {
	const updated = UPDATED[service.name];
	const tenant: ModelTenant = { alerts: oldOnes(updated), links: service.links };
	const due: string[] = [];
	const came: string[] = [];
	let past: Past = { checkpoint: checkpointOf(), visit: firstVisit };
	for (let minute = 1; minute <= POLLS; minute += 1) {
		const { added, changed } = happeningAt(minute, updated);
		tenant.alerts.push(...added);
		for (const id of changed) change(tenant, id, justBefore(minute));
		due.push(...added.map(({ id, createdAt }) => versionOf(id, createdAt)));
		due.push(...changed.map((id) => versionOf(id, justBefore(minute))));
		const { events, after, trouble } = await pollAt(minute, past, tenant, service);
		if (trouble !== undefined) throw new Error(trouble.cause);
		past = after;
		came.push(
			...events.map(({ row: { id, updatedAt } }) =>
				versionOf(id, updatedAt.startsWith('9999') ? null : updatedAt),
			),
		);
	}
	return { due, came, checkpoint: past.checkpoint };
}

const SERVICES = (['graphAlerts', 'defenderAlerts', 'graphIncidents'] as const).flatMap((name) =>
	[true, false].flatMap((ignoresFilter): Service[] => [
		{ name, ignoresFilter, links: true, limit: Infinity },
		{ name, ignoresFilter, links: false, limit: 4 },
	]),
);

describe('61 polls of a service that leaves out times of update', () => {
	it.each(SERVICES)(
		'make of each version that was asked for one event, and none of what was not: $name (ignores the filter: $ignoresFilter, links: $links, at most $limit a poll)',
		async (service) => {
			const { due, came, checkpoint } = await livedThrough(service);
			expect([...came].sort()).toEqual([...due].sort());
			// Or nothing that is shown for ever was shown after it was forgotten.
			expect(checkpoint.horizon > atMinute(POLLS / 3)).toBe(true);
		},
	);
});
