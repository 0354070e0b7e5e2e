import type { BacklogWindow, Checkpoint } from '../core/checkpoint';
import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { isJsonObject } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { isSeenLine } from '../core/seenLines';
import { normalizeTimestamp } from '../core/timestamp';
import type { Undo } from '../core/undo';
import type { DiscoveredCustomers } from '../tenants/discoverTenants';
import { isDiscovered } from './discovery';
import type { Warned } from './expiry';
import type { HealthRecord } from './health';
import { upgraded } from './olderState';
import { restored } from './storedState';

const VERSION = 3;

/** What the trigger remembers between polls. Plain JSON without secrets. */
export interface TriggerState {
	version: typeof VERSION;
	/** Grows with every hand-over, so that an older copy is known for one. */
	sequence: number;
	/** When n8n was given something to store last, by Microsoft's clock; normalized. Absent before the first poll. */
	savedAt?: string;
	/** By {@link partitionKey}. */
	checkpoints: Record<string, Checkpoint>;
	/**
	 * Where tenants began that were listed since, by {@link partitionKey} of the ID or domain as typed. Without it one that
	 * cannot be read at first would begin anew at every attempt and lose what came before the one that worked.
	 */
	begins: Record<string, string>;
	/** Tenants listed while Microsoft's time could not be asked, by the keys of `begins`, of which theirs is a guess. */
	unclocked?: Record<string, Unclocked>;
	/** Since when partitions are not listed any more; ISO 8601. */
	unlisted: Record<string, string>;
	/** Troubled tenants only, by the keys of `begins`. */
	health: Record<string, HealthRecord>;
	/** Warnings of an ending credential that were told. */
	warned: Warned;
	/** The replay that was carried out last, by its parameters. */
	replayed?: string;
	/** The hand-overs that are not proven to have arrived, in their order. */
	pending?: Pending[];
	/** The customers that were discovered last, to read them although they cannot be discovered now. */
	discovered?: DiscoveredCustomers;
}

/** How long ago a tenant was listed, as far as our clock tells, which may be set meanwhile. */
export interface Unclocked {
	/** When it was last looked at; milliseconds since 1970. */
	at: number;
	/** And how long it had been listed by then. */
	waitedMs: number;
	/** When the process before that listed it was given something to store; normalized. Absent if there was none. */
	storedAt?: string;
}

/** A hand-over that is not proven to have arrived, with what it takes to do it again. */
export interface Pending {
	/** The state's number since this hand-over. */
	sequence: number;
	/** The process that handed over. */
	process: string;
	/** By partition. */
	undo: Record<string, Undo>;
	/** What it told, as it stood before; null where nothing was known. */
	health: Record<string, HealthRecord | null>;
	warned: Record<string, number | null>;
}

/** One tenant's alerts of one source progress on their own. */
export const partitionKey = (source: string, tenantId: string): string => `${source}|${tenantId}`;

export const emptyState = (): TriggerState => ({
	version: VERSION,
	sequence: 0,
	checkpoints: {},
	begins: {},
	unlisted: {},
	health: {},
	warned: {},
});

/**
 * Checks and copies what n8n kept. Nothing yet is an empty state; something unreadable is a failure, because starting anew
 * would skip alerts without a word.
 */
export function readState(saved: unknown): Result<TriggerState, Failure> {
	if (saved === undefined) return succeed(emptyState());
	if (!isJsonObject(saved)) return fail(unreadable);
	// A copy, because n8n hands out proxies that are slow to read and would change under our hands.
	const copy = restored(upgraded(JSON.parse(JSON.stringify(saved)), VERSION));
	return isState(copy) ? succeed(copy) : fail(unreadable);
}

const unreadable = configurationFailure(
	"The trigger's saved state is damaged or was written by another version of this package.",
	"Nothing was changed. Update the package, or replace the trigger by a new one with 'First Run' set to look back far enough.",
);

function isState(value: unknown): value is TriggerState {
	if (!isJsonObject(value) || value.version !== VERSION || !isNumber(value.sequence)) return false;
	const { checkpoints, begins, unlisted, replayed, pending, savedAt, discovered } = value;
	return (
		isRecordOf(checkpoints, isCheckpoint) &&
		isRecordOf(begins, isTimestamp) &&
		isRecordOf(unlisted, isDate) &&
		isTold(value) &&
		isAbsentOr(isTimestamp, savedAt) &&
		isAbsentOr(isRecordOfUnclocked, value.unclocked) &&
		isAbsentOr(isText, replayed) &&
		isAbsentOr(isDiscovered, discovered) &&
		isAbsentOr(isListOfPending, pending)
	);
}

const isTold = ({ health, warned }: JsonObject): boolean =>
	isRecordOf(health, isHealthRecord) && isRecordOf(warned, isNumber);

function isRecordOf<T>(value: unknown, isEntry: (entry: unknown) => entry is T): value is Record<string, T> {
	return isJsonObject(value) && Object.values(value).every(isEntry);
}

function isCheckpoint(value: unknown): value is Checkpoint {
	if (!isJsonObject(value)) return false;
	const { from, resume, floor, horizon, short, backlog, seen } = value;
	return (
		[from, floor, horizon].every(isTimestamp) &&
		isAbsentOr(isTimestamp, resume) &&
		(short === undefined || short === true) &&
		Array.isArray(backlog) &&
		backlog.every(isBacklogWindow) &&
		isSeen(seen)
	);
}

const isRecordOfUnclocked = (value: unknown): boolean => isRecordOf(value, isUnclocked);

const isUnclocked = (value: unknown): value is Unclocked =>
	isJsonObject(value) &&
	isNumber(value.at) &&
	isNumber(value.waitedMs) &&
	isAbsentOr(isTimestamp, value.storedAt);

/** Whether it is an undo as `advance` gives it. */
export const isUndo = (value: unknown): value is Undo =>
	isJsonObject(value) && isTimestamp(value.from) && isTimestamp(value.to) && isSeen(value.seen);

const isSeen = (value: unknown): boolean =>
	Array.isArray(value) && value.every((line) => isText(line) && isSeenLine(line));

const isBacklogWindow = (value: unknown): value is BacklogWindow =>
	isJsonObject(value) && isTimestamp(value.from) && isTimestamp(value.to);

const isListOfPending = (value: unknown): boolean => Array.isArray(value) && value.every(isPending);

const isPending = (value: unknown): value is Pending =>
	isJsonObject(value) &&
	isNumber(value.sequence) &&
	isText(value.process) &&
	isRecordOf(value.undo, isUndo) &&
	isRecordOf(value.health, isNullOr(isHealthRecord)) &&
	isRecordOf(value.warned, isNullOr(isNumber));

const isNullOr =
	<T>(isEntry: (entry: unknown) => entry is T) =>
	(value: unknown): value is T | null =>
		value === null || isEntry(value);

const isAbsentOr = (isEntry: (entry: unknown) => boolean, value: unknown): boolean =>
	value === undefined || isEntry(value);

const isText = (value: unknown): value is string => typeof value === 'string';

const isTimestamp = (value: unknown): value is string => isText(value) && normalizeTimestamp(value) === value;

const isDate = (value: unknown): value is string => isText(value) && normalizeTimestamp(value) !== undefined;

const isNumber = (value: unknown): value is number => typeof value === 'number';

const isHealthRecord = (value: unknown): value is HealthRecord =>
	hasTexts(value, ['kind', 'since']) &&
	normalizeTimestamp(value.since) !== undefined &&
	typeof value.reported === 'boolean';

function hasTexts(value: unknown, names: string[]): value is JsonObject {
	return isJsonObject(value) && names.every((name) => isText(value[name]));
}
