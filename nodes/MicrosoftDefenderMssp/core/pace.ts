/** When polls took place, by our clock; milliseconds. Kept in memory, so that a process begins without. */
export interface Pace {
	/** Of the last poll; since 1970. */
	polledAt?: number;
	/** How long that was after the one before. */
	gapMs?: number;
}

/** A shorter time without a poll is always usual. */
const UNUSUAL_GAP_MS = 10 * 60_000;

/**
 * The pace after a poll at `nowMs`, and whether it breaks off there: it is the first one of a process, or comes much later than
 * the polls before it did, as on a machine that slept. Of the time in between nothing is known then.
 */
export function paceAt({ polledAt, gapMs = 0 }: Pace, nowMs: number): { pace: Pace; isBroken: boolean } {
	if (polledAt === undefined) return { pace: { polledAt: nowMs }, isBroken: true };
	// Also of a clock that was set back since.
	const gap = Math.abs(nowMs - polledAt);
	return { pace: { polledAt: nowMs, gapMs: gap }, isBroken: gap > Math.max(UNUSUAL_GAP_MS, 2 * gapMs) };
}
