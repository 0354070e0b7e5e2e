import { fromDigits, toDigits } from './digits';
import type { SeenAlert, SeenAlerts } from './seen';
import { endOfMs, KEY_LENGTH } from './seen';
import type { Snapshot } from './snapshot';
import { normalizeTimestamp, timestampFromMs, timestampToMs } from './timestamp';

/*
 * Lines and not objects, because n8n stores the state of a thousand customers as one JSON value and wraps each object in a
 * proxy. There are three kinds:
 *   a version with its values      <key><time>,<flags>,<values>
 *   versions of four hours         @<hour in which they begin><flags> <milliseconds since then><key>…
 *   alerts that were resolved      @old <key>…
 */

const FLAGS = { b: 'brief', d: 'due', p: 'passed', u: 'untold' } as const;
/** Of versions without values. */
const BRIEF_FLAGS = { p: 'passed', u: 'untold' } as const;
const RESOLVED = 'r';
const OLD = '@old ';
/** Older than every version. */
const LONG_AGO = '0000-01-01T00:00:00.0000000Z';

/** So many milliseconds fit into four digits. */
const BLOCK_MS = 4 * 3_600_000;
const OFFSET_LENGTH = 4;
const ENTRY_LENGTH = OFFSET_LENGTH + KEY_LENGTH;

/** The values in the order of how often there are none. */
const VALUES = [
	'status',
	'severity',
	'incidentId',
	'evidence',
	'classification',
	'determination',
	'assignedTo',
] as const;
/** Values that are written as a letter, A for the first. Only ever to be added to at the end. */
const WORDS = [
	...['new', 'inProgress', 'resolved', 'active', 'informational', 'low', 'medium', 'high', 'unknown'],
	...['truePositive', 'falsePositive', 'informationalExpectedActivity'],
];

const FULL = /^[\w-]{7}([\w-]{10}|[\d:TZ.-]{28}),b?d?p?u?(,[^,]*){0,7}$/;
const BLOCK = /^@(\d{4}-\d{2}-\d{2}T\d{2})(r?p?u?) ([\w-]{11})+$/;
const OLD_ONES = /^@old ([\w-]{7})+$/;

/**
 * What is remembered, the values of those `isBrief` excepted: of their version the millisecond is kept, and whether it was
 * resolved. Alerts that are due again are kept as they are.
 */
export function encodeSeen(
	seen: SeenAlerts,
	isBrief: (alert: SeenAlert, key: string) => boolean = () => false,
): string[] {
	const lines: string[] = [];
	const blocks = new Map<string, string[]>();
	for (const [key, alert] of seen) {
		const isExact = alert.due === true || !(alert.coarse === true || isBrief(alert, key));
		if (alert.old !== true && isExact) lines.push(fullLine(key, alert));
		else addTo(blocks, headOf(alert), alert.old === true ? key : `${offsetOf(alert)}${key}`);
	}
	return [...lines, ...[...blocks].map(([head, entries]) => `${head}${entries.join('')}`)];
}

function addTo(blocks: Map<string, string[]>, head: string, entry: string): void {
	const entries = blocks.get(head);
	if (entries === undefined) blocks.set(head, [entry]);
	else entries.push(entry);
}

/** Whether a line is one of {@link encodeSeen}'s. */
export function isSeenLine(line: string): boolean {
	if (!line.startsWith('@')) return FULL.test(line) && timeIn(headPart(line)) !== undefined;
	if (OLD_ONES.test(line)) return true;
	const hour = BLOCK.exec(line)?.[1];
	return hour !== undefined && blockStart(hour) % BLOCK_MS === 0;
}

/** The remembered alerts; undefined if a line is none of ours. Of two entries of one alert the last counts. */
export function decodeSeen(lines: readonly string[]): SeenAlerts | undefined {
	const seen: SeenAlerts = new Map();
	for (const line of lines) {
		if (!isSeenLine(line)) return undefined;
		if (line.startsWith(OLD)) readOld(seen, line);
		else if (line.startsWith('@')) readBlock(seen, line);
		else readFull(seen, line);
	}
	return seen;
}

function fullLine(key: string, alert: SeenAlert): string {
	const values = VALUES.map((name) => written(alert.snapshot[name] ?? ''));
	return `${key}${timeText(alert.updatedAt)},${flagsOf(alert, FLAGS)},${values.join(',')}`.replace(
		/,+$/,
		',',
	);
}

