import type { BacklogWindow } from './backlog';
import { isSweep } from './backlog';
import type { SeenAlerts } from './seen';
import { seenLine } from './seen';
import { earlier, later, nextTick } from './timestamp';

/** Remembered versions of one tenant and source; beyond it the oldest are forgotten, and with them the sweep reaches less far back. */
export const MOST_SEEN = 10_000;
/** And so many characters of JSON, because ids and values may be long. */
const MOST_SEEN_LENGTH = 1_400_000;

/** The versions since `wanted`, as many as may be remembered, and before them those that older unread spans will show again. */
export function forget(
	seen: SeenAlerts,
	{ wanted, newest }: { wanted: string; newest: string },
	backlog: BacklogWindow[],
): { horizon: string; lines: string[] } {
	const unread = backlog.filter((window) => !isSweep(window));
	const isUnread = ({ updatedAt }: SeenLine) =>
		unread.some(({ from, to }) => updatedAt >= from && updatedAt <= to);
	const newestFirst = [...seen]
		.sort(([, a], [, b]) => (a.updatedAt < b.updatedAt ? 1 : -1))
		.map(([key, alert]) => ({ updatedAt: alert.updatedAt, line: seenLine(key, alert) }));
	const again = newestFirst.filter(isUnread);
	const others = newestFirst.filter((entry) => !isUnread(entry));
	const beyond = others[Math.max(0, fitting([...again, ...others]) - again.length)];
	// All of one time or none, or the rest of it would look new to the next read. Never past what is real.
	const horizon = beyond === undefined ? wanted : later(wanted, earlier(nextTick(beyond.updatedAt), newest));
	const kept = [...again, ...others.filter(({ updatedAt }) => updatedAt >= horizon)];
	return { horizon, lines: kept.slice(0, fitting(kept)).map(({ line }) => line) };
}

interface SeenLine {
	updatedAt: string;
	line: string;
}

/** How many of these may be remembered, from the first on. */
function fitting(seen: SeenLine[]): number {
	let length = 0;
	const beyond = seen.findIndex(({ line }, index) => {
		length += JSON.stringify(line).length + 1;
		return index >= MOST_SEEN || length > MOST_SEEN_LENGTH;
	});
	return beyond === -1 ? seen.length : beyond;
}
