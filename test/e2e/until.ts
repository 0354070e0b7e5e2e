import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds; throws with `what` when it does not within that time. */
export async function until(
	what: string,
	holds: () => boolean | Promise<boolean>,
	withinMs = 60_000,
): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`Not within ${withinMs / 1000} s: ${what}`);
		await sleep(200);
	}
}
