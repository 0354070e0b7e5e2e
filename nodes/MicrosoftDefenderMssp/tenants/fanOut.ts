import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { fail } from '../core/result';

/** An entry with what came of it. */
export interface Settled<Entry, T> {
	entry: Entry;
	outcome: Result<T, Failure>;
}

/**
 * Runs `work` for every entry, at most `concurrency` at a time, and returns the outcomes in the order of the entries.
 * An entry is an island: even a bug in `work` becomes this entry's failure and reaches no other.
 */
export async function fanOut<Entry, T>(
	entries: Entry[],
	concurrency: number,
	work: (entry: Entry) => Promise<Result<T, Failure>>,
): Promise<Array<Settled<Entry, T>>> {
	const settled: Array<Settled<Entry, T>> = [];
	const queue = entries.entries();
	const worker = async () => {
		for (const [index, entry] of queue) {
			const attempt = async () => await work(entry);
			const outcome = await attempt().catch((thrown: unknown) => fail(stumbled(thrown)));
			settled[index] = { entry, outcome };
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
	return settled;
}

/** The failure of a tenant whose data made our own code throw. */
export function stumbled(thrown: unknown): Failure {
	return {
		kind: 'unexpectedAnswer',
		appliesTo: 'tenant',
		transient: true,
		cause: `This node could not handle the tenant's data (${thrown instanceof Error ? thrown.name : typeof thrown}).`,
		remedy: 'It is tried again and loses nothing. If it stays so, please report it with the n8n log.',
	};
}
