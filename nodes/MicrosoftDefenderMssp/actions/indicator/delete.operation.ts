import type { INodeProperties } from 'n8n-workflow';

import type { Failure } from '../../core/failure';
import { configurationFailure } from '../../core/failure';
import { text } from '../../core/json';
import type { Parameters } from '../../core/parameters';
import type { Result } from '../../core/result';
import { fail, succeed } from '../../core/result';
import { indicatorProperty } from '../../descriptions/indicators';
import { actionTenantProperties } from '../../descriptions/tenants';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { deleteIndicator, findIndicators, noSuchIndicator } from '../../sources/indicators';
import { selectTenants } from '../../tenants/selectTenants';
import type { Operation, TenantWork, WorkResult } from '../operation';

const properties: INodeProperties[] = [
	...actionTenantProperties,
	{
		displayName: 'Delete By',
		name: 'deleteBy',
		type: 'options',
		options: [
			{
				name: 'ID',
				value: 'id',
				description: 'In one customer tenant: every tenant gives its indicators IDs of its own',
			},
			{ name: 'Value', value: 'value', description: 'In every customer tenant chosen' },
		],
		default: 'value',
	},
	{
		displayName: 'Indicator ID',
		name: 'indicatorId',
		type: 'string',
		default: '={{ $json.indicator.id }}',
		required: true,
		placeholder: 'e.g. 2841',
		displayOptions: { show: { deleteBy: ['id'] } },
		description: "As the items of 'Get Many' and 'Create or Update' carry it",
	},
	{
		...indicatorProperty,
		default: '={{ $json.indicator.indicatorValue }}',
		displayOptions: { show: { deleteBy: ['value'] } },
		description: 'The file hash, IP address, domain or URL whose indicators are deleted, of whatever type',
	},
];

/** Indicator: Delete. */
export const deleteIndicators: Operation = {
	option: {
		name: 'Delete',
		action: 'Delete an indicator',
		description:
			'Delete an indicator by its value in one or several customer tenants, or by its ID in one, so that devices no longer allow, audit, warn of or block it',
	},
	properties,
	endpoints: [defenderEndpoints.listIndicators, defenderEndpoints.deleteIndicator],
	oneTenantHasIt: true,
	prepare(parameters) {
		const isById = parameters.get('deleteBy') === 'id';
		const name = isById ? 'indicatorId' : 'indicatorValue';
		const value = text(parameters.get(name))?.trim() ?? '';
		if (value === '') return fail(isEmpty(isById ? 'Indicator ID' : 'Indicator'));
		if (!isById) return succeed({ work: deleteByValue(value) });
		const single = checkSingleTenant(parameters);
		return single.ok ? succeed({ work: deleteById(value) }) : single;
	},
};

/** An indicator found before it is deleted, so that one that is gone meanwhile is what was asked for. */
const deleteByValue =
	(value: string): TenantWork =>
	async (connection, tenant) => {
		const found = await findIndicators([value], connection, tenant.id);
		if (!found.ok) return found;
		if (found.value.length === 0) return fail(noSuchIndicator(value));
		const rows: object[] = [];
		for (const { id, indicatorValue, indicatorType } of found.value) {
			const deleted = await deleteIndicator(text(id) ?? '', connection, tenant.id);
			if (!deleted.ok) return deleted;
			rows.push({
				tenant,
				indicator: { id, indicatorValue, indicatorType },
				deleted: true,
				...(!deleted.value.wasThere && { alreadyGone: true }),
			});
		}
		return succeed(rows);
	};

const deleteById =
	(id: string): TenantWork =>
	async (connection, tenant): Promise<WorkResult> => {
		const deleted = await deleteIndicator(id, connection, tenant.id);
		if (!deleted.ok) return deleted;
		return deleted.value.wasThere
			? succeed([{ tenant, indicator: { id }, deleted: true }])
			: fail(noSuchIndicator(id));
	};

/** The same ID is another indicator in the next tenant, which nobody wants to delete. */
function checkSingleTenant(parameters: Parameters): Result<unknown, Failure> {
	const isDiscovered = parameters.get('customerTenants') === 'discover';
	const entries = isDiscovered ? undefined : selectTenants(parameters, '');
	return isDiscovered || (entries?.ok === true && entries.value.length > 1)
		? fail(
				configurationFailure(
					"'Customer Tenants' names several customers, but every tenant gives its indicators IDs of its own.",
					"Choose one customer, or delete by 'Value'.",
				),
			)
		: succeed(undefined);
}

const isEmpty = (label: string): Failure =>
	configurationFailure(
		`'${label}' is empty.`,
		'Enter it, or an expression such as {{ $json.indicator.id }} that gives it.',
	);
