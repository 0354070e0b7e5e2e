import fc from 'fast-check';

import type { ReadWindow } from '../../../nodes/MicrosoftDefenderMssp/core/backlog';
import { isSweep, sortOf } from '../../../nodes/MicrosoftDefenderMssp/core/backlog';
import type {
	Checkpoint,
	Progress,
	ReadPage,
	Rules,
} from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { startAt } from '../../../nodes/MicrosoftDefenderMssp/core/begin';
import { advance } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { windowsToRead } from '../../../nodes/MicrosoftDefenderMssp/core/windowsToRead';
import type { AlertEvent, Row } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { EVENT_TYPES } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { readingOf } from '../../../nodes/MicrosoftDefenderMssp/core/window';
import { atMinute, MINUTE_MS } from './builders';

const OVERLAP_MINUTES = 30;
/** Also how late a version may become visible, and how long reads may go on being interrupted. */
const SWEEP_MINUTES = 200;
const SETTLE_MINUTES = 10;
const MOST_INTERRUPTED = 4;
/** The history begins before the trigger does, and ends at this minute. */
const [FIRST, LAST] = [-300, 900];

/** An alert as the model's service has it; all times in minutes, so that many of them are the same. */
export interface ModelAlert {
	id: string;
	versions: ModelVersion[];
}

export interface ModelVersion {
	/** The first one's is the creation. */
	at: number;
	/** A reader sees it from this minute on. */
	visible: number;
	status: string;
}

/** How one poll reads. */
export interface ModelPoll {
	/** Minutes since the poll before. */
	gap: number;
	pageSize: number;
	/** Pages, after which it is cut off. */
	budget: number;
	limit: number;
	order: 'byUpdate' | 'byCreation' | 'none';
	/** What was updated in the last so many minutes is read first. */
	fresh?: number;
	/** Minutes that each page takes, while which alerts go on changing. */
	pageTakes: number;
	settles: boolean;
	/** A sweep is due, if there are any. */
	sweeps: boolean;
	/** It crashed before anything was kept. */
	lost: boolean;
}

export interface ModelHistory {
	alerts: ModelAlert[];
	polls: ModelPoll[];
	lateness: 'sweep' | 'overlap';
	seed: number;
}

export const modelHistory: fc.Arbitrary<ModelHistory> = fc
	.constantFrom('sweep' as const, 'overlap' as const)
	.chain((lateness) =>
		fc.record({
			alerts: alertsOf(lateness === 'sweep' ? SWEEP_MINUTES : OVERLAP_MINUTES),
			polls: fc.oneof(pollsOf(modelPoll), pollsOf(modelPoll.map(unhindered))),
			lateness: fc.constant(lateness),
			seed: fc.nat(),
		}),
	);

const pollsOf = (poll: fc.Arbitrary<ModelPoll>) => fc.array(poll, { minLength: 1, maxLength: 30 });

/** A poll that gets to its end, so that only pauses and late rows are in the way. */
const unhindered = (poll: ModelPoll): ModelPoll => ({
	...poll,
	budget: Infinity,
	limit: Infinity,
	lost: false,
});

const modelPoll: fc.Arbitrary<ModelPoll> = fc.record({
	gap: fc.oneof(
		{ weight: 4, arbitrary: fc.nat({ max: 35 }) },
		{ weight: 1, arbitrary: fc.nat({ max: 400 }) },
	),
	pageSize: fc.integer({ min: 2, max: 8 }),
	budget: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(Infinity)),
	limit: fc.oneof(fc.nat({ max: 4 }), fc.constant(Infinity)),
	order: fc.constantFrom('byUpdate', 'byCreation', 'none'),
	fresh: fc.constantFrom(undefined, undefined, 0, 20, 120),
	pageTakes: fc.constantFrom(0, 0, 1),
	settles: fc.boolean(),
	sweeps: fc.boolean(),
	lost: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

function alertsOf(mostLate: number): fc.Arbitrary<ModelAlert[]> {
	const late = fc.oneof(
		{ weight: 3, arbitrary: fc.constant(0) },
		{ weight: 1, arbitrary: fc.nat({ max: mostLate }) },
	);
	const change = fc.record({
		after: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 600 })),
		late,
		status: fc.constantFrom('new', 'inProgress', 'resolved'),
	});
	const alert = fc.record({
		created: fc.oneof(
			fc.integer({ min: FIRST, max: LAST }),
			fc.integer({ min: 0, max: 12 }).map((n) => n * 60),
		),
		changes: fc.array(change, { maxLength: 4 }),
		late,
	});
	return fc.array(alert, { maxLength: 25 }).map((alerts) =>
		alerts.map(({ created, changes, late: hidden }, index) => {
			const versions = [{ at: created, visible: created + hidden, status: 'new' }];
			for (const { after, late: hiddenFor, status } of changes) {
				const at = (versions.at(-1)?.at ?? created) + after;
				versions.push({ at, visible: at + hiddenFor, status });
			}
			return { id: `alert-${index}`, versions };
		}),
	);
}

