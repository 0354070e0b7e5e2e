import type { Checkpoint, SeenRow } from '../core/checkpoint';
import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { isJsonObject } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { normalizeTimestamp } from '../core/timestamp';
import type { Warned } from './expiry';
import type { HealthRecord } from './health';

const VERSION = 1;

/** What the trigger remembers between polls. Plain JSON without secrets. */
export interface TriggerState {
	version: typeof VERSION;
	/** By {@link partitionKey}. */
	checkpoints: Record<string, Checkpoint>;
	/**
	 * Where tenants begin that could not be read since they were added, by {@link partitionKey} of the ID or domain as
	 * typed. Without it such a tenant would begin anew at every attempt and lose what came before the one that worked.
	 */
	pending: Record<string, string>;
	/** Troubled tenants only, by the same keys. */
	health: Record<string, HealthRecord>;
	/** Warnings of an ending credential that were told. Absent in states of before they existed. */
	warned?: Warned;
}

/** One tenant's alerts of one source progress on their own. */
export const partitionKey = (source: string, tenantId: string): string => `${source}|${tenantId}`;

export const emptyState = (): TriggerState => ({
	version: VERSION,
	checkpoints: {},
	pending: {},
	health: {},
});

/**
 * Checks what n8n kept. Nothing yet is an empty state; something unreadable is a failure, because starting anew would
 * skip alerts without a word.
 */
export function readState(saved: unknown): Result<TriggerState, Failure> {
	if (saved === undefined) return succeed(emptyState());
	if (!isJsonObject(saved) || saved.version !== VERSION) return fail(unreadable);
	const { checkpoints, pending, health, warned } = saved;
	if (!isRecordOf(checkpoints, isCheckpoint)) return fail(unreadable);
	if (!isRecordOf(pending, isTimestamp) || !isRecordOf(health, isHealthRecord)) return fail(unreadable);
	if (warned === undefined) return succeed({ version: VERSION, checkpoints, pending, health });
	if (!isRecordOf(warned, isDays)) return fail(unreadable);
	return succeed({ version: VERSION, checkpoints, pending, health, warned });
}

const unreadable = configurationFailure(
	"The trigger's saved state is damaged or was written by a newer version of this package.",
	"Nothing was changed. Update the package, or replace the trigger by a new one with 'First Run' set to look back far enough.",
);

function isRecordOf<T>(value: unknown, isEntry: (entry: unknown) => entry is T): value is Record<string, T> {
	return isJsonObject(value) && Object.values(value).every(isEntry);
}

function isCheckpoint(value: unknown): value is Checkpoint {
	return (
		isJsonObject(value) && isTimestamp(value.from) && Array.isArray(value.seen) && value.seen.every(isSeenRow)
	);
}

const isTimestamp = (value: unknown): value is string =>
	typeof value === 'string' && normalizeTimestamp(value) === value;

const isDays = (value: unknown): value is number => typeof value === 'number';

const isSeenRow = (value: unknown): value is SeenRow => hasTexts(value, ['id', 'createdAt']);

const isHealthRecord = (value: unknown): value is HealthRecord =>
	hasTexts(value, ['kind', 'since']) &&
	normalizeTimestamp(value.since) !== undefined &&
	typeof value.reported === 'boolean';

function hasTexts(value: unknown, names: string[]): value is JsonObject {
	return isJsonObject(value) && names.every((name) => typeof value[name] === 'string');
}
