import type { INodeListSearchItems } from 'n8n-workflow';

import type { IncidentRecord } from '../core/item';
import { objects } from '../core/json';
import { incidentLinks } from '../core/links';
import type { Tenant } from '../core/tenant';
import { graphEndpoints } from '../sources/endpoints/graph';
import { isOf } from '../sources/getPage';
import { graphIncidents } from '../sources/graphIncidents';
import type { Connection } from '../transport/connection';
import { callEndpoint } from '../transport/endpoint';
import { capitalized, listOf, matching, tenantPicker } from './picker';

/** A search reads so many pages at once, because Graph gives 50 incidents in each and searches no names. */
const PAGES_OF_A_SEARCH = 4;

/** The latest incidents, by name or number. */
export const searchIncidents = tenantPicker(async ({ filter, page }, connection, tenant) => {
	const { pageSize, largestSkip } = graphIncidents;
	const found: INodeListSearchItems[] = [];
	let skip = Number(page ?? 0);
	for (let pages = filter === '' ? 1 : PAGES_OF_A_SEARCH; pages > 0; pages -= 1) {
		const query = { $top: String(pageSize), $skip: skip > 0 ? String(skip) : undefined };
		const body = await callEndpoint(graphEndpoints.listIncidents, { query }, connection, tenant.id);
		if (!body.ok) return body;
		const rows = objects(body.value.value);
		const own = rows.filter((row) => isOf(tenant.id, row, graphIncidents));
		found.push(...own.map((row) => entryOf(graphIncidents.record(row), connection, tenant)));
		skip += rows.length;
		if (rows.length < pageSize || skip > largestSkip) return listOf(matching(found, filter));
	}
	return listOf(matching(found, filter), String(skip));
});

function entryOf({ simple }: IncidentRecord, { cloud }: Connection, { id }: Tenant): INodeListSearchItems {
	const name = simple.displayName ?? 'Incident';
	return {
		name: `${capitalized(simple.severity ?? 'unknown')}: ${name} (#${simple.id})`,
		value: simple.id,
		url: incidentLinks(simple.id, id, cloud.portalUrl).incident,
	};
}
