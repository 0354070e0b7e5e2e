/** Ends in reverse order what was started in order. */
export interface Cleanup {
	add: (name: string, end: () => Promise<void> | void) => void;
	/** Ends everything once, however often it is called, and never throws: what cannot end is reported. */
	run: () => Promise<void>;
}

/** An empty list of things to end. */
export function cleanupList(report: (line: string) => void): Cleanup {
	const ends: Array<{ name: string; end: () => Promise<void> | void }> = [];
	let running: Promise<void> | undefined;
	async function endAll(): Promise<void> {
		for (const { name, end } of ends.reverse()) {
			try {
				await end();
			} catch (error) {
				report(`${name} did not end well: ${error instanceof Error ? error.message : String(error)}`);
			}
		}
	}
	return { add: (name, end) => void ends.push({ name, end }), run: () => (running ??= endAll()) };
}

/**
 * Resolves at the first Ctrl+C or request to end, or when the command that started us has died. Further requests change
 * nothing: the terminal and npm both send one, and the clean-up has a time limit of its own.
 */
export function endRequested(): Promise<void> {
	return new Promise((resolve) => {
		for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
			process.on(name, () => {
				resolve();
			});
		if (process.env.npm_lifecycle_event === undefined) return;
		const parent = process.ppid;
		setInterval(() => {
			if (process.ppid !== parent) resolve();
		}, 500).unref();
	});
}
