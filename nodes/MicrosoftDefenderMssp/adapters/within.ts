import { timer } from './timer';

/** What the promise gives, or undefined if it takes longer than this many milliseconds. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
	const controller = new AbortController();
	const late = timer(ms, controller.signal).then(() => undefined);
	try {
		return await Promise.race([promise, late]);
	} finally {
		controller.abort();
	}
}
