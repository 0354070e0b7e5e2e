import type { INodeProperties } from 'n8n-workflow';

/** What alerts and incidents are called in the descriptions of the fields below. */
type Noun = 'alert' | 'incident';

/** Field 'Comment' where it has to be filled in. */
export const commentProperty = (noun: Noun): INodeProperties => ({
	displayName: 'Comment',
	name: 'comment',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	required: true,
	placeholder: 'e.g. Asked the user, who confirmed it',
	description: `Text of the comment, which everybody who can see the ${noun} can read`,
});

/** Field 'Assigned To' of a change. */
export const assignedToField = (noun: Noun): INodeProperties => ({
	displayName: 'Assigned To',
	name: 'assignedTo',
	type: 'string',
	default: '',
	placeholder: 'e.g. kim@contoso.example',
	description: `Who works on the ${noun}, as the name that the person signs in with`,
});

/** Field 'Unassign' of a change, which takes away what 'Assigned To' sets. */
export const unassignField = (noun: Noun): INodeProperties => ({
	displayName: 'Unassign',
	name: 'unassign',
	type: 'boolean',
	default: false,
	description: `Whether to take the ${noun} from whoever has it. Leave 'Assigned To' empty then.`,
});
