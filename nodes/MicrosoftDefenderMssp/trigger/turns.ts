import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import type { Delivered, Reading } from './deliver';
import type { JobLine } from './jobLine';
import { createJobLine } from './jobLine';
import type { Pace } from './pace';
import { createPace } from './pace';
import type { PollMemory, PollTime } from './pollFrame';
import type { Room } from './room';
import { createRoom } from './room';
import type { Job } from './tenantJob';

/** What surrounds the reading of all tenants. */
export interface ReadingFrame {
	memory: PollMemory;
	time: PollTime;
	/** Hands over what was read of some while others are still being read; so many items at most. */
	handOver?: (readings: Reading[], most: number) => Delivered;
}

/** The turns of one poll. */
export interface Turns {
	config: TriggerConfig;
	connection: Connection;
	frame: ReadingFrame;
	line: JobLine;
	room: Room;
	pace: Pace;
	/** Whose page is under way, and whether it is one of the newest alerts. */
	underWay: Map<Job, { isNewest: boolean }>;
	/** Whose rows are held and can be handed over, and since when (milliseconds since 1970); the longest first. */
	holding: Map<Job, number>;
	/** Tenants that met a failure of the credential. */
	refusals: number;
	/** The credential got to one. */
	works: boolean;
}

/** Makes ready to read these tenants, those first that come first. */
export function createTurns(
	jobs: Job[],
	config: TriggerConfig,
	connection: Connection,
	frame: ReadingFrame,
): Turns {
	const { maxItems, concurrency, mostConcurrency = concurrency } = config;
	const underWay: Turns['underWay'] = new Map();
	const newestUnderWay = () => [...underWay.values()].filter(({ isNewest }) => isNewest).length;
	const room = createRoom(maxItems);
	const line = createJobLine(jobs, room, newestUnderWay);
	// All customers within a third of a poll; the time in which pages may be begun is about two of them.
	const wantedMs = (frame.time.lastStartAt - connection.now()) / 2;
	const pace = createPace({ from: concurrency, to: mostConcurrency }, wantedMs);
	const begun = { underWay, holding: new Map<Job, number>(), refusals: 0, works: false };
	return { config, connection, frame, line, room, pace, ...begun };
}
