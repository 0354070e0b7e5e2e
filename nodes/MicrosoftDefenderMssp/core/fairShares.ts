/**
 * Divides `total` among those who want so much each: the modest get all they want, the others equal parts of the rest. What
 * cannot be divided goes to some of those who want more, from position `turn` on, so that over the turns nobody waits for
 * ever. The shares are whole and add up to `total` at most.
 */
export function fairShares(wants: number[], total: number, turn = 0): number[] {
	const shares = wants.map(() => 0);
	const byWant = wants
		.map((want, index) => ({ want, index }))
		.filter(({ want }) => want > 0)
		.sort((a, b) => a.want - b.want);
	let rest = total;
	for (const [served, { want, index }] of byWant.entries()) {
		const even = Math.floor(rest / (byWant.length - served));
		if (even === 0) break;
		const share = Math.min(want, even);
		shares[index] = share;
		rest -= share;
	}
	for (let step = 0; step < wants.length && rest > 0; step += 1) {
		const index = (turn + step) % wants.length;
		if ((shares[index] ?? 0) >= (wants[index] ?? 0)) continue;
		shares[index] = (shares[index] ?? 0) + 1;
		rest -= 1;
	}
	return shares;
}

/** The wants that are met in full, the most modest first, as long as they fit into `total`; undefined: not at all. */
export function wholeShares(wants: number[], total: number): Array<number | undefined> {
	const shares = wants.map((): number | undefined => undefined);
	let rest = total;
	for (const [index, want] of [...wants.entries()].sort(([, a], [, b]) => a - b)) {
		if (want > rest) break;
		shares[index] = want;
		rest -= want;
	}
	return shares;
}
