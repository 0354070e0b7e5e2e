import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import { APP_CREDENTIAL, OAUTH2_CREDENTIAL } from '../adapters/connect';

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

/** Both credentials, each shown for its kind of authentication. */
export const credentialDescriptions = (testedBy: string): INodeCredentialDescription[] => [
	{
		name: OAUTH2_CREDENTIAL,
		required: true,
		displayOptions: { show: { authentication: ['oAuth2'] } },
	},
	{
		name: APP_CREDENTIAL,
		required: true,
		testedBy,
		displayOptions: { show: { authentication: ['appOnly'] } },
	},
];
