import type {
	Advance,
	Checkpoint,
	Progress,
	ReadPage,
	Rules,
	Wanted,
} from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { startAt } from '../../../nodes/MicrosoftDefenderMssp/core/begin';
import { advance } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import type { Row } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { EVENT_TYPES } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import type { SeenAlerts } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { seenKey } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { decodeSeen } from '../../../nodes/MicrosoftDefenderMssp/core/seenLines';
import { atMinute, MINUTE_MS, pageOf, rowAt, span } from './builders';

export const HOUR = 60;

export const DAY = 24 * HOUR;

export const RULES: Rules = {
	overlapMs: HOUR * MINUTE_MS,
	sweepMs: DAY * MINUTE_MS,
	latest: atMinute(100 * DAY),
	detailed: 1_000,
	keepsResolved: false,
	limit: Infinity,
};

export const EVERYTHING: Wanted<Row> = { events: EVENT_TYPES, passes: () => true };

export type Taken = Advance<Row>;

export const take = (before: Checkpoint, progress: Progress<Row>, rules: Partial<Rules> = {}): Taken =>
	advance(before, progress, { ...RULES, ...rules }, EVERYTHING);

/** Takes in a read that got to the end and saw these rows. */
export const takeAll = (before: Checkpoint, rows: Row[], rules: Partial<Rules> = {}): Taken =>
	take(before, { pages: [pageOf(rows, { from: before.resume ?? before.from })], left: [] }, rules);

export const ascendingPage = (rows: Row[], from: number, to: number): ReadPage<Row> => ({
	rows,
	asked: span(from),
	again: span(from, to),
	ascending: true,
});

export const brief = ({ events }: Taken) => events.map(({ type, row }) => `${row.id} ${type}`);

const seenIn = ({ seen }: Checkpoint): SeenAlerts => decodeSeen(seen) ?? new Map<string, never>();

/** Of these alerts those of which something is remembered. */
export const rememberedIn = (checkpoint: Checkpoint, ids: string[]) =>
	ids.filter((id) => seenIn(checkpoint).has(seenKey(id)));

export const countIn = (checkpoint: Checkpoint) => seenIn(checkpoint).size;

/** So many rows, each a minute later than the one before. */
export const rowsFrom = (count: number, minute: number, id = 'row') =>
	Array.from({ length: count }, (_, index) => rowAt(`${id}-${index}`, minute + index));

/** A checkpoint that has taken in these rows. */
export const after = (...rows: Row[]): Checkpoint => takeAll(startAt(atMinute(0)), rows).next;