/** The alert as a reader sees it at this minute: its newest visible version. */
function rowAtMinute({ id, versions }: ModelAlert, minute: number): Row | undefined {
	const [shown] = versions.filter(({ visible }) => visible <= minute).slice(-1);
	const [first] = versions;
	if (shown === undefined || first === undefined) return undefined;
	const { at, status } = shown;
	return { id, createdAt: atMinute(first.at), updatedAt: atMinute(at), snapshot: { status } };
}

const rowsAt = (alerts: ModelAlert[], minute: number): Row[] =>
	alerts.map((alert) => rowAtMinute(alert, minute)).filter((row) => row !== undefined);

/** What came of a run. */
export interface ModelRun {
	delivered: Array<AlertEvent<Row>>;
	/** Versions that a complete read saw and that were not delivered, before it or by it. */
	missed: string[];
	checkpoint: Checkpoint;
	/** Times went back. */
	backwards: string[];
}

/** Polls through the history, and to its end without any hindrance. */
export function runModel({ alerts, polls, lateness, seed }: ModelHistory): ModelRun {
	const run: ModelRun = { delivered: [], missed: [], checkpoint: startAt(atMinute(0)), backwards: [] };
	let sweeps: Sweeps = {};
	const shuffled = shuffler(seed);
	let minute = 0;
	let interrupted = 0;
	for (const poll of [...polls, ...undisturbed]) {
		minute += poll.gap;
		const isForced = interrupted >= MOST_INTERRUPTED;
		const read = isForced ? { ...poll, budget: Infinity, limit: Infinity } : poll;
		const before = run.checkpoint;
		const reading = readAll(alerts, before, minute, read, { lateness, shuffled });
		const rules = { ...rulesAt(minute, read, lateness), ...(sweeps.done && { sweptTo: sweeps.done }) };
		const { events, next } = advance(before, reading.progress, rules, {
			events: EVENT_TYPES,
			passes: () => true,
		});
		// A lost poll is one that was not made, only that the next one comes later.
		if (poll.lost && !isForced) {
			interrupted = Math.min(MOST_INTERRUPTED, interrupted + 1);
			sweeps = {};
			continue;
		}
		run.delivered.push(...events);
		run.backwards.push(...movedBack(before, next));
		run.checkpoint = next;
		sweeps = sweepsAfter(sweeps, before, reading.progress);
		const isWhole = isComplete(next);
		interrupted = isWhole ? 0 : interrupted + 1;
		// Otherwise it went on with one that was interrupted, and left what came late since to the next one.
		const sawAll = isWhole && isComplete(before) && (lateness === 'overlap' || read.sweeps);
		if (sawAll) run.missed.push(...missedAt(alerts, [minute, reading.minute], run, rules));
		minute = reading.minute;
	}
	return run;
}

const undisturbed: ModelPoll[] = [30, 2000, 30].map((gap) => ({
	gap,
	pageSize: 5,
	budget: Infinity,
	limit: Infinity,
	order: 'byUpdate',
	pageTakes: 0,
	settles: false,
	sweeps: true,
	lost: false,
}));

const isComplete = ({ resume, backlog }: Checkpoint): boolean => resume === undefined && backlog.length === 0;

/** To where the sweep under way looks, and the last one that got to its end. */
interface Sweeps {
	underWay?: string;
	done?: string;
}

function sweepsAfter({ underWay, done }: Sweeps, before: Checkpoint, { pages, left }: Progress<Row>): Sweeps {
	if (before.resume !== undefined || ![...before.backlog, ...left].every(isSweep)) return {};
	const spans = [...pages.map(({ asked }) => asked), ...left].filter(isSweep);
	const ends = spans.map(({ to = '' }) => to).sort();
	const to = before.backlog.some(isSweep) ? underWay : ends.at(-1);
	if (spans.length === 0 || to === undefined) return { underWay, done };
	return left.some(isSweep) ? { underWay: to, done } : { done: to };
}

