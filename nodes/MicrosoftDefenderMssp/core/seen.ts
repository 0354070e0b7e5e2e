import type { Snapshot } from './snapshot';
import { TRACKED } from './snapshot';
import { normalizeTimestamp } from './timestamp';

/** What is remembered of an alert that was handed over or found not to be due. */
export interface SeenAlert {
	/** The version: when it was last updated, normalized. */
	updatedAt: string;
	snapshot: Snapshot;
}

export type SeenAlerts = Map<string, SeenAlert>;

/** The services' own ids have up to about 50 characters, their values fewer; neither bound may ever cost an alert. */
const LONGEST_ID = 120;
const LONGEST_VALUE = 60;

/**
 * One line per alert: version, tracked values, id, with tabs between. A line and not an object, because n8n stores the
 * state of a thousand customers as one JSON value and wraps each object in a proxy.
 */
export function encodeSeen(seen: SeenAlerts): string[] {
	return [...seen].map(([key, alert]) => seenLine(key, alert));
}

/** One of {@link encodeSeen}'s lines. */
export const seenLine = (key: string, { updatedAt, snapshot }: SeenAlert): string =>
	[updatedAt, ...TRACKED.map((name) => snapshot[name] ?? ''), key].join('\t');

/** Whether a line is one of {@link encodeSeen}'s. */
export function isSeenLine(line: string): boolean {
	const [updatedAt = '', ...rest] = line.split('\t');
	return rest.length === TRACKED.length + 1 && normalizeTimestamp(updatedAt) === updatedAt;
}

/** The remembered alerts by {@link seenKey}; undefined if a line is none of ours. */
export function decodeSeen(lines: readonly string[]): SeenAlerts | undefined {
	const seen: SeenAlerts = new Map();
	for (const line of lines) {
		if (!isSeenLine(line)) return undefined;
		const [updatedAt = '', ...rest] = line.split('\t');
		const key = rest[TRACKED.length] ?? '';
		const snapshot: Snapshot = {};
		for (const [index, name] of TRACKED.entries()) {
			const value = rest[index] ?? '';
			if (value !== '') snapshot[name] = value;
		}
		seen.set(key, { updatedAt, snapshot });
	}
	return seen;
}

/** The id as it is remembered: bounded, without control characters. */
export function seenKey(id: string): string {
	const plain = withoutControls(id);
	if (plain === id && id.length <= LONGEST_ID) return id;
	return `${plain.slice(0, LONGEST_ID)}~${id.length}~${checksum(id)}`;
}

/** A tracked value as it is remembered; empty where there is none. */
export const seenValue = (value = ''): string => withoutControls(value).slice(0, LONGEST_VALUE);

const withoutControls = (text: string): string => text.replace(/\p{Cc}/gu, ' ');

/** 53 bits (cyrb53), so that two texts that begin alike stay two. */
export function checksum(text: string): string {
	let [high, low] = [0xdeadbeef, 0x41c6ce57];
	for (let index = 0; index < text.length; index += 1) {
		const code = text.charCodeAt(index);
		high = Math.imul(high ^ code, 2_654_435_761);
		low = Math.imul(low ^ code, 1_597_334_677);
	}
	high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
	low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
	return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36);
}
