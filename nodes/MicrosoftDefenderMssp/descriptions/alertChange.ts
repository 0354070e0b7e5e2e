import type { INodeProperties } from 'n8n-workflow';

import { classificationField, determinationFields } from './classification';
import { assignedToField, unassignField } from './updateFields';

/** What can be changed of an alert; read by `readAlertChange`. A field that is not added stays as it is. */
export const alertUpdateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'What to change. Fields that are not added stay as they are.',
	options: [
		assignedToField('alert'),
		classificationField,
		{
			displayName: 'Comment',
			name: 'comment',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'A comment to add to the alert, as everybody who can see the alert can read it',
		},
		...determinationFields,
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'In Progress', value: 'inProgress' },
				{ name: 'New', value: 'new' },
				{ name: 'Resolved', value: 'resolved' },
			],
			default: 'resolved',
			description: 'Resolved closes the alert',
		},
		unassignField('alert'),
	],
};
