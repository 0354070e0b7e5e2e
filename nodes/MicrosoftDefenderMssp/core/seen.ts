import { checksumOf } from './checksum';
import { toDigits } from './digits';
import type { Snapshot } from './snapshot';
import { nextTick, previousTick } from './timestamp';
import { wellFormed } from './wellFormed';

/** What is remembered of an alert that was handed over or found not to be due. */
export interface SeenAlert {
	/** The version: when it was last updated, normalized. */
	updatedAt: string;
	snapshot: Snapshot;
	/** Of the snapshot only is known whether it was resolved. */
	brief?: true;
	/** The version is known to the millisecond, as the last one in it. */
	coarse?: true;
	/** This version was not handed over, whatever became of earlier ones. */
	passed?: true;
	/** It was never told, and is due as created in whatever later version comes and passes the filter. */
	untold?: true;
	/** A hand-over of the version that follows did not arrive, so that one is due again. */
	due?: true;
	/** It was handled before all that is remembered by time, and which version is not known. */
	old?: true;
}

/** By {@link seenKey}. */
export type SeenAlerts = Map<string, SeenAlert>;

/** Values have fewer characters; the bound may never cost an alert. */
const LONGEST_VALUE = 60;
/** 42 bits of the id. Two of ten thousand alerts share a key in one of 100,000 customers; see `isAnother`. */
export const KEY_LENGTH = 7;

/** What stands for an id: short, because the state of a thousand customers is stored as one value. */
export const seenKey = (id: string): string => toDigits(checksumOf(id) % 64 ** KEY_LENGTH, KEY_LENGTH);

/** A tracked value as it is remembered; empty where there is none. */
export const seenValue = (value = ''): string =>
	wellFormed(value.replace(/\p{Cc}/gu, ' ').slice(0, LONGEST_VALUE));

/** The first moment of the millisecond of a normalized timestamp. */
const startOfMs = (time: string): string => `${time.slice(0, 23)}0000Z`;

/** The last one. */
export const endOfMs = (time: string): string => `${time.slice(0, 23)}9999Z`;

/** A moment before this version, and as close to it as is known. */
export const beforeVersion = ({ updatedAt, coarse }: SeenAlert): string =>
	previousTick(coarse ? startOfMs(updatedAt) : updatedAt);

/** Whether the version that followed `moment` at once, or one before it, is what is remembered. */
export function isUpTo({ updatedAt, coarse }: SeenAlert, moment: string): boolean {
	const next = nextTick(moment);
	return updatedAt <= (coarse ? endOfMs(next) : next);
}