function readFull(seen: SeenAlerts, line: string): void {
	const [, flags = '', ...values] = line.split(',');
	const snapshot: Snapshot = {};
	for (const [index, name] of VALUES.entries()) {
		const value = read(values[index] ?? '');
		if (value !== '') snapshot[name] = value;
	}
	const updatedAt = timeIn(headPart(line)) ?? '';
	seen.set(line.slice(0, KEY_LENGTH), { updatedAt, snapshot, ...flagsIn(flags, FLAGS) });
}

const headPart = (line: string): string => line.slice(KEY_LENGTH, line.indexOf(','));

function headOf(alert: SeenAlert): string {
	if (alert.old === true) return OLD;
	const ms = timestampToMs(alert.updatedAt);
	const hour = timestampFromMs(ms - modulo(ms, BLOCK_MS)).slice(0, 13);
	const resolved = alert.snapshot.status === 'resolved' ? RESOLVED : '';
	return `@${hour}${resolved}${flagsOf(alert, BRIEF_FLAGS)} `;
}

const offsetOf = ({ updatedAt }: SeenAlert): string =>
	toDigits(modulo(timestampToMs(updatedAt), BLOCK_MS), OFFSET_LENGTH);

function readBlock(seen: SeenAlerts, line: string): void {
	const entries = line.indexOf(' ') + 1;
	const start = blockStart(line.slice(1, 14));
	const flags = line.slice(14, entries - 1);
	const shared = {
		snapshot: flags.includes(RESOLVED) ? { status: 'resolved' } : {},
		brief: true as const,
		coarse: true as const,
		...flagsIn(flags, BRIEF_FLAGS),
	};
	for (let at = entries; at < line.length; at += ENTRY_LENGTH) {
		const ms = start + fromDigits(line.slice(at, at + OFFSET_LENGTH));
		const key = line.slice(at + OFFSET_LENGTH, at + ENTRY_LENGTH);
		seen.set(key, { updatedAt: endOfMs(timestampFromMs(ms)), ...shared });
	}
}

const blockStart = (hour: string): number => Date.parse(`${hour}:00:00Z`);

function readOld(seen: SeenAlerts, line: string): void {
	for (let at = OLD.length; at < line.length; at += KEY_LENGTH) {
		const key = line.slice(at, at + KEY_LENGTH);
		// Its version is remembered, and tells more.
		if (seen.has(key)) continue;
		seen.set(key, { updatedAt: LONG_AGO, snapshot: { status: 'resolved' }, brief: true, old: true });
	}
}

/** Ten digits; a time outside 1970 to 2109, which only a service that is wrong sends, is written out. */
function timeText(time: string): string {
	const ms = timestampToMs(time);
	if (ms < 0 || ms >= 64 ** 7) return time;
	return `${toDigits(ms, 7)}${toDigits(Number(time.slice(23, 27)), 3)}`;
}

/** Undefined where it is none of {@link timeText}'s. */
function timeIn(text: string): string | undefined {
	if (text.length !== 10) return normalizeTimestamp(text) === text ? text : undefined;
	const ticks = fromDigits(text.slice(7));
	if (!(ticks < 10_000)) return undefined;
	return `${timestampFromMs(fromDigits(text.slice(0, 7))).slice(0, 23)}${String(ticks).padStart(4, '0')}Z`;
}

type FlagTable = Readonly<Record<string, 'brief' | 'due' | 'passed' | 'untold'>>;

const flagsOf = (alert: SeenAlert, table: FlagTable): string =>
	Object.entries(table)
		.map(([letter, name]) => (alert[name] ? letter : ''))
		.join('');

const flagsIn = (flags: string, table: FlagTable): Partial<SeenAlert> =>
	Object.fromEntries(
		Object.entries(table).flatMap(([letter, name]) => (flags.includes(letter) ? [[name, true]] : [])),
	);

/** A value without commas, which is no letter alone unless it is a word's. */
function written(value: string): string {
	const at = WORDS.indexOf(value);
	if (at >= 0) return String.fromCharCode(65 + at);
	return /^[A-Z]$/.test(value) ? `%${value}` : value.replace(/%/g, '%%').replace(/,/g, '%.');
}

function read(text: string): string {
	if (/^[A-Z]$/.test(text)) return WORDS[text.charCodeAt(0) - 65] ?? '';
	return text.replace(/%([%.A-Z])/g, (_escape, character: string) => (character === '.' ? ',' : character));
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
