import { watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Notices at once when n8n writes to its database. */
export interface WriteWatch {
	/** Resolves to whether it writes within that time, at the moment it does. */
	untilWritten: (withinMs: number) => Promise<boolean>;
	close: () => void;
}

/** Watches the SQLite file in this user folder, and the log of changes that SQLite keeps beside it. */
export function writeWatch(userFolder: string): WriteWatch {
	const listeners = new Set<() => void>();
	const watcher = watch(join(userFolder, '.n8n'), (_, file) => {
		if (file?.startsWith('database.sqlite')) for (const listener of listeners) listener();
	});

	async function untilWritten(withinMs: number): Promise<boolean> {
		const timer = new AbortController();
		let listener = (): void => undefined;
		const written = new Promise<boolean>((resolve) => {
			listener = () => {
				resolve(true);
			};
		});
		listeners.add(listener);
		try {
			const tooLate = sleep(withinMs, false, { signal: timer.signal }).catch(() => false);
			return await Promise.race([written, tooLate]);
		} finally {
			listeners.delete(listener);
			timer.abort();
		}
	}

	return {
		untilWritten,
		close: () => {
			watcher.close();
		},
	};
}
