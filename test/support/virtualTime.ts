import type { Timer } from '../../nodes/MicrosoftDefenderMssp/tenants/inTurns';

/** A timer for what is over before any time passes. */
export const never: Timer = async () => await new Promise(() => undefined);

/** A clock that only passes while {@link VirtualTime.run} waits for nothing else, so that a minute takes no time at all. */
export interface VirtualTime {
	/** Milliseconds since 1970. */
	now: () => number;
	wait: (ms: number) => Promise<void>;
	/** The same, ended by a signal. */
	timer: Timer;
	/** Goes on from one wait to the next until the work is done. Throws when nobody waits any more and it is not. */
	run: <T>(work: Promise<T>) => Promise<T>;
	/** Jumps to this moment, if it is still to come. */
	passTo: (ms: number) => void;
}

/** A virtual clock that stands at `start`; milliseconds since 1970. */
export function virtualTime(start: number): VirtualTime {
	let now = start;
	let waiting: Array<{ at: number; resume: () => void }> = [];
	const wait = async (ms: number): Promise<void> => {
		await new Promise<void>((resume) => waiting.push({ at: now + ms, resume }));
	};
	return {
		now: () => now,
		wait,
		timer: async (ms, ended) => {
			if (ended.aborted) return;
			await new Promise<void>((resolve) => {
				const done = (): void => {
					ended.removeEventListener('abort', done);
					resolve();
				};
				ended.addEventListener('abort', done);
				void wait(ms).then(done);
			});
		},
		async run<T>(work: Promise<T>): Promise<T> {
			let isDone = false;
			const noted = work.finally(() => (isDone = true));
			// What the work throws is thrown below.
			noted.catch(() => undefined);
			for (;;) {
				await new Promise(setImmediate);
				// SAFETY: it is changed by `finally`, which the compiler does not see.
				if (isDone as boolean) return await noted;
				const next = Math.min(...waiting.map(({ at }) => at));
				if (next === Infinity) throw new Error('Nobody waits, and the work is not done.');
				now = Math.max(now, next);
				const due = waiting.filter(({ at }) => at <= now);
				waiting = waiting.filter(({ at }) => at > now);
				for (const { resume } of due) resume();
			}
		},
		passTo: (ms) => {
			now = Math.max(now, ms);
		},
	};
}
