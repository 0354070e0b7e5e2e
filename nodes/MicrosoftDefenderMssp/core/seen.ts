import type { Snapshot } from './snapshot';
import { TRACKED } from './snapshot';
import { normalizeTimestamp } from './timestamp';

/** What is remembered of an alert that was handed over or found not to be due. */
export interface SeenAlert {
	/** The version: when it was last updated, normalized. */
	updatedAt: string;
	snapshot: Snapshot;
	/** Of the snapshot only is known whether it was resolved. */
	brief?: true;
	/** This version was not handed over, whatever became of earlier ones. */
	passed?: true;
	/** It was never told, and is due as created in whatever later version comes and passes the filter. */
	untold?: true;
}

export type SeenAlerts = Map<string, SeenAlert>;

/** The services' own ids have up to about 50 characters, their values fewer; neither bound may ever cost an alert. */
const LONGEST_ID = 120;
const LONGEST_VALUE = 60;

const FLAGS = { b: 'brief', p: 'passed', u: 'untold' } as const;
/** The length of a normalized timestamp. */
const TIME = 28;

/**
 * One line per alert: version and flags, tracked values, id, with tabs between. A line and not an object, because n8n stores the
 * state of a thousand customers as one JSON value and wraps each object in a proxy.
 */
export function encodeSeen(seen: SeenAlerts): string[] {
	return [...seen].map(([key, alert]) => seenLine(key, alert));
}

/** One of {@link encodeSeen}'s lines. */
export const seenLine = (key: string, alert: SeenAlert): string =>
	[`${alert.updatedAt}${flagsOf(alert)}`, ...TRACKED.map((name) => alert.snapshot[name] ?? ''), key].join(
		'\t',
	);

const flagsOf = (alert: SeenAlert): string =>
	Object.entries(FLAGS)
		.map(([flag, name]) => (alert[name] ? flag : ''))
		.join('');

/** Whether a line is one of {@link encodeSeen}'s. */
export function isSeenLine(line: string): boolean {
	const [version = '', ...rest] = line.split('\t');
	const updatedAt = version.slice(0, TIME);
	return (
		rest.length === TRACKED.length + 1 &&
		normalizeTimestamp(updatedAt) === updatedAt &&
		/^b?p?u?$/.test(version.slice(TIME))
	);
}

/** The remembered alerts by {@link seenKey}; undefined if a line is none of ours. */
export function decodeSeen(lines: readonly string[]): SeenAlerts | undefined {
	const seen: SeenAlerts = new Map();
	for (const line of lines) {
		if (!isSeenLine(line)) return undefined;
		const [version = '', ...rest] = line.split('\t');
		const key = rest[TRACKED.length] ?? '';
		const snapshot: Snapshot = {};
		for (const [index, name] of TRACKED.entries()) {
			const value = rest[index] ?? '';
			if (value !== '') snapshot[name] = value;
		}
		seen.set(key, { updatedAt: version.slice(0, TIME), snapshot, ...flagsIn(version.slice(TIME)) });
	}
	return seen;
}

const flagsIn = (flags: string): Pick<SeenAlert, 'brief' | 'passed' | 'untold'> => ({
	...(flags.includes('b') && { brief: true }),
	...(flags.includes('p') && { passed: true }),
	...(flags.includes('u') && { untold: true }),
});

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
