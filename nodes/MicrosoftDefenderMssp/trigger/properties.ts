import type { INodeProperties } from 'n8n-workflow';

import {
	categories,
	minimumSeverity,
	serviceSources,
	statuses,
	titleContains,
} from '../descriptions/alertFilters';
import { authenticationProperty } from '../descriptions/authentication';
import { includeEvidenceOption, simplifyProperty, sourceProperty } from '../descriptions/source';
import { triggerTenantProperties } from '../descriptions/tenants';

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [categories, minimumSeverity, serviceSources, statuses, titleContains],
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'First Run',
			name: 'firstRun',
			type: 'options',
			options: [
				{
					name: 'From Now',
					value: 'fromNow',
					description: 'Only alerts created after the customer was added, and in the 15 minutes before',
				},
				{
					name: 'Look Back',
					value: 'lookBack',
					description: "Also the alerts of some hours before, for each customer's first time",
				},
			],
			default: 'fromNow',
		},
		includeEvidenceOption,
		{
			displayName: 'Look Back (Hours)',
			name: 'lookBackHours',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 24,
			displayOptions: { show: { firstRun: ['lookBack'] } },
			description: 'How far the first run of each customer reaches back',
		},
		{
			displayName: 'Overlap (Minutes)',
			name: 'overlapMinutes',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
			description:
				'How long before the newest alert to read again, because an alert can appear after younger ones. Nothing is delivered twice by it.',
		},
		{
			displayName: 'Tenants at a Time',
			name: 'concurrency',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 10,
			description: 'How many customer tenants are read side by side',
		},
	],
};

export const triggerProperties: INodeProperties[] = [
	authenticationProperty,
	sourceProperty,
	...triggerTenantProperties,
	simplifyProperty,
	filters,
	options,
];
