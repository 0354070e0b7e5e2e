import { parseTicks } from '../alerts/timestamp';

export type TimeProperty = 'createdDateTime' | 'lastUpdateDateTime';

/** What alerts and incidents have in common. Records are never changed in place: a change stores a new one. */
export interface StoredRecord extends Record<TimeProperty, string> {
	id: string;
	/** Milliseconds: no API shows the record earlier (rows that arrive after their own time stamps). */
	visibleAt: number;
}

export type Json = Record<string, unknown>;

/** A stored record with what is worked out from it once, and not by every request that sorts, filters or shows it. */
export interface Row<R> {
	record: R;
	ticks: Record<TimeProperty, bigint>;
	/** Answers that showed the record, by `shown`. */
	views: Map<string, Json>;
}

export interface Order {
	property: TimeProperty;
	descending: boolean;
}

/** How the services sort a list when they are not asked. */
export const newestFirst: Order = { property: 'createdDateTime', descending: true };

/** The records of one kind of a tenant, by id. */
export interface RecordStore<R> {
	readonly size: number;
	get(id: string): Row<R> | undefined;
	/** A record stored again keeps its place in the order of addition. */
	set(record: R): void;
	delete(id: string): void;
	/** In the order they were added. */
	all(): R[];
	/** Sorted by a time with all its 100 ns; equal times keep the order of addition. */
	sorted(order: Order): ReadonlyArray<Row<R>>;
}

/** An empty store. A sorted list is kept until a record changes, because clients read far more often than tests write. */
export function createRecordStore<R extends StoredRecord>(): RecordStore<R> {
	const rows = new Map<string, Row<R>>();
	const sortedLists = new Map<string, ReadonlyArray<Row<R>>>();
	return {
		get size() {
			return rows.size;
		},
		get: (id) => rows.get(id),
		set(record) {
			rows.set(record.id, rowOf(record));
			sortedLists.clear();
		},
		delete(id) {
			rows.delete(id);
			sortedLists.clear();
		},
		all: () => [...rows.values()].map(({ record }) => record),
		sorted(order) {
			const key = `${order.property} ${order.descending ? 'desc' : 'asc'}`;
			const list = sortedLists.get(key) ?? sortedRows([...rows.values()], order);
			sortedLists.set(key, list);
			return list;
		},
	};
}

/** The view of a record under a name, built at the first time. It stays the row's: nobody may change it. */
export function shown<R>({ record, views }: Row<R>, name: string, build: (record: R) => Json): Json {
	const view = views.get(name) ?? build(record);
	views.set(name, view);
	return view;
}

/** The first rows that a list keeps. No more are looked for than it needs. */
export function firstRows<R>(
	rows: ReadonlyArray<Row<R>>,
	keep: (row: Row<R>) => boolean,
	limit: number,
): Array<Row<R>> {
	const found: Array<Row<R>> = [];
	for (const row of rows) {
		if (found.length >= limit) break;
		if (keep(row)) found.push(row);
	}
	return found;
}

function rowOf<R extends StoredRecord>(record: R): Row<R> {
	const ticks = (property: TimeProperty) => parseTicks(record[property]) ?? 0n;
	return {
		record,
		ticks: {
			createdDateTime: ticks('createdDateTime'),
			lastUpdateDateTime: ticks('lastUpdateDateTime'),
		},
		views: new Map(),
	};
}

function sortedRows<R>(rows: Array<Row<R>>, { property, descending }: Order): Array<Row<R>> {
	return rows.sort((left, right) => {
		const [earlier, later] = [left.ticks[property], right.ticks[property]];
		if (earlier === later) return 0;
		return earlier < later === descending ? 1 : -1;
	});
}
