/** How many tenants are read at a time. */
export interface Pace {
	/** At this moment, when so many wait for a turn. */
	places(waiting: number): number;
	/** A turn took so long; whether the service was in trouble. */
	note(tookMs: number, isTrouble: boolean): void;
	/** How long it takes until so many have had a turn; milliseconds. */
	timeFor(turns: number): number;
}

/** At first and at most. */
export interface Places {
	from: number;
	to: number;
}

/**
 * As few places as are enough for everybody to have a turn within `wantedMs`, at the pace measured. Each turn with trouble halves
 * the places that may be taken, because it may come of too many requests; each without gives back one.
 */
export function createPace({ from, to }: Places, wantedMs: number): Pace {
	let turns = 0;
	let totalMs = 0;
	let wanted = from;
	let allowed = to;
	const turnMs = () => totalMs / Math.max(1, turns);
	const current = () => Math.max(from, Math.min(allowed, wanted));
	return {
		places(waiting) {
			// Never fewer while all goes well, or the last ones would take as long as all others.
			wanted = Math.min(to, Math.max(wanted, Math.ceil((waiting * turnMs()) / wantedMs)));
			return current();
		},
		note(tookMs, isTrouble) {
			turns += 1;
			totalMs += tookMs;
			allowed = isTrouble ? Math.max(from, Math.floor(current() / 2)) : Math.min(to, allowed + 1);
		},
		timeFor: (count) => (count * turnMs()) / current(),
	};
}
