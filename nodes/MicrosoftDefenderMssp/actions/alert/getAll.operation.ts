import type { INodeProperties } from 'n8n-workflow';

import type { AlertFilter } from '../../core/alertFilter';
import { passesFilter, readAlertFilter } from '../../core/alertFilter';
import type { AlertRecord } from '../../core/item';
import { alertItem } from '../../core/item';
import { collection, readDate, readLimit } from '../../core/parameters';
import { succeed } from '../../core/result';
import {
	categories,
	detectionSources,
	deviceGroups,
	deviceTags,
	minimumSeverity,
	serviceSources,
	severities,
	statuses,
	titleContains,
} from '../../descriptions/alertFilters';
import { outputFormatOptions } from '../../descriptions/outputFormat';
import { returnAllProperties } from '../../descriptions/paging';
import { includeEvidenceOption, simplifyProperty, sourceProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import { readAlertSource } from '../../sources';
import { formatItem } from '../../formats/formatItem';
import { readOutputFormat } from '../../formats/readFormat';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { graphEndpoints } from '../../sources/endpoints/graph';
import { firstRecords } from '../../sources/firstRecords';
import { readRecords } from '../../sources/readRecords';
import type { AlertQuery } from '../../sources/source';
import type { Operation, TenantWork } from '../operation';

const properties: INodeProperties[] = [
	sourceProperty,
	...actionTenantProperties,
	...returnAllProperties('Counts per customer tenant, newest alerts first'),
	simplifyProperty,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			categories,
			{
				displayName: 'Created After',
				name: 'createdAfter',
				type: 'dateTime',
				default: '',
				description: 'Only alerts created at this time or later',
			},
			{
				displayName: 'Created Before',
				name: 'createdBefore',
				type: 'dateTime',
				default: '',
				description: 'Only alerts created at this time or earlier',
			},
			detectionSources,
			deviceGroups,
			deviceTags,
			minimumSeverity,
			serviceSources,
			severities,
			statuses,
			titleContains,
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [includeEvidenceOption, ...outputFormatOptions],
	},
];

/** Alert: Get Many. */
export const getManyAlerts: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many alerts',
		description: 'Get many alerts of one or several customer tenants',
	},
	properties,
	endpoints: [graphEndpoints.listAlerts, defenderEndpoints.listAlerts],
	prepare(parameters) {
		const source = readAlertSource(parameters.get('source'));
		if (!source.ok) return source;
		const limit = readLimit(parameters);
		if (!limit.ok) return limit;
		const filters = collection(parameters, 'filters');
		const createdFrom = readDate(filters.createdAfter, 'Created After', parameters.timezone);
		if (!createdFrom.ok) return createdFrom;
		const createdTo = readDate(filters.createdBefore, 'Created Before', parameters.timezone);
		if (!createdTo.ok) return createdTo;
		const checked = readAlertFilter(filters);
		if (!checked.ok) return checked;
		const filter = checked.value;
		const query: AlertQuery = {
			createdFrom: createdFrom.value,
			createdTo: createdTo.value,
			severities: filter.severities,
			statuses: filter.statuses,
			top: filtersLocally(filter) ? source.value.pageSize : Math.min(limit.value, source.value.pageSize),
			includeEvidence: collection(parameters, 'options').includeEvidence !== false,
		};
		const format = readOutputFormat(collection(parameters, 'options'));
		if (!format.ok) return format;
		const simplify = parameters.get('simplify') !== false;
		const work: TenantWork = async (connection, tenant) => {
			const pages = readRecords(source.value, query, connection, tenant.id);
			const keep = ({ simple }: AlertRecord) => passesFilter(simple, filter);
			const found = await firstRecords(pages, { keep, limit: limit.value });
			const { portalUrl } = connection.cloud;
			if (!found.ok) return found;
			return succeed(
				found.value.flatMap((record) =>
					formatItem(alertItem(record, tenant, { portalUrl, simplify }), record, format.value),
				),
			);
		};
		return succeed({ work });
	},
};

/** The services filter by severity and status; the rest only we can. */
function filtersLocally(filter: AlertFilter): boolean {
	// Typed by hand: what was not chosen is undefined, which the type of Object.values forgets.
	const local: Array<string | string[] | undefined> = Object.values({
		...filter,
		severities: [],
		statuses: [],
	});
	return local.some((wanted) => wanted !== undefined && wanted.length > 0);
}
