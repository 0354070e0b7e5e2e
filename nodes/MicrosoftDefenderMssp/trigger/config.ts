import type { EventType } from '../core/event';
import { EVENT_TYPES } from '../core/event';
import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { knownWord, knownWords } from '../core/knownWords';
import type { Parameters } from '../core/parameters';
import { collection, readDate, readWholeNumber, words } from '../core/parameters';
import type { RecordFilter } from '../core/recordFilter';
import { readRecordFilter } from '../core/recordFilter';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { requiredText } from '../core/textFields';
import type { ChosenFormat } from '../formats/readFormat';
import { readOutputFormat } from '../formats/readFormat';
import { readSource } from '../sources';
import type { Source } from '../sources/source';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Microsoft keeps alerts for 180 days (Defender "list alerts"). */
const LONGEST_LOOK_BACK_HOURS = 180 * 24;

/** Tenants that are read at a time, at first and at most. */
export const CONCURRENCY = { usual: 10, most: 50 };

const EXECUTIONS = ['poll', 'tenant', 'alert'] as const;

/** What one execution of the workflow is started for. */
export type ExecutionPer = (typeof EXECUTIONS)[number];

/** Reading again from a point in time. */
export interface Replay {
	/** Normalized timestamp. */
	from: string;
	/** ID or domain as typed, in lower case; empty: every tenant. */
	tenant: string;
}

/** The trigger's parameters but for the tenants, as plain, checked data. */
export interface TriggerConfig {
	source: Source;
	events: readonly EventType[];
	filter: RecordFilter;
	simplify: boolean;
	includeEvidence: boolean;
	/** What to add to each item; absent: nothing. */
	format?: ChosenFormat;
	/** How far a tenant's first read reaches back; 0: only what comes from now on. */
	lookBackMs: number;
	overlapMs: number;
	/** 0: no sweep. */
	sweepMs: number;
	settleMs: number;
	executionPer: ExecutionPer;
	/** Alerts or incidents that one poll hands over at most. */
	maxItems: number;
	/** Tenants that are read at a time. */
	concurrency: number;
	/** So many at most where there would not be time for all; absent: never more. */
	mostConcurrency?: number;
	replay?: Replay;
}

/** Reads and checks all parameters; the failure names the first one that cannot be used. */
export function readTriggerConfig(parameters: Parameters): Result<TriggerConfig, Failure> {
	const options = collection(parameters, 'options');
	const source = readSource(parameters.get('source'));
	if (!source.ok) return source;
	const events = readEvents(parameters.get('triggerOn'));
	if (!events.ok) return events;
	const filter = readRecordFilter(collection(parameters, 'filters'));
	if (!filter.ok) return filter;
	const executionPer = knownWord(options.executionPer ?? 'poll', 'Execution Per', EXECUTIONS);
	if (!executionPer.ok) return executionPer;
	const spans = readSpans(options);
	if (!spans.ok) return spans;
	const limits = readLimits(options);
	if (!limits.ok) return limits;
	const replay = readReplay(options, parameters.timezone);
	if (!replay.ok) return replay;
	const format = readOutputFormat(options);
	if (!format.ok) return format;
	return succeed({
		source: source.value,
		events: events.value,
		filter: filter.value,
		simplify: parameters.get('simplify') !== false,
		includeEvidence: options.includeEvidence !== false,
		executionPer: executionPer.value,
		format: format.value,
		...spans.value,
		...limits.value,
		...(replay.value && { replay: replay.value }),
	});
}

function readEvents(value: unknown): Result<readonly EventType[], Failure> {
	const events = knownWords(words(value), 'Trigger On', EVENT_TYPES);
	return events.ok && events.value.length === 0 ? fail(noEvents) : events;
}

const noEvents = configurationFailure(
	"'Trigger On' names nothing to trigger on.",
	`Choose at least one of ${EVENT_TYPES.join(', ')}.`,
);

type Spans = Pick<TriggerConfig, 'lookBackMs' | 'overlapMs' | 'sweepMs' | 'settleMs'>;

function readSpans(options: JsonObject): Result<Spans, Failure> {
	const lookBack = readLookBack(options);
	if (!lookBack.ok) return lookBack;
	const overlap = readWholeNumber(options.overlapMinutes ?? 60, 'Overlap (Minutes)', [1, 24 * 60]);
	if (!overlap.ok) return overlap;
	const sweep = readWholeNumber(options.sweepHours ?? 24, 'Late-Arrival Sweep (Hours)', [0, 7 * 24]);
	if (!sweep.ok) return sweep;
	const settle = readWholeNumber(options.settleMinutes ?? 0, 'Settle Delay (Minutes)', [0, 60]);
	if (!settle.ok) return settle;
	// What settles is read again at each poll, so the overlap has to reach over it.
	const overlapMs = Math.max(overlap.value, settle.value * 2) * MINUTE_MS;
	return succeed({
		lookBackMs: lookBack.value,
		overlapMs,
		sweepMs: sweep.value * HOUR_MS,
		settleMs: settle.value * MINUTE_MS,
	});
}

function readLookBack({ firstRun = 'fromNow', lookBackHours = 24 }: JsonObject): Result<number, Failure> {
	const start = knownWord(firstRun, 'First Run', ['fromNow', 'lookBack']);
	if (!start.ok) return start;
	if (start.value === 'fromNow') return succeed(0);
	const hours = readWholeNumber(lookBackHours, 'Look Back (Hours)', [1, LONGEST_LOOK_BACK_HOURS]);
	return hours.ok ? succeed(hours.value * HOUR_MS) : hours;
}

type Limits = Pick<TriggerConfig, 'maxItems' | 'concurrency' | 'mostConcurrency'>;

function readLimits({ maxItems: most, concurrency: chosen }: JsonObject): Result<Limits, Failure> {
	const maxItems = readWholeNumber(most ?? 1000, 'Max Items per Poll', [1, 10_000]);
	if (!maxItems.ok) return maxItems;
	const concurrency = readWholeNumber(chosen ?? CONCURRENCY.usual, 'Tenants at a Time', [
		1,
		CONCURRENCY.most,
	]);
	if (!concurrency.ok) return concurrency;
	return succeed({
		maxItems: maxItems.value,
		concurrency: concurrency.value,
		...(concurrency.value === CONCURRENCY.usual && { mostConcurrency: CONCURRENCY.most }),
	});
}

function readReplay(options: JsonObject, timezone: string): Result<Replay | undefined, Failure> {
	const from = readDate(options.replayFrom, 'Replay From', timezone);
	const tenant = readReplayTenant(options);
	if (!from.ok || from.value === undefined) return from.ok ? succeed(undefined) : from;
	return tenant.ok ? succeed({ from: from.value, tenant: tenant.value.toLowerCase() }) : tenant;
}

/** Left empty it means all customers; an expression that gives nothing must not. */
function readReplayTenant(options: JsonObject): Result<string, Failure> {
	const { replayTenant } = options;
	const isLeftEmpty = typeof replayTenant === 'string' && replayTenant.trim() === '';
	return isLeftEmpty || !('replayTenant' in options)
		? succeed('')
		: requiredText(
				replayTenant,
				'Replay Tenant ID or Domain',
				'Enter a tenant ID or domain as listed under Customer Tenants, or remove the option to replay all customers.',
			);
}
