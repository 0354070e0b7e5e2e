import type { INodeProperties } from 'n8n-workflow';

/** Option 'Verify' of operations that change something. */
const verifyOption: INodeProperties = {
	displayName: 'Verify',
	name: 'verify',
	type: 'boolean',
	default: false,
	description:
		'Whether to read it back afterwards and tell whether the change is there, as "verified" on the item',
};

/** 'Options' of operations that have no other option. */
export const verifyOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [verifyOption],
};
