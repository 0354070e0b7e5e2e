import { earlier } from './timestamp';
import type { Window } from './window';

/** A span to read. */
export interface ReadWindow extends Window {
	/** It was read before and is looked through again for rows that became visible late. */
	sweep?: true;
	/** It was read before, and some of its events are due again: those whose remembered version is older than the row. */
	repeat?: true;
}

type WindowSort = Pick<ReadWindow, 'sweep' | 'repeat'>;

export interface BacklogWindow extends ReadWindow {
	to: string;
}

/** More unread spans are joined, which only makes some rows read twice. */
const MOST_BACKLOG = 40;

export const isSweep = ({ sweep }: ReadWindow): boolean => sweep === true;

/** Whether all of the span was read before. */
export const wasRead = ({ sweep, repeat }: ReadWindow): boolean => sweep === true || repeat === true;

/** What sort of span it is, to be kept by its parts. */
export const sortOf = ({ sweep, repeat }: WindowSort): WindowSort => ({
	...(sweep && { sweep }),
	...(repeat && { repeat }),
});

/** Each span once, newest first; joins the oldest when there are too many. */
export function bounded(windows: BacklogWindow[]): BacklogWindow[] {
	const distinct = windows.filter(
		(window, index) =>
			!windows.some(
				(other, at) => at !== index && isPart(window, other) && (at < index || !isPart(other, window)),
			),
	);
	const sorted = distinct.sort((a, b) => (a.to < b.to ? 1 : -1));
	while (sorted.length > MOST_BACKLOG) {
		const [newer, older] = sorted.splice(-2);
		if (newer === undefined || older === undefined) break;
		const sort = sortOf(rankOf(newer) < rankOf(older) ? newer : older);
		sorted.push({ from: earlier(newer.from, older.from), to: newer.to, ...sort });
	}
	return sorted;
}

/**
 * Whether a span is read with another one. What was read before stands for no span that was not, and a sweep for no events
 * that are due again.
 */
export const isPart = (window: BacklogWindow, whole: ReadWindow): boolean =>
	window.from >= whole.from &&
	(whole.to === undefined || window.to <= whole.to) &&
	rankOf(window) >= rankOf(whole);

const rankOf = ({ sweep, repeat }: ReadWindow): number => (sweep ? 2 : repeat ? 1 : 0);
