import type { INodeProperties } from 'n8n-workflow';

import { severityOptions } from '../../descriptions/indicators';

/** What an indicator needs to be told apart by people. */
export const textFields: INodeProperties[] = [
	{
		displayName: 'Title',
		name: 'indicatorTitle',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Phishing host of ticket 4711',
		description: 'Title of the indicator, and of the alerts that it raises',
	},
	{
		displayName: 'Description',
		name: 'indicatorDescription',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Seen in the mail campaign of 5 January',
		description: 'Why the indicator is there',
	},
];

/** Collection 'Additional Fields' of Create or Update. */
export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Application',
			name: 'application',
			type: 'string',
			default: '',
			placeholder: 'e.g. Threat feed',
			description: 'Where the indicator comes from. Only kept when it is new, not when it is updated.',
		},
		{
			displayName: 'Device Groups',
			name: 'deviceGroups',
			type: 'string',
			default: '',
			placeholder: 'e.g. Servers, Finance',
			description:
				'Names of the device groups where it holds, with commas between them. Without any it holds on all devices.',
		},
		{
			displayName: 'Educate URL',
			name: 'educateUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://help.contoso.example/blocked',
			description: 'Page that users are pointed to when a URL is blocked or warned of',
		},
		{
			displayName: 'Expires',
			name: 'expires',
			type: 'dateTime',
			default: '',
			description: 'When the indicator goes by itself. Without it, it stays until it is deleted.',
		},
		{
			displayName: 'Generate Alert',
			name: 'generateAlert',
			type: 'boolean',
			default: true,
			description: "Whether an alert is raised when a device meets it. Action 'Audit' always does.",
		},
		{
			displayName: 'Recommended Actions',
			name: 'recommendedActions',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'What the alert tells its reader to do',
		},
		{
			displayName: 'Severity',
			name: 'severity',
			type: 'options',
			options: severityOptions,
			default: 'Medium',
			description: 'Severity of the alerts that it raises',
		},
	],
};
