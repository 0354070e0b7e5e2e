import type { INodeProperties } from 'n8n-workflow';

const forCustom = { show: { cloud: ['custom'] } };

/** Fields 'Cloud' and, for cloud 'Custom', its addresses. Both credentials have them. */
export const cloudFields: INodeProperties[] = [
	{
		displayName: 'Cloud',
		name: 'cloud',
		type: 'options',
		options: [
			{
				name: 'China (21Vianet)',
				value: 'china',
				description: 'Microsoft documents no alerts API there so far',
			},
			{
				name: 'Custom',
				value: 'custom',
				description: 'Own login and API addresses, such as a proxy or a test environment',
			},
			{ name: 'Global', value: 'global' },
			{ name: 'US Government DoD', value: 'dod' },
			{ name: 'US Government GCC', value: 'gcc' },
			{ name: 'US Government GCC High', value: 'gccHigh' },
		],
		default: 'global',
		description: "The Microsoft cloud that the customer's tenant lives in",
	},
	{
		displayName: 'Login URL',
		name: 'loginUrl',
		type: 'string',
		default: 'https://login.microsoftonline.com',
		required: true,
		placeholder: 'e.g. https://login.proxy.example.com',
		displayOptions: forCustom,
		description: 'Address that takes the place of Microsoft Entra ID, without a path',
	},
	{
		displayName: 'Microsoft Graph URL',
		name: 'graphUrl',
		type: 'string',
		default: 'https://graph.microsoft.com',
		required: true,
		placeholder: 'e.g. https://graph.proxy.example.com',
		displayOptions: forCustom,
		description: 'Address that takes the place of Microsoft Graph, without a path',
	},
	{
		displayName: 'Defender for Endpoint URL',
		name: 'defenderUrl',
		type: 'string',
		default: 'https://api.securitycenter.microsoft.com',
		required: true,
		placeholder: 'e.g. https://defender.proxy.example.com',
		displayOptions: forCustom,
		description: 'Address that takes the place of the Defender for Endpoint API, without a path',
	},
	{
		displayName: 'Portal URL',
		name: 'portalUrl',
		type: 'string',
		default: 'https://security.microsoft.com',
		placeholder: 'e.g. https://security.microsoft.com',
		displayOptions: forCustom,
		description: 'Address that links to alerts and incidents begin with, without a path',
	},
];

/** Field 'Tenant ID' of both credentials. */
export const tenantField: INodeProperties = {
	displayName: 'Tenant ID',
	name: 'tenantId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. contoso.com',
};

/** Field 'Secret Expires' of both credentials: Entra does not tell an app how long its secret lives. */
export const secretExpiresField: INodeProperties = {
	displayName: 'Secret Expires',
	name: 'secretExpires',
	type: 'dateTime',
	default: '',
	description:
		'When the client secret ends, as the app registration shows it. With it, output Tenant Health warns 30, 7 and 1 days ahead.',
};

/** The proofs of who the app is. Named as n8n's own sign-in code reads them (n8n-core, since 2.30). */
export const clientSecretField: INodeProperties = {
	displayName: 'Client Secret',
	name: 'clientSecret',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	required: true,
	description: "The secret's value, not its ID",
};

export const certificateField: INodeProperties = {
	displayName: 'Certificate',
	name: 'certificate',
	type: 'string',
	typeOptions: { password: true, rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. -----BEGIN CERTIFICATE----- …',
	description: 'The certificate uploaded to the app registration, as PEM text',
};

export const privateKeyField: INodeProperties = {
	displayName: 'Private Key',
	name: 'privateKey',
	type: 'string',
	typeOptions: { password: true, rows: 4 },
	default: '',
	required: true,
	description: "The certificate's private key (RSA), as PEM text",
};
