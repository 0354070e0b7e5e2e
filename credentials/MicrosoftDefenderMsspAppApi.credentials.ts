import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import {
	certificateField,
	clientSecretField,
	cloudFields,
	privateKeyField,
	secretExpiresField,
	tenantField,
} from '../nodes/MicrosoftDefenderMssp/descriptions/credentialFields';

const forSecret = { show: { clientCredentialType: ['secret'] } };
const forCertificate = { show: { clientCredentialType: ['certificate'] } };

/** One multi-tenant app that each customer has allowed; tokens are fetched per customer tenant by the node. */
export class MicrosoftDefenderMsspAppApi implements ICredentialType {
	name = 'microsoftDefenderMsspAppApi';

	displayName = 'Microsoft Defender MSSP App API';

	icon = {
		light: 'file:../icons/defenderMssp.svg',
		dark: 'file:../icons/defenderMssp.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-microsoft-defender-mssp/n8n-nodes-microsoft-defender-mssp#app-only';

	// The secret opens every customer's tenant: no other node, the HTTP Request node included, may use it.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		...cloudFields,
		{
			...tenantField,
			description:
				"GUID or domain of the tenant to test the credential with: a customer's, or your own. It is also what 'Credential's Tenant' in the nodes means.",
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 11111111-2222-4333-8444-555555555555',
			description:
				"Application (client) ID of your app registration, which must allow 'any organizational directory'",
		},
		{
			displayName: 'Authenticate With',
			name: 'clientCredentialType',
			type: 'options',
			options: [
				{ name: 'Client Secret', value: 'secret' },
				{ name: 'Certificate', value: 'certificate', description: 'Recommended by Microsoft' },
			],
			default: 'secret',
		},
		{ ...clientSecretField, displayOptions: forSecret },
		{ ...secretExpiresField, displayOptions: forSecret },
		{ ...certificateField, displayOptions: forCertificate },
		{ ...privateKeyField, displayOptions: forCertificate },
		{
			displayName: 'Passphrase',
			name: 'passphrase',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: forCertificate,
			description: 'Only if the private key is encrypted',
		},
	];
}
