/** Stops `Date` at this time (ms); timers stay real, so that requests go on. Undone by `jest.useRealTimers()`. */
export function fakeDate(now: number): void {
	jest.useFakeTimers({
		now,
		doNotFake: [
			'setTimeout',
			'setImmediate',
			'nextTick',
			'queueMicrotask',
			'clearTimeout',
			'clearImmediate',
			'setInterval',
			'clearInterval',
			'hrtime',
			'performance',
		],
	});
}

/** Moves the `Date` that {@link fakeDate} stopped. */
export function passTime(ms: number): void {
	jest.setSystemTime(Date.now() + ms);
}
