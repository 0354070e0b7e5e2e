import type { INodeProperties } from 'n8n-workflow';

import { classificationField, determinationFields } from './classification';
import { assignedToField, unassignField } from './updateFields';

/** Parameter 'Update Fields' of an incident. */
export const incidentUpdateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'What to change. Fields that are not added stay as they are.',
	options: [
		assignedToField('incident'),
		classificationField,
		{
			displayName: 'Comment',
			name: 'comment',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description:
				'A comment to add to the incident, as everybody who can see it can read it. It is added after the other changes.',
		},
		{
			displayName: 'Custom Tags',
			name: 'customTags',
			type: 'string',
			default: '',
			placeholder: 'e.g. vip, ticket-4711',
			description: 'Tags that take the place of all custom tags that the incident has, comma-separated',
		},
		...determinationFields,
		{
			displayName: 'Remove Custom Tags',
			name: 'removeCustomTags',
			type: 'boolean',
			default: false,
			description: "Whether to take all custom tags off the incident. Leave 'Custom Tags' empty then.",
		},
		{
			displayName: 'Resolving Comment',
			name: 'resolvingComment',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'Why the incident is resolved and classified so. It is kept apart from the comments.',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'Active', value: 'active' },
				{ name: 'Awaiting Action', value: 'awaitingAction' },
				{ name: 'In Progress', value: 'inProgress' },
				{ name: 'Resolved', value: 'resolved' },
			],
			default: 'resolved',
			description: 'Resolved closes the incident',
		},
		unassignField('incident'),
	],
};
