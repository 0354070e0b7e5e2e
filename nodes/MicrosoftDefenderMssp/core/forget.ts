import type { BacklogWindow } from './backlog';
import { isSweep } from './backlog';
import type { SeenAlert, SeenAlerts } from './seen';
import { encodeSeen } from './seenLines';
import { earlier, later, nextTick } from './timestamp';

/** Remembered versions of one tenant and source; beyond it the oldest are forgotten, and with them the sweep reaches less far back. */
export const MOST_SEEN = 40_000;
/** Of so many versions the values are remembered, to tell what changed: divided among the tenants, and of each so many. */
export const DETAILED = { ofAll: 9_000, least: 30, most: 1_000 };
/** Alerts remembered as resolved after their version was forgotten. */
export const MOST_OLD = 128;

/** Of how many versions of each tenant the values are remembered. */
export const detailedOf = (tenants: number): number =>
	Math.min(DETAILED.most, Math.max(DETAILED.least, Math.floor(DETAILED.ofAll / tenants)));

/** What is to be remembered. Normalized timestamps. */
export interface Remembering {
	/** The versions since then. */
	wanted: string;
	/** The newest version that is real. */
	newest: string;
	/** So many of the newest with their values. */
	detailed: number;
	/** Alerts that were resolved, also after their version is forgotten. */
	keepsResolved: boolean;
}

export interface Remembered {
	/** Every version since then is remembered. */
	horizon: string;
	/** There were too many. */
	isCut: boolean;
	lines: string[];
}

type Entry = [key: string, alert: SeenAlert];

/** The versions since `wanted`, as many as may be remembered, and before them those that older unread spans will show again. */
export function forget(
	seen: SeenAlerts,
	{ wanted, newest, detailed, keepsResolved }: Remembering,
	backlog: BacklogWindow[],
): Remembered {
	const unread = backlog.filter((window) => !isSweep(window));
	const isUnread = ([, { updatedAt }]: Entry) =>
		unread.some(({ from, to }) => updatedAt >= from && updatedAt <= to);
	const newestFirst = [...seen]
		.filter(([, { old }]) => old !== true)
		.sort(([, a], [, b]) => (a.updatedAt < b.updatedAt ? 1 : -1));
	const again = newestFirst.filter(isUnread);
	const others = newestFirst.filter((entry) => !isUnread(entry));
	const beyond = others[Math.max(0, MOST_SEEN - again.length)]?.[1];
	// All of one time or none, or the rest of it would look new to the next read. Never past what is real.
	const horizon = beyond === undefined ? wanted : later(wanted, earlier(nextTick(beyond.updatedAt), newest));
	const current = [...again, ...others.filter(([, { updatedAt }]) => updatedAt >= horizon)];
	const kept = new Map(current.slice(0, MOST_SEEN));
	const withValues = new Set(newestFirst.slice(0, detailed).map(([key]) => key));
	const old = keepsResolved ? oldOf(seen, kept) : [];
	const lines = encodeSeen(new Map([...kept, ...old]), (_alert, key) => !withValues.has(key));
	return { horizon, isCut: beyond !== undefined && horizon > wanted, lines };
}

/** What is remembered as resolved, without what is still remembered by its version; the last ones. */
function oldOf(seen: SeenAlerts, kept: SeenAlerts): Entry[] {
	const resolved = [...seen].filter(
		([key, { old, snapshot, untold }]) =>
			!kept.has(key) && (old ?? (snapshot.status === 'resolved' && !untold)),
	);
	const byTime = resolved.sort(([, a], [, b]) => (a.updatedAt < b.updatedAt ? -1 : 1));
	return byTime.slice(-MOST_OLD).map(([key, alert]) => [key, { ...alert, old: true }]);
}
