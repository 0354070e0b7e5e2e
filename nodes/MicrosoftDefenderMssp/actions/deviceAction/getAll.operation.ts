import type { INodeProperties } from 'n8n-workflow';

import { DEVICE_ACTION_STATUSES, DEVICE_ACTION_TYPES } from '../../core/deviceAction';
import { deviceActionItem } from '../../core/deviceItem';
import type { Failure } from '../../core/failure';
import type { JsonObject } from '../../core/json';
import { knownWords } from '../../core/knownWords';
import { collection, readDate, readLimit, words } from '../../core/parameters';
import type { Result } from '../../core/result';
import { succeed } from '../../core/result';
import { checkTexts, filledIn } from '../../core/textFields';
import { deviceActionFilters } from '../../descriptions/deviceFilters';
import { returnAllProperties } from '../../descriptions/paging';
import { simplifyProperty } from '../../descriptions/source';
import { actionTenantProperties } from '../../descriptions/tenants';
import type { DeviceActionQuery } from '../../sources/deviceActions';
import { listDeviceActions } from '../../sources/deviceActions';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import type { Operation, TenantWork } from '../operation';

const properties: INodeProperties[] = [
	...actionTenantProperties,
	...returnAllProperties('Counts per customer tenant'),
	simplifyProperty,
	deviceActionFilters,
];

/** Device Action: Get Many. */
export const getManyDeviceActions: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many device actions',
		description: 'Get many actions on devices of one or several customer tenants',
	},
	properties,
	endpoints: [defenderEndpoints.listDeviceActions],
	prepare(parameters) {
		const limit = readLimit(parameters);
		if (!limit.ok) return limit;
		const filter = readFilter(collection(parameters, 'filters'), parameters.timezone);
		if (!filter.ok) return filter;
		const query = { ...filter.value, limit: limit.value };
		const simplify = parameters.get('simplify') !== false;
		const work: TenantWork = async (connection, tenant) => {
			const found = await listDeviceActions(query, connection, tenant.id);
			const { portalUrl } = connection.cloud;
			return found.ok
				? succeed(found.value.map((action) => deviceActionItem(action, tenant, { portalUrl, simplify })))
				: found;
		};
		return succeed({ work });
	},
};

type Filter = Omit<DeviceActionQuery, 'limit'>;

const LABELS = {
	texts: { deviceId: 'Device ID', requestor: 'Requestor' },
	lists: { statuses: 'Statuses', types: 'Types' },
} as const;

function readFilter(filters: JsonObject, timezone: string): Result<Filter, Failure> {
	const texts = checkTexts(filters, LABELS);
	if (!texts.ok) return texts;
	const statuses = knownWords(words(filters.statuses), LABELS.lists.statuses, DEVICE_ACTION_STATUSES);
	if (!statuses.ok) return statuses;
	const types = knownWords(words(filters.types), LABELS.lists.types, DEVICE_ACTION_TYPES);
	if (!types.ok) return types;
	const createdAfter = readDate(filters.createdAfter, 'Created After', timezone);
	if (!createdAfter.ok) return createdAfter;
	return succeed({
		statuses: statuses.value,
		types: types.value,
		createdAfter: createdAfter.value,
		deviceId: filledIn(filters.deviceId)?.toLowerCase(),
		requestor: filledIn(filters.requestor),
	});
}
