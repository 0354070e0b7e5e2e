import type { INodeProperties } from 'n8n-workflow';

/** Parameter 'Authentication', which picks the credential. */
export const authenticationProperty: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	options: [
		{
			name: 'OAuth2 (Signed-In User)',
			value: 'oAuth2',
			description: "A user of yours signs in to the customer's tenant",
		},
		{
			name: 'App-Only (Secret or Certificate)',
			value: 'appOnly',
			description: 'One app that each customer has allowed, for many tenants and unattended use',
		},
	],
	default: 'oAuth2',
	noDataExpression: true,
};
