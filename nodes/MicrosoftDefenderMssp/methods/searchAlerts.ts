import type { INodeListSearchItems } from 'n8n-workflow';

import type { AlertRecord } from '../core/item';
import { isJsonObject, parsed, text, texts } from '../core/json';
import { alertLinks } from '../core/links';
import { fail } from '../core/result';
import type { Tenant } from '../core/tenant';
import { normalizeTimestamp } from '../core/timestamp';
import { readAlertSource } from '../sources';
import { readRecords } from '../sources/readRecords';
import type { Connection } from '../transport/connection';
import { capitalized, listOf, matching, tenantPicker } from './picker';

/** Enough to choose from at a glance; a search looks further. */
const SHOWN = 100;
const PAGES_OF_A_SEARCH = 4;

/** The latest alerts of the source chosen, by title, device or ID; the services themselves search by none of them. */
export const searchAlerts = tenantPicker(async ({ filter, page, parameters }, connection, tenant) => {
	const source = readAlertSource(parameters.get('source'));
	if (!source.ok) return source;
	const from = readPosition(page);
	const top = filter === '' ? SHOWN : source.value.pageSize;
	const query = { createdTo: from.createdTo, top, includeEvidence: false };
	const found: INodeListSearchItems[] = [];
	let next: string | undefined;
	let pages = 0;
	for await (const read of readRecords(source.value, query, connection, tenant.id)) {
		if (!read.ok) return fail(read.failure);
		const { records, count } = read.value;
		const fresh = records.filter(({ simple }) => !from.shown.includes(simple.id)).sort(newestFirst);
		const entries = fresh.map((record) => entryOf(record, connection, tenant));
		found.push(...matching(entries, filter));
		// A page that is not full is the last; one without anything new would lead on for ever.
		const isLast = count < top || fresh.length === 0;
		next = isLast ? undefined : positionAfter(records);
		pages += 1;
		if (isLast || found.length >= SHOWN || pages === (filter === '' ? 1 : PAGES_OF_A_SEARCH)) break;
	}
	return listOf(found, next);
});

function entryOf({ simple }: AlertRecord, { cloud }: Connection, { id }: Tenant): INodeListSearchItems {
	const device = simple.devices[0]?.name;
	const title = `${capitalized(simple.severity ?? 'unknown')}: ${simple.title ?? simple.id}`;
	return {
		name: device === undefined ? title : `${title} (${device})`,
		value: simple.id,
		url: alertLinks(simple, id, cloud.portalUrl).alert,
	};
}

/** Where the next page goes on. */
interface Position {
	createdTo?: string;
	/** Alerts of that very time, which the next page has again. */
	shown: string[];
}

function readPosition(token: string | undefined): Position {
	const read = parsed(token ?? '');
	// Where it is none of ours the list begins anew.
	return isJsonObject(read)
		? { createdTo: normalizeTimestamp(text(read.createdTo)), shown: texts(read.shown) }
		: { shown: [] };
}

const createdAt = ({ simple }: AlertRecord): string => normalizeTimestamp(simple.createdDateTime) ?? '';

const newestFirst = (one: AlertRecord, other: AlertRecord): number =>
	createdAt(other).localeCompare(createdAt(one), 'en');

function positionAfter(records: AlertRecord[]): string | undefined {
	const oldest = records.map(createdAt).sort()[0];
	if (oldest === undefined || oldest === '') return undefined;
	const shown = records.filter((record) => createdAt(record) === oldest).map(({ simple }) => simple.id);
	return JSON.stringify({ createdTo: oldest, shown });
}
