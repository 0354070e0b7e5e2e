import type { JsonObject } from '../core/json';
import { isJsonObject } from '../core/json';
import type { SeenAlert } from '../core/seen';
import { seenKey } from '../core/seen';
import { encodeSeen } from '../core/seenLines';
import type { Snapshot } from '../core/snapshot';
import { normalizeTimestamp } from '../core/timestamp';

const OLDER = 2;

/** A state that an older build stored, as this one does. What is not of its shape is left as it is, for the reader to refuse. */
export function upgraded(state: unknown, version: number): unknown {
	if (!isJsonObject(state) || state.version !== OLDER) return state;
	const { checkpoints, pending, ...rest } = withoutHandOver(state);
	return {
		...rest,
		version,
		checkpoints: mapped(checkpoints, withKeys),
		...(pending !== undefined && {
			pending: Array.isArray(pending) ? pending.map(withUndoKeys) : pending,
		}),
	};
}

/**
 * Without the hand-over that builds before kept in it, which is done again: it held the checkpoints, health and warnings as they
 * stood before, and this build always runs in another process.
 */
function withoutHandOver(state: JsonObject): JsonObject {
	const { handOver, ...rest } = state;
	if (!isJsonObject(handOver)) return state;
	const { checkpoints, health, warned, replayed } = handOver;
	if (!isJsonObject(rest.checkpoints) || !isJsonObject(checkpoints)) return state;
	const before = Object.entries({ ...rest.checkpoints, ...checkpoints }).filter(
		([, entry]) => entry !== null,
	);
	return { ...rest, checkpoints: Object.fromEntries(before), health, warned, replayed };
}

const withUndoKeys = (pending: unknown): unknown =>
	isJsonObject(pending) ? { ...pending, undo: mapped(pending.undo, withKeys) } : pending;

const mapped = (entries: unknown, change: (entry: unknown) => unknown): unknown =>
	isJsonObject(entries)
		? Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, change(entry)]))
		: entries;

/** With the versions by the keys of their ids, where they stood with the ids. */
function withKeys(place: unknown): unknown {
	if (!isJsonObject(place) || !Array.isArray(place.seen)) return place;
	const seen = place.seen.map(versionIn);
	return seen.every((entry) => entry !== undefined) ? { ...place, seen: encodeSeen(new Map(seen)) } : place;
}

/** The values in the order of that build, which stays what it was when the tracked ones change. */
const NAMES = [
	'status',
	'severity',
	'assignedTo',
	'classification',
	'determination',
	'incidentId',
	'evidence',
] as const;
const TIME_LENGTH = 28;

/** Of a line `<time><flags>\t<values>\t<id>`; undefined if it is none. */
function versionIn(line: unknown): [string, SeenAlert] | undefined {
	if (typeof line !== 'string') return undefined;
	const [version = '', ...values] = line.split('\t');
	const [updatedAt, flags] = [version.slice(0, TIME_LENGTH), version.slice(TIME_LENGTH)];
	if (values.length !== NAMES.length + 1 || normalizeTimestamp(updatedAt) !== updatedAt) return undefined;
	const snapshot: Snapshot = {};
	for (const [index, name] of NAMES.entries()) if (values[index]) snapshot[name] = values[index];
	// It may be due again, which was not said.
	const passed = flags.includes('p') ? { passed: true as const, due: true as const } : {};
	const brief = flags.includes('b') ? { brief: true as const } : {};
	const untold = flags.includes('u') ? { untold: true as const } : {};
	return [seenKey(values[NAMES.length] ?? ''), { updatedAt, snapshot, ...brief, ...passed, ...untold }];
}
