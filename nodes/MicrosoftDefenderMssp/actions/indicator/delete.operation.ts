import type { INodeProperties } from 'n8n-workflow';

import type { Failure } from '../../core/failure';
import { isJsonObject, text } from '../../core/json';
import { knownWord } from '../../core/knownWords';
import type { ObjectReference } from '../../core/objectReference';
import { idIn, withItemsTenant } from '../../core/objectReference';
import { requiredText } from '../../core/textFields';
import { fail, succeed } from '../../core/result';
import { indicatorProperty } from '../../descriptions/indicators';
import { actionTenantProperties } from '../../descriptions/tenants';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import { deleteIndicator, findIndicators, noSuchIndicator } from '../../sources/indicators';
import type { Operation, TenantWork, WorkResult } from '../operation';
import { checkSingleTenant, namesSeveralTenants } from '../singleTenant';

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
			{
				name: 'Value',
				value: 'value',
				description: 'In every customer tenant chosen; one without it gives an item with noneFound',
			},
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
	prepare(parameters) {
		const deleteBy = knownWord(parameters.get('deleteBy'), 'Delete By', ['id', 'value']);
		if (!deleteBy.ok) return deleteBy;
		const isById = deleteBy.value === 'id';
		const [name, label] = isById ? ['indicatorId', 'Indicator ID'] : ['indicatorValue', 'Indicator'];
		const given = requiredText(parameters.get(name), label, WHAT_TO_ENTER);
		if (!given.ok) return given;
		const { value } = given;
		if (!isById) return succeed({ work: deleteByValue(value, namesSeveralTenants(parameters)) });
		const single = checkSingleTenant(
			parameters,
			'indicators IDs',
			"Choose one customer, or delete by 'Value'.",
		);
		if (!single.ok) return single;
		const { indicator } = parameters.input ?? {};
		const carried = isJsonObject(indicator) ? [indicator.id] : [];
		return succeed({ work: deleteById(withItemsTenant(value, parameters.input, carried)) });
	},
};

/**
 * An indicator found before it is deleted, so that one that is gone meanwhile is what was asked for. Among several customers
 * one without it is a result, but not in silence: it may be there and not be shown to this app.
 */
const deleteByValue =
	(value: string, isOneOfSeveral: boolean): TenantWork =>
	async (connection, tenant) => {
		const found = await findIndicators([value], connection, tenant.id);
		if (!found.ok) return found;
		if (found.value.length === 0) {
			const failure = noSuchIndicator(value);
			const none = { tenant, indicator: { indicatorValue: value }, deleted: false, noneFound: true };
			return isOneOfSeveral ? succeed([{ ...none, remedy: failure.remedy }]) : fail(failure);
		}
		const rows: object[] = [];
		for (const { id, indicatorValue, indicatorType } of found.value) {
			const deleted = await deleteIndicator(text(id) ?? '', connection, tenant.id);
			if (!deleted.ok) return fail(stoppedAfter(rows.length, found.value.length, deleted.failure));
			rows.push({
				tenant,
				indicator: { id, indicatorValue, indicatorType },
				deleted: true,
				...(!deleted.value.wasThere && { alreadyGone: true }),
			});
		}
		return succeed(rows);
	};

/** What was deleted before has no item to tell of it. */
function stoppedAfter(done: number, all: number, failure: Failure): Failure {
	if (done === 0) return failure;
	const verb = done === 1 ? 'was' : 'were';
	return {
		...failure,
		cause: `${done} of ${all} indicators with this value ${verb} deleted before this: ${failure.cause}`,
	};
}

const deleteById =
	(reference: ObjectReference): TenantWork =>
	async (connection, tenant): Promise<WorkResult> => {
		const own = idIn(tenant, reference, { label: 'Indicator ID' });
		if (!own.ok) return own;
		const id = own.value;
		const deleted = await deleteIndicator(id, connection, tenant.id);
		if (!deleted.ok) return deleted;
		return deleted.value.wasThere
			? succeed([{ tenant, indicator: { id }, deleted: true }])
			: fail(noSuchIndicator(id));
	};

const WHAT_TO_ENTER = 'Enter it, or an expression such as {{ $json.indicator.id }} that gives it.';
