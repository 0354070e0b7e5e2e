import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

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
	description:
		"How to sign in to the customers' tenants. A person's account has to sign in again now and then; an app needs nobody, which suits many customers.",
	noDataExpression: true,
};

/** Of what operations that ask no tenant have no use for, credentials among it. */
export const hiddenOffline = { operation: ['buildMessage', 'convert'] } satisfies IDisplayOptions['hide'];

/** Parameter 'Authentication' of the action node. */
export const actionAuthenticationProperty: INodeProperties = {
	...authenticationProperty,
	displayOptions: { hide: hiddenOffline },
};
