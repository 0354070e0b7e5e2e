/** Settles after so many milliseconds, or at once when the signal ends it. */
export type Timer = (ms: number, ended: AbortSignal) => Promise<void>;

/** Who is to have a turn. */
export interface Line<Entry> {
	/** Takes out the one that is next; undefined while nobody can have a turn. */
	next(): Entry | undefined;
	/** Asks for a further turn. */
	again(entry: Entry): void;
}

/** How many turns are taken at a time. */
export interface Places {
	/** At this moment; one at least. */
	count: () => number;
	/** A turn that takes longer gives its place to the next one and goes on beside the others. */
	patienceMs: number;
	/** So many turns may do that at a time. */
	beside: number;
	now: () => number;
	timer: Timer;
	/** Nothing is begun any more, and nothing is waited for. */
	ended: AbortSignal;
}

/** A share of the patience, so that a slow turn is noticed soon after it. */
const LOOKS = 4;

/**
 * Gives everybody in the line one turn after the other, as many at a time as there are places. Settles when nobody asks any
 * more and all turns are over. `turn` resolves to whether a further one is wanted, and must not throw.
 */
export async function inTurns<Entry>(
	line: Line<Entry>,
	places: Places,
	turn: (entry: Entry) => Promise<boolean>,
): Promise<void> {
	const { patienceMs, beside, now, timer, ended } = places;
	const begun = new Map<Entry, number>();
	const taken = (): number => {
		const slow = [...begun.values()].filter((at) => now() - at >= patienceMs).length;
		return begun.size - Math.min(slow, beside);
	};
	let isWatched = false;
	let finish: () => void = () => undefined;
	const done = new Promise<void>((resolve) => (finish = resolve));

	const take = async (entry: Entry): Promise<void> => {
		begun.set(entry, now());
		const wantsMore = await turn(entry);
		begun.delete(entry);
		if (wantsMore) line.again(entry);
		fill();
	};
	const fill = (): void => {
		while (!ended.aborted && taken() < Math.max(1, places.count())) {
			const entry = line.next();
			if (entry === undefined) break;
			void take(entry);
		}
		if (begun.size === 0) finish();
		else if (!isWatched) void watch();
	};
	const watch = async (): Promise<void> => {
		isWatched = true;
		while (begun.size > 0 && !ended.aborted) {
			await timer(patienceMs / LOOKS, ended);
			fill();
		}
		isWatched = false;
	};
	fill();
	await done;
}
