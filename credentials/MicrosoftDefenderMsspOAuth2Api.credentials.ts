import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import {
	cloudFields,
	secretExpiresField,
	tenantField,
	clientSecretField,
	certificateField,
	privateKeyField,
} from '../nodes/MicrosoftDefenderMssp/descriptions/credentialFields';
import {
	addressExpression,
	isForDefenderExpression,
	scopeExpression,
} from '../nodes/MicrosoftDefenderMssp/descriptions/credentialExpressions';

const loginUrl = addressExpression('$self', 'loginUrl', (cloud) => cloud.loginUrl);
const endpoint = (name: string) =>
	`={{ (${loginUrl}) + "/" + $self["tenantId"].trim() + "/oauth2/v2.0/${name}" }}`;

const graphUrl = addressExpression('$credentials', 'graphUrl', ({ graph }) => graph.url);
const defenderUrl = addressExpression('$credentials', 'defenderUrl', ({ defender }) => defender?.url ?? '');
const isForDefender = isForDefenderExpression('$credentials');

const forSecret = { show: { clientCredentialType: ['clientSecret'] } };
const forCertificate = { show: { clientCredentialType: ['certificate'] } };

/** A user signs in to the customer's tenant; n8n exchanges the code, and stores and renews the tokens. */
export class MicrosoftDefenderMsspOAuth2Api implements ICredentialType {
	name = 'microsoftDefenderMsspOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Microsoft Defender MSSP OAuth2 API';

	icon = {
		light: 'file:../icons/defenderMssp.svg',
		dark: 'file:../icons/defenderMssp.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-microsoft-defender-mssp/n8n-nodes-microsoft-defender-mssp#signed-in-user';

	// Not `restrictToSupportedNodes`, as the app credential is: n8n 2.41 then refuses its own test of an OAuth2 credential.
	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{ displayName: 'Use PKCE', name: 'usePkce', type: 'hidden', default: true },
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'hidden', default: endpoint('authorize') },
		{ displayName: 'Access Token URL', name: 'accessTokenUrl', type: 'hidden', default: endpoint('token') },
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			// The browser may hold a session of another customer's account, so always ask which one to use.
			default: 'response_mode=query&prompt=select_account',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: `={{ ${scopeExpression()} }}` },
		{
			displayName: 'Authenticate With',
			name: 'clientCredentialType',
			type: 'options',
			options: [
				{ name: 'Client Secret', value: 'clientSecret' },
				{ name: 'Certificate', value: 'certificate', description: 'Needs n8n 2.30 or later' },
			],
			default: 'clientSecret',
		},
		{ ...clientSecretField, displayOptions: forSecret },
		{ ...secretExpiresField, displayOptions: forSecret },
		{ ...certificateField, displayOptions: forCertificate },
		{
			...privateKeyField,
			displayOptions: forCertificate,
			// n8n's own sign-in code has no place for a passphrase.
			description: "The certificate's private key (RSA, not encrypted), as PEM text",
		},
		...cloudFields,
		{
			...tenantField,
			description:
				"GUID or domain of the customer's tenant, where the user signs in. For one sign-in to many customers: your own tenant.",
		},
		{
			displayName: 'Access To',
			name: 'access',
			type: 'options',
			options: [
				{
					name: 'Microsoft Graph',
					value: 'graph',
					description: "For source 'Alerts (Microsoft Graph)'",
				},
				{
					name: 'Defender for Endpoint',
					value: 'defender',
					description: "For source 'Alerts (Defender for Endpoint)'",
				},
				{
					name: 'Both',
					value: 'both',
					description: 'The customer needs a Defender for Endpoint subscription to sign in',
				},
			],
			default: 'graph',
			description: 'The API that the user is asked to give access to when connecting',
		},
		{
			displayName: 'Access Level',
			name: 'accessLevel',
			type: 'options',
			options: [
				{ name: 'Custom Scopes', value: 'custom', description: 'The scopes that you type in' },
				{ name: 'Read Alerts', value: 'read', description: 'Read alerts, incidents and devices' },
				{ name: 'Read and Update', value: 'update', description: 'Also assign, comment and close' },
				{
					name: 'Read, Update and Device Response',
					value: 'respond',
					description: 'Also isolate and scan devices, hunt, and manage indicators',
				},
			],
			default: 'read',
			description: 'What the user is asked to allow. After a change, connect the credential again.',
		},
		{
			displayName: 'Custom Scopes',
			name: 'customScopes',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://graph.microsoft.com/SecurityAlert.Read.All',
			displayOptions: { show: { accessLevel: ['custom'] } },
			description:
				'Scopes with spaces between them. What a sign-in and its renewal need (openid, profile, offline_access) is added.',
		},
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${isForDefender} ? (${defenderUrl}) : (${graphUrl}) }}`,
			url: `={{ ${isForDefender} ? "/api/alerts?$top=1" : "/v1.0/security/alerts_v2?$top=1" }}`,
		},
	};
}