const rulesAt = (
	minute: number,
	{ limit, settles }: ModelPoll,
	lateness: ModelHistory['lateness'],
): Rules => ({
	overlapMs: OVERLAP_MINUTES * MINUTE_MS,
	sweepMs: lateness === 'sweep' ? SWEEP_MINUTES * MINUTE_MS : 0,
	latest: atMinute(minute),
	detailed: 3,
	keepsResolved: false,
	limit,
	...(settles && { settledBefore: atMinute(minute - SETTLE_MINUTES) }),
});

function movedBack(before: Checkpoint, after: Checkpoint): string[] {
	return (['from', 'floor', 'horizon'] as const).filter((name) => after[name] < before[name]);
}

/** Versions that were there from the beginning of a read to its end. */
function missedAt(
	alerts: ModelAlert[],
	[start, end]: [number, number],
	{ delivered }: ModelRun,
	{ settledBefore }: Rules,
): string[] {
	const known = new Set(delivered.map(({ row }) => versionOf(row)));
	const stays = new Set(rowsAt(alerts, end).map(versionOf));
	return rowsAt(alerts, start)
		.filter(({ updatedAt }) => updatedAt >= atMinute(0))
		.filter(({ createdAt }) => settledBefore === undefined || createdAt <= settledBefore)
		.map(versionOf)
		.filter((version) => stays.has(version) && !known.has(version));
}

export const versionOf = ({ id, updatedAt }: Row): string => `${id} ${updatedAt}`;

interface Reader {
	lateness: ModelHistory['lateness'];
	shuffled: (rows: Row[]) => Row[];
}

/** Reads page by page as the trigger does. Rows of one time are read whole. */
function readAll(
	alerts: ModelAlert[],
	checkpoint: Checkpoint,
	startedAt: number,
	{ pageSize, budget, order, fresh, pageTakes, sweeps }: ModelPoll,
	{ lateness, shuffled }: Reader,
): { progress: Progress<Row>; minute: number } {
	let open = windowsToRead(checkpoint, {
		sweepDue: sweeps && lateness === 'sweep',
		freshFrom: fresh === undefined ? undefined : atMinute(startedAt - fresh),
	});
	let minute = startedAt;
	const pages: Array<ReadPage<Row>> = [];
	for (let [window] = open; window !== undefined && pages.length < budget; [window] = open) {
		const rows = sorted(inside(rowsAt(alerts, minute), window), order, shuffled);
		const tied = window.from === window.to;
		const shown = tied ? rows : rows.slice(0, pageSize);
		const { from, to } = window;
		const span = { from, ...(to !== undefined && { to }) };
		const { covered, left } = readingOf(span, {
			updated: shown.map(({ updatedAt }) => updatedAt),
			created: shown.map(({ createdAt }) => createdAt),
			more: shown.length < rows.length,
			ascending: order === 'byUpdate' || order === 'byCreation',
		});
		if (left === 'tied') throw new Error('A tied window was read whole.');
		const sort = sortOf(window);
		const again: ReadWindow | undefined = covered && { ...covered, ...sort };
		pages.push({
			rows: shown,
			asked: window,
			ascending: covered !== span && order === 'byUpdate',
			...(again && { again }),
		});
		open = [...left.map((part) => ({ ...part, ...sort })), ...open.slice(1)];
		minute += pageTakes;
	}
	return { progress: { pages, left: open }, minute };
}

const inside = (rows: Row[], { from, to }: ReadWindow): Row[] =>
	rows.filter(({ updatedAt }) => updatedAt >= from && (to === undefined || updatedAt <= to));

function sorted(rows: Row[], order: ModelPoll['order'], shuffled: (rows: Row[]) => Row[]): Row[] {
	if (order === 'none') return shuffled(rows);
	const key = ({ createdAt, updatedAt }: Row) => (order === 'byUpdate' ? updatedAt : createdAt);
	const ascending = [...rows].sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
	return order === 'byUpdate' ? ascending : ascending.reverse();
}

/** The same disorder at every run with this seed. */
function shuffler(seed: number): (rows: Row[]) => Row[] {
	let state = seed % 2_147_483_647;
	const next = () => (state = (state * 48_271 + 11) % 2_147_483_647);
	return (rows) =>
		rows
			.map((row) => ({ row, at: next() }))
			.sort((a, b) => a.at - b.at)
			.map(({ row }) => row);
}
