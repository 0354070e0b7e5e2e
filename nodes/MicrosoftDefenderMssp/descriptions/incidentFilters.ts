import type { INodeProperties } from 'n8n-workflow';

import { minimumSeverity, severities, titleContains } from './alertFilters';
import { classificationOptions, determinationOptions } from './classification';

const time = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'dateTime',
	default: '',
	description,
});

/** Source: Graph `incident`, property `priorityScore`. */
export const minimumPriority: INodeProperties = {
	displayName: 'Minimum Priority',
	name: 'minimumPriority',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 50,
	description:
		'Incidents whose priority score, from 0 to 100, is below it are left out. An incident that Microsoft has not scored yet passes.',
};

/** Parameter 'Filters' of incidents. */
export const incidentFiltersProperty: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Assigned To',
			name: 'assignedTo',
			type: 'string',
			default: '',
			placeholder: 'e.g. kim@contoso.example',
			description: 'Only incidents assigned to this user, as the portal shows the owner',
		},
		{
			displayName: 'Classifications',
			name: 'classifications',
			type: 'multiOptions',
			options: classificationOptions,
			default: [],
			description: 'Only incidents classified as one of these',
		},
		time('Created After', 'createdAfter', 'Only incidents created at this time or later'),
		time('Created Before', 'createdBefore', 'Only incidents created at this time or earlier'),
		{
			displayName: 'Determinations',
			name: 'determinations',
			type: 'multiOptions',
			options: determinationOptions,
			default: [],
			description: 'Only incidents determined to be one of these',
		},
		minimumPriority,
		{ ...minimumSeverity, description: 'Incidents below it are left out' },
		{ ...severities, description: 'Only incidents of these severities' },
		{
			displayName: 'Statuses',
			name: 'statuses',
			type: 'multiOptions',
			options: [
				{ name: 'Active', value: 'active' },
				{ name: 'Awaiting Action', value: 'awaitingAction' },
				{ name: 'In Progress', value: 'inProgress' },
				{ name: 'Redirected', value: 'redirected', description: 'Merged into another incident' },
				{ name: 'Resolved', value: 'resolved' },
			],
			default: [],
			description: 'Only incidents with one of these statuses',
		},
		{
			displayName: 'Tags',
			name: 'tags',
			type: 'string',
			default: '',
			placeholder: 'e.g. vip, ransomware',
			description:
				'Only incidents with one of these tags, comma-separated, custom tags and system tags alike',
		},
		{ ...titleContains, description: 'Only incidents whose name contains this text, whatever its case' },
		time('Updated After', 'updatedAfter', 'Only incidents last updated at this time or later'),
		time('Updated Before', 'updatedBefore', 'Only incidents last updated at this time or earlier'),
	],
};

/** Option 'Include Alerts'. */
export const includeAlertsOption: INodeProperties = {
	displayName: 'Include Alerts',
	name: 'includeAlerts',
	type: 'boolean',
	default: false,
	description:
		"Whether to get the alerts of each incident too, with their devices, users and files. An incident of many whose alerts Microsoft cannot give comes without 'alerts'.",
};
