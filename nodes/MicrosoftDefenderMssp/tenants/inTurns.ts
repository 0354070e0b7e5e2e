/**
 * Gives every entry one turn after the other, at most `concurrency` at a time, and those that ask for it further turns
 * once all others had theirs. Ends when nobody asks any more. `turn` must not throw.
 */
export async function inTurns<Entry>(
	entries: Entry[],
	concurrency: number,
	turn: (entry: Entry) => Promise<boolean>,
): Promise<void> {
	const queue = [...entries];
	const worker = async () => {
		for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
			if (await turn(entry)) queue.push(entry);
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
}
