import type { INodeProperties } from 'n8n-workflow';

import {
	categories,
	detectionSources,
	deviceGroups,
	deviceTags,
	minimumSeverity,
	serviceSources,
	titleContains,
	triggerStatuses,
} from '../descriptions/alertFilters';
import { authenticationProperty } from '../descriptions/authentication';
import { minimumPriority } from '../descriptions/incidentFilters';
import { outputFormatOptions } from '../descriptions/outputFormat';
import { includeEvidenceOption, simplifyProperty, triggerSourceProperty } from '../descriptions/source';
import { triggerTenantProperties } from '../descriptions/tenants';

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description:
		'Only what passes all of these starts the workflow. What never passes is not delivered, however important.',
	options: [
		categories,
		detectionSources,
		deviceGroups,
		deviceTags,
		{ ...minimumPriority, description: `Of incidents only. ${String(minimumPriority.description)}` },
		minimumSeverity,
		serviceSources,
		triggerStatuses,
		titleContains,
	],
};

const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'multiOptions',
	options: [
		{
			name: 'Created',
			value: 'created',
			action: 'On new alert or incident',
			description: 'An alert came into being, also one that was resolved before it was first seen',
		},
		{
			name: 'Resolved',
			value: 'resolved',
			action: 'On resolved alert or incident',
			description: 'Its status became resolved',
		},
		{
			name: 'Updated',
			value: 'updated',
			action: 'On updated alert or incident',
			description: 'It changed in any other way; what changed is told where the version before is remembered',
		},
	],
	default: ['created'],
	required: true,
	description:
		'What starts the workflow. What happens to an alert in a way not chosen here is not delivered.',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Execution Per',
			name: 'executionPer',
			type: 'options',
			options: [
				{ name: 'Alert', value: 'alert', description: 'An execution for each alert or incident' },
				{ name: 'Poll', value: 'poll', description: 'One execution for all that a poll found' },
				{
					name: 'Tenant',
					value: 'tenant',
					description: 'An execution for each customer that has something new',
				},
			],
			default: 'poll',
			description: 'How what a poll found is divided among executions of the workflow',
		},
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
			description:
				'What is delivered of a customer that is polled for the first time. Later polls go on where the one before ended.',
		},
		includeEvidenceOption,
		{
			displayName: 'Late-Arrival Sweep (Hours)',
			name: 'sweepHours',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 7 * 24 },
			default: 24,
			description:
				'How far back to look, twice an hour, for alerts that became visible late. Nothing is delivered twice by it. What becomes visible later than that is not delivered; 0 turns it off.',
		},
		{
			displayName: 'Look Back (Hours)',
			name: 'lookBackHours',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 180 * 24 },
			default: 24,
			displayOptions: { show: { firstRun: ['lookBack'] } },
			description: 'How far the first run of each customer reaches back',
		},
		{
			displayName: 'Max Items per Poll',
			name: 'maxItems',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 10_000 },
			default: 1000,
			description:
				'How many alerts one poll hands over at most, shared fairly among the customers. What is beyond follows at the next polls.',
		},
		...outputFormatOptions,
		{
			displayName: 'Overlap (Minutes)',
			name: 'overlapMinutes',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 24 * 60 },
			default: 60,
			description:
				'How long before the newest alert to read again at every poll, because an alert can appear after younger ones. Nothing is delivered twice by it. Later ones wait for the sweep; without it they are not delivered.',
		},
		{
			displayName: 'Replay From',
			name: 'replayFrom',
			type: 'dateTime',
			default: '',
			description:
				'Delivers again, once, what was created or changed since this time, with the same event IDs as before. Another time or tenant here replays again.',
		},
		{
			displayName: 'Replay Tenant ID or Domain',
			name: 'replayTenant',
			type: 'string',
			default: '',
			placeholder: 'e.g. contoso.com',
			description: 'The customer to replay, as listed under Customer Tenants; empty: all of them',
		},
		{
			displayName: 'Settle Delay (Minutes)',
			name: 'settleMinutes',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 60 },
			default: 0,
			description:
				'How old an alert has to be before it is delivered, because evidence often arrives minutes after the alert. 0 delivers at once. One that disappears by then is not delivered.',
		},
		{
			displayName: 'Tenants at a Time',
			name: 'concurrency',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 50 },
			default: 10,
			description:
				'How many customer tenants are read side by side. 10 rises by itself, up to 50, where there would not be time for all; any other number is kept.',
		},
	],
};

export const triggerProperties: INodeProperties[] = [
	authenticationProperty,
	triggerSourceProperty,
	triggerOn,
	...triggerTenantProperties,
	simplifyProperty,
	filters,
	options,
];
