import type { INodeProperties } from 'n8n-workflow';

import { INDICATOR_ACTIONS, INDICATOR_SEVERITIES, INDICATOR_TYPES } from '../../core/indicator';
import { text } from '../../core/json';
import { knownWords } from '../../core/knownWords';
import { collection, readLimit, words } from '../../core/parameters';
import { succeed } from '../../core/result';
import { checkTexts } from '../../core/textFields';
import { actionOptions, severityOptions, typeOptions } from '../../descriptions/indicators';
import { returnAllProperties } from '../../descriptions/paging';
import { actionTenantProperties } from '../../descriptions/tenants';
import { defenderEndpoints } from '../../sources/endpoints/defender';
import type { IndicatorQuery } from '../../sources/indicators';
import { listIndicators } from '../../sources/indicators';
import type { Operation } from '../operation';

const properties: INodeProperties[] = [
	...actionTenantProperties,
	...returnAllProperties('Counts per customer tenant'),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Actions',
				name: 'actions',
				type: 'multiOptions',
				options: actionOptions,
				default: [],
				description: 'Only indicators with one of these actions',
			},
			{
				displayName: 'Application',
				name: 'application',
				type: 'string',
				default: '',
				placeholder: 'e.g. Threat feed',
				description: 'Only indicators of exactly this application',
			},
			{
				displayName: 'Created By',
				name: 'createdBy',
				type: 'string',
				default: '',
				placeholder: 'e.g. kim@contoso.com',
				description: 'Only indicators that this user (by name) or app (by client ID) created',
			},
			{
				displayName: 'Indicators',
				name: 'values',
				type: 'string',
				default: '',
				placeholder: 'e.g. evil.example, 203.0.113.9',
				description: 'Only indicators with exactly these values, with commas between them',
			},
			{
				displayName: 'Severities',
				name: 'severities',
				type: 'multiOptions',
				options: severityOptions,
				default: [],
				description: 'Only indicators of these severities',
			},
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'e.g. Phishing host of ticket 4711',
				description: 'Only indicators with exactly this title',
			},
			{
				displayName: 'Types',
				name: 'types',
				type: 'multiOptions',
				options: typeOptions,
				default: [],
				description: 'Only indicators of these types',
			},
		],
	},
];

const LABELS = {
	texts: { title: 'Title', application: 'Application', createdBy: 'Created By' },
	lists: { values: 'Indicators', types: 'Types', actions: 'Actions', severities: 'Severities' },
} as const;

/** Indicator: Get Many. */
export const getManyIndicators: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many indicators',
		description:
			'Get many indicators that hold in one or several customer tenants. With the permission Ti.ReadWrite only those that this app created, with Ti.ReadWrite.All every one.',
	},
	properties,
	endpoints: [defenderEndpoints.listIndicators],
	prepare(parameters) {
		const limit = readLimit(parameters);
		if (!limit.ok) return limit;
		const filters = collection(parameters, 'filters');
		const texts = checkTexts(filters, LABELS);
		if (!texts.ok) return texts;
		const types = knownWords(words(filters.types), LABELS.lists.types, INDICATOR_TYPES);
		if (!types.ok) return types;
		const actions = knownWords(words(filters.actions), LABELS.lists.actions, INDICATOR_ACTIONS);
		if (!actions.ok) return actions;
		const severities = knownWords(words(filters.severities), LABELS.lists.severities, INDICATOR_SEVERITIES);
		if (!severities.ok) return severities;
		const query: IndicatorQuery = {
			values: words(filters.values),
			types: types.value,
			actions: actions.value,
			severities: severities.value,
			title: text(filters.title),
			application: text(filters.application),
			createdBy: text(filters.createdBy),
			limit: limit.value,
		};
		return succeed({
			work: async (connection, tenant) => {
				const found = await listIndicators(query, connection, tenant.id);
				return found.ok ? succeed(found.value.map((indicator) => ({ tenant, indicator }))) : found;
			},
		});
	},
};
