import { readingOf } from './settle';
import { PATIENCE_MS } from './tenantJob';
import type { Turns } from './turns';

/** Alerts wait so long for others, so that one execution has many of them. */
const GATHER_MS = 2_000;
/** So long between two waves, while turns come and go. */
const PAUSE_MS = 5_000;
const LOOK_MS = 500;
/** A poll that will be over so soon needs no wave. */
const NEARLY_OVER_MS = 3_000;

/** How far a poll has come. */
export interface Standing {
	/** Milliseconds since 1970. */
	now: number;
	/** Since when rows wait to be handed over; undefined: there are none. */
	rowsSince?: number;
	/** When the last wave was. */
	lastWaveAt?: number;
	/** A turn is under way that takes long. */
	isSlow: boolean;
	/** Nothing else is under way, and nobody waits. */
	isQuiet: boolean;
	/** How long the rest will take at the pace of the turns so far, the slow ones aside. */
	restMs: number;
}

/** Whether it is time to hand over what was read, although others are still being read. */
export function isWaveDue({ now, rowsSince, lastWaveAt, isSlow, isQuiet, restMs }: Standing): boolean {
	if (rowsSince === undefined || now - rowsSince < GATHER_MS) return false;
	if (lastWaveAt !== undefined && now - lastWaveAt < (isQuiet ? GATHER_MS : PAUSE_MS)) return false;
	return isSlow || restMs >= NEARLY_OVER_MS || now - rowsSince >= PAUSE_MS;
}

/**
 * What hands over in waves: to be called after each turn, and calls itself twice a second until the signal ends it, because
 * turns may be slow.
 */
export function waveLookout(turns: Turns, ended: AbortSignal): () => void {
	const { frame, connection } = turns;
	if (frame.handOver === undefined) return () => undefined;
	let lastWaveAt: number | undefined;
	const look = (): void => {
		if (ended.aborted || turns.holding.size === 0 || !isWaveDue(standingOf(turns, lastWaveAt))) return;
		if (handOverWave(turns)) lastWaveAt = connection.now();
	};
	const watch = async (): Promise<void> => {
		while (!ended.aborted) {
			await frame.time.timer(LOOK_MS, ended);
			look();
		}
	};
	void watch();
	return look;
}

function standingOf({ holding, connection, line, pace, underWay }: Turns, lastWaveAt?: number): Standing {
	const now = connection.now();
	const [rowsSince] = holding.values();
	const slow = [...underWay.keys()].filter(({ waitingSince = now }) => now - waitingSince >= PATIENCE_MS);
	const rest = line.waiting() + underWay.size - slow.length;
	return {
		now,
		...(rowsSince !== undefined && { rowsSince }),
		...(lastWaveAt !== undefined && { lastWaveAt }),
		isSlow: slow.length > 0,
		isQuiet: rest === 0,
		restMs: pace.timeFor(rest),
	};
}

/** Whether there was anything to hand over. */
function handOverWave({ holding, frame, room, line, config }: Turns): boolean {
	const ready = [...holding.keys()];
	const given = frame.handOver?.(ready.map(readingOf), room.forWave(line.newestToCome()));
	if (given === undefined) return false;
	const items = new Map(given.deliveries.map((delivery) => [delivery.key, delivery.items.length]));
	for (const job of ready) {
		const next = given.checkpoints[job.key];
		// Our own code cannot handle its alerts; that is told at the end.
		if (given.stumbles.has(job.key)) holding.delete(job);
		if (next === undefined) continue;
		holding.delete(job);
		room.handOver(job.held, items.get(job.key) ?? 0);
		job.held = 0;
		job.checkpoint = next;
		const { resume } = next;
		job.reader.handedOver(config.settleMs > 0 && resume !== undefined ? { from: resume } : undefined);
	}
	return given.deliveries.length > 0;
}
