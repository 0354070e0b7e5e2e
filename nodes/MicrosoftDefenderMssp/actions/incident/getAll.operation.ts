import type { INodeProperties } from 'n8n-workflow';

import type { Failure } from '../../core/failure';
import { filtersLocally, passesIncidentFilter, readIncidentFilter } from '../../core/incidentFilter';
import type { IncidentRecord } from '../../core/item';
import { incidentItem } from '../../core/item';
import type { JsonObject } from '../../core/json';
import { collection, readDate, readLimit } from '../../core/parameters';
import type { Result } from '../../core/result';
import { succeed } from '../../core/result';
import { incidentFiltersProperty, includeAlertsOption } from '../../descriptions/incidentFilters';
import { outputFormatOptions } from '../../descriptions/outputFormat';
import { returnAllProperties } from '../../descriptions/paging';
import { simplifyProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { formatItem } from '../../formats/formatItem';
import { readOutputFormat } from '../../formats/readFormat';
import { graphEndpoints } from '../../sources/endpoints/graph';
import { graphIncidents } from '../../sources/graphIncidents';
import { findIncidents } from '../../sources/incidents';
import type { IncidentQuery } from '../../sources/source';
import type { Operation, TenantWork } from '../operation';

const properties: INodeProperties[] = [
	...actionTenantProperties,
	...returnAllProperties('Counts per customer tenant, newest incidents first'),
	simplifyProperty,
	incidentFiltersProperty,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [includeAlertsOption, ...outputFormatOptions],
	},
];

/** Incident: Get Many. */
export const getManyIncidents: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many incidents',
		description:
			'Get many incidents of one or several customer tenants, filtered by status, severity, owner, time and more',
	},
	properties,
	endpoints: [graphEndpoints.listIncidents, graphEndpoints.listIncidentAlerts],
	prepare(parameters) {
		const limit = readLimit(parameters);
		if (!limit.ok) return limit;
		const filters = collection(parameters, 'filters');
		const times = readTimes(filters, parameters.timezone);
		if (!times.ok) return times;
		const filter = readIncidentFilter(filters);
		if (!filter.ok) return filter;
		const { pageSize } = graphIncidents;
		const query: IncidentQuery = {
			...times.value,
			...filter.value.asked,
			top: filtersLocally(filter.value) ? pageSize : Math.min(limit.value, pageSize),
			includeAlerts: collection(parameters, 'options').includeAlerts === true,
		};
		const format = readOutputFormat(collection(parameters, 'options'));
		if (!format.ok) return format;
		const simplify = parameters.get('simplify') !== false;
		const search = {
			query,
			keep: (incident: IncidentRecord) => passesIncidentFilter(incident, filter.value),
			limit: limit.value,
		};
		const work: TenantWork = async (connection, tenant) => {
			const found = await findIncidents(search, connection, tenant.id);
			if (!found.ok) return found;
			const { portalUrl } = connection.cloud;
			return succeed(
				found.value.flatMap((record) =>
					formatItem(incidentItem(record, tenant, { portalUrl, simplify }), record, format.value),
				),
			);
		};
		return succeed({ work });
	},
};

const TIMES = [
	['createdFrom', 'createdAfter', 'Created After'],
	['createdTo', 'createdBefore', 'Created Before'],
	['updatedFrom', 'updatedAfter', 'Updated After'],
	['updatedTo', 'updatedBefore', 'Updated Before'],
] as const;

type Times = Partial<Record<(typeof TIMES)[number][0], string>>;

function readTimes(filters: JsonObject, timezone: string): Result<Times, Failure> {
	const times: Times = {};
	for (const [bound, name, label] of TIMES) {
		const time = readDate(filters[name], label, timezone);
		if (!time.ok) return time;
		if (time.value !== undefined) times[bound] = time.value;
	}
	return succeed(times);
}
