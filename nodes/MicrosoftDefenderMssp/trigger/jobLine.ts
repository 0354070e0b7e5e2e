import type { Line } from '../tenants/inTurns';
import type { Room } from './room';
import { SMALL_PAGE } from './room';
import type { Job } from './tenantJob';

/** Fewer rows may not show how they are ordered. */
const SMALLEST_PAGE = 5;

/** The tenants that wait for a turn. */
export interface JobLine extends Line<Job> {
	/** How many could have a turn. */
	waiting(): number;
	/** How many have a page of their newest alerts to come. */
	newestToCome(): number;
	/** Rows to ask for in the next page of a backlog, so that the room is enough for all who wait. */
	share(): number;
	/** Whether this one waits although there would be time. */
	has(job: Job): boolean;
}

/**
 * A line in which everybody's newest alerts come before anybody's older ones. Of those whose older ones wait, who has waited
 * longest comes first, and only as long as there is room for what would be read.
 */
export function createJobLine(jobs: Job[], room: Room, newestUnderWay: () => number): JobLine {
	const newest = [...jobs];
	const older: Job[] = [];
	const newestToCome = () => newest.length + newestUnderWay();
	const mayGo = (job: Job) =>
		job.reader.next() === 'backlog' ? room.isEnoughForPage(newestToCome()) : !room.isEnough(true);
	const nextOlder = (): Job | undefined => {
		const longest = older
			.filter(mayGo)
			.reduce<Job | undefined>(
				(first, job) => (first === undefined || job.olderAt < first.olderAt ? job : first),
				undefined,
			);
		if (longest !== undefined) older.splice(older.indexOf(longest), 1);
		return longest;
	};
	return {
		next: () => newest.shift() ?? nextOlder(),
		again: (job) => {
			(job.reader.next() === 'head' ? newest : older).push(job);
		},
		waiting: () => newest.length + older.filter(mayGo).length,
		newestToCome,
		share() {
			const left = room.left(newestToCome());
			const others = older.filter((job) => job.reader.next() === 'backlog').length;
			return Math.max(SMALLEST_PAGE, Math.min(left, Math.max(SMALL_PAGE, Math.ceil(left / (others + 1)))));
		},
		has: (job) => older.includes(job),
	};
}
