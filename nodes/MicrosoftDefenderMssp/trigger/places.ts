import type { TriggerState } from './state';

const DAY_MS = 24 * 3_600_000;
/** A customer or a source that was left is gone on with, without a gap, if it is read again within this time. */
const GONE_ON_WITH_MS = 7 * DAY_MS;
/** What was delivered of it is remembered for so long, so that it is not delivered again. */
const KEPT_MS = 30 * DAY_MS;
/** Beyond the listed ones of two other sources, so many that were left are remembered; those that were left last. */
const MOST_LEFT = 1_000;

type Places = Pick<TriggerState, 'checkpoints' | 'begins' | 'unlisted'>;

/** What is listed at a poll, by `partitionKey`. */
export interface Listed {
	/** Of the ID or domain as typed. */
	references: Set<string>;
	/** Of the tenant ID, where it is known. */
	partitions: Set<string>;
	/** Whether the partition may belong to an entry that cannot be looked up now. */
	isUncertain: (key: string) => boolean;
}

/** Whether it is to begin anew, because it was not read for too long to deliver all of that time. `now` in milliseconds since 1970. */
export function wasAwayLong({ unlisted }: Places, key: string, now: number): boolean {
	return awayFor(unlisted, key, now) > GONE_ON_WITH_MS;
}

/** What is kept of customers and sources that are not read now, and since when they are not. */
export function leftPlaces(
	{ checkpoints, begins, unlisted }: Places,
	{ references, partitions, isUncertain }: Listed,
	now: number,
): Places {
	const since = new Map<string, string | undefined>();
	for (const key of [...Object.keys(checkpoints), ...Object.keys(begins)]) {
		if (references.has(key) || partitions.has(key)) continue;
		const away = awayFor(unlisted, key, now);
		const isOpen = isUncertain(key) && away <= GONE_ON_WITH_MS;
		if (away < KEPT_MS) since.set(key, isOpen ? undefined : (unlisted[key] ?? new Date(now).toISOString()));
	}
	const kept = latest(since, MOST_LEFT + 2 * partitions.size);
	const entries = [...kept];
	return {
		checkpoints: pick(checkpoints, (key) => kept.has(key)),
		begins: pick(begins, (key) => kept.has(key) && awayFor(unlisted, key, now) <= GONE_ON_WITH_MS),
		unlisted: Object.fromEntries(entries.flatMap(([key, time]) => (time === undefined ? [] : [[key, time]]))),
	};
}

/** 0 for one that is listed; also for one that was taken off in the future of a clock that was set back since. */
function awayFor(unlisted: TriggerState['unlisted'], key: string, now: number): number {
	const since = unlisted[key];
	return since === undefined ? 0 : Math.max(0, now - Date.parse(since));
}

/** Those that were left last, so many of them. */
function latest(since: Map<string, string | undefined>, most: number): Map<string, string | undefined> {
	if (since.size <= most) return since;
	const lastFirst = [...since].sort(([, a = '~'], [, b = '~']) => (a < b ? 1 : a > b ? -1 : 0));
	return new Map(lastFirst.slice(0, most));
}

const pick = <T>(entries: Record<string, T>, isWanted: (key: string) => boolean): Record<string, T> =>
	Object.fromEntries(Object.entries(entries).filter(([key]) => isWanted(key)));
