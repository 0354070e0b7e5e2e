import type { RecordStore, StoredRecord } from './store';

/** How a test changes the records of one kind. Each function throws when there is no such record, or one already. */
export interface RecordControls<R> {
	add(record: R): R;
	update(id: string, change: (record: R) => R): R;
	remove(id: string): void;
}

/** Controls over a store; `owner` and `kind` are for the texts of what went wrong. */
export function recordControls<R extends StoredRecord>(
	store: RecordStore<R>,
	{ owner, kind }: { owner: string; kind: string },
): RecordControls<R> {
	const stored = (id: string): R => {
		const record = store.get(id)?.record;
		if (!record) throw new Error(`${owner} has no ${kind} ${id}`);
		return record;
	};
	return {
		add(record) {
			if (store.get(record.id)) throw new Error(`${owner} has an ${kind} ${record.id} already`);
			store.set(record);
			return record;
		},
		update(id, change) {
			const record = change(stored(id));
			store.set(record);
			return record;
		},
		remove: (id) => {
			store.delete(stored(id).id);
		},
	};
}
