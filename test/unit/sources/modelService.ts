import type { AlertQuery } from '../../../nodes/MicrosoftDefenderMssp/sources/source';

export interface Row {
	id: string;
	createdAt: string;
}

export type Order = 'newest first' | 'oldest first';

/** What a service answers: rows within the inclusive bounds, in its order, ties by id, `skip` passed over, `top` at most. */
export function pageOf(
	rows: Row[],
	{ createdFrom, createdTo, skip = 0, top }: AlertQuery,
	order: Order,
): Row[] {
	const sign = order === 'newest first' ? -1 : 1;
	return rows
		.filter(({ createdAt }) => createdAt >= (createdFrom ?? ''))
		.filter(({ createdAt }) => createdTo === undefined || createdAt <= createdTo)
		.sort((a, b) => sign * compare(a.createdAt, b.createdAt) || compare(a.id, b.id))
		.slice(skip, skip + top);
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b);
