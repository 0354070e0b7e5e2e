import { fail } from '../core/result';
import type { Failure } from '../core/failure';
import { afterSlowPage, firstVisit, pageOf } from '../core/visit';
import { stumbled } from '../tenants/fanOut';
import { inTurns } from '../tenants/inTurns';
import { ENOUGH_REFUSALS, SLOW_PAGE_MS } from './settle';
import type { Job } from './tenantJob';
import { PATIENCE_MS } from './tenantJob';
import type { PageShape, SpanKind } from './tenantReader';
import type { Turns } from './turns';
import { waveLookout } from './waves';

/** So many may do that at a time. */
const MOST_BESIDE = 40;

/** Reads until nobody wants any more or the poll has to end, and hands over meanwhile. */
export async function takeTurns(turns: Turns): Promise<void> {
	const { connection, frame, line, pace } = turns;
	const { timer, over } = frame.time;
	const ending = new AbortController();
	const ended = ending.signal;
	const places = {
		count: () => pace.places(line.waiting()),
		patienceMs: PATIENCE_MS,
		beside: MOST_BESIDE,
		now: connection.now,
		timer,
		ended,
	};
	const look = waveLookout(turns, ended);
	const turn = async (job: Job): Promise<boolean> => {
		const wantsMore = await takeTurn(turns, job);
		look();
		return wantsMore;
	};
	await Promise.race([inTurns(line, places, turn), over]);
	ending.abort();
}

/** Reads a page. Resolves to whether there is more. */
async function takeTurn(turns: Turns, job: Job): Promise<boolean> {
	const { connection, room, pace, underWay } = turns;
	const kind = job.reader.next();
	if (!mayBegin(turns, job, kind)) return false;
	const startedAt = connection.now();
	const shape = shapeOf(turns, job, kind);
	const isOrdered = job.reader.isOrdered();
	const reserved = kind === 'backlog' ? room.reserve(shape.top, isOrdered) : 0;
	underWay.set(job, { isNewest: kind === 'head' });
	job.begun += 1;
	job.waitingSince = startedAt;
	if (kind !== 'head') noteOlder(turns, job, startedAt);
	const page = await job.reader.readPage(shape).catch((thrown: unknown) => fail(stumbled(thrown)));
	const tookMs = connection.now() - startedAt;
	underWay.delete(job);
	job.waitingSince = undefined;
	const brought = countHeld(turns, job);
	room.release(reserved, kind === 'backlog' && !isOrdered && page.ok ? brought : undefined);
	if (tookMs >= PATIENCE_MS) job.slow = true;
	if (tookMs > SLOW_PAGE_MS) halve(turns, job);
	pace.note(Math.min(tookMs, PATIENCE_MS), !page.ok && isTrouble(page.failure));
	turns.works ||= page.ok;
	if (page.ok) return page.value;
	noteFailure(turns, job, page.failure);
	return false;
}

/** Whether there is time for a page of this kind, and what it brings may be held. */
function mayBegin(turns: Turns, job: Job, kind?: SpanKind): boolean {
	const { connection, frame, room, works, refusals } = turns;
	const isHopeless = !works && refusals >= ENOUGH_REFUSALS;
	if (isHopeless || connection.now() >= frame.time.lastStartAt) return false;
	const isFirst = job.begun === 0;
	// There is room for a further page of a backlog, or it would not be its turn.
	return (!isFirst && kind === 'backlog') || !room.isEnough(isFirst || kind === 'sweep');
}

function noteFailure(turns: Turns, job: Job, failure: Failure): void {
	job.failure = failure;
	if (failure.appliesTo === 'all') turns.refusals += 1;
}

/** How many rows to ask for, and whether with details. */
function shapeOf({ config, frame, line }: Turns, job: Job, kind?: SpanKind): PageShape {
	const visit = frame.memory.visits.get(job.visitKey) ?? firstVisit;
	const shape = pageOf(visit, config.source.pageSize);
	// Pages that come in no order have to be large, because only one that is not full shows all of its span.
	const isPart = kind === 'backlog' && job.reader.isOrdered();
	return isPart ? { ...shape, top: Math.min(shape.top, line.share()) } : shape;
}

function noteOlder({ frame: { memory } }: Turns, job: Job, at: number): void {
	job.olderBegun += 1;
	job.olderAt = at;
	memory.visits.set(job.visitKey, { ...(memory.visits.get(job.visitKey) ?? firstVisit), olderAt: at });
}

/** Looked up anew, because the poll may have ended and been judged meanwhile. */
function halve({ connection, frame }: Turns, { visitKey }: Job): void {
	const { visits } = frame.memory;
	visits.set(visitKey, afterSlowPage(visits.get(visitKey) ?? firstVisit, connection.now()));
}

/** Counts the rows that came; so many. */
function countHeld({ room, connection, holding }: Turns, job: Job): number {
	const rows = job.reader.rows();
	const came = rows - job.held;
	room.hold(came);
	job.held = rows;
	if (rows > 0 && !holding.has(job)) holding.set(job, connection.now());
	return came;
}

/** What may come of too many requests. */
const isTrouble = ({ kind }: Failure): boolean => ['throttled', 'outage', 'network'].includes(kind);
