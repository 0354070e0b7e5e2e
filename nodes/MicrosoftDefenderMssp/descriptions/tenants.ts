import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { tenantLocator } from './locators';

const CREDENTIAL: INodePropertyOptions = {
	name: "Credential's Tenant",
	value: 'credential',
	description: 'The one tenant that the credential names',
};

const LIST: INodePropertyOptions = {
	name: 'List',
	value: 'list',
	description: 'Customer tenants typed in here, each with a name and labels',
};

const JSON_ARRAY: INodePropertyOptions = {
	name: 'JSON',
	value: 'json',
	description: 'An array, typed in or given by an expression',
};

const DISCOVER: INodePropertyOptions = {
	name: 'Discover',
	value: 'discover',
	description:
		"The customers with delegated administration (GDAP) of the credential's tenant. Needs DelegatedAdminRelationship.Read.All.",
};

const INPUT: INodePropertyOptions = {
	name: 'From Input Item',
	value: 'input',
	description: 'The tenant that the incoming item carries, so that you act where the alert came from',
};

const selection = (
	options: INodePropertyOptions[],
	preset: string,
	description = "Whose alerts to fetch. Each customer's Microsoft Entra directory is one tenant.",
): INodeProperties => ({
	displayName: 'Customer Tenants',
	name: 'customerTenants',
	type: 'options',
	options,
	default: preset,
	description,
	noDataExpression: true,
});

const labels: INodeProperties = {
	displayName: 'Labels',
	name: 'labels',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Label',
	default: {},
	description: 'What the next steps need to know of this customer, such as its channel or ticket queue',
	options: [
		{
			displayName: 'Label',
			name: 'label',
			values: [
				{
					displayName: 'Label Name',
					name: 'key',
					type: 'string',
					default: '',
					placeholder: 'e.g. channel',
					description: 'Appears on every item as tenant.labels.<em>name</em>',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. #soc-contoso',
				},
			],
		},
	],
};

const discoverNotice: INodeProperties = {
	displayName:
		'Takes in every customer that has given your tenant delegated administration (GDAP), also those that come later. Choose List or JSON to name the customers yourself, or to give them labels',
	name: 'discoverNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { customerTenants: ['discover'] } },
};

const companions: INodeProperties[] = [
	{
		displayName: 'Customer Name',
		name: 'tenantName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Contoso',
		displayOptions: { show: { customerTenants: ['credential'] } },
		description: 'How the customer is called on items and in messages. Without it, its tenant ID is shown.',
	},
	{
		displayName: 'Tenants',
		name: 'tenantList',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Customer Tenant' },
		placeholder: 'Add Customer Tenant',
		default: {},
		displayOptions: { show: { customerTenants: ['list'] } },
		options: [
			{
				displayName: 'Tenant',
				name: 'tenant',
				values: [
					{
						displayName: 'Tenant ID or Domain',
						name: 'tenantId',
						type: 'string',
						default: '',
						required: true,
						placeholder: 'e.g. contoso.com',
						description: "The customer's tenant GUID or one of its domains",
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Contoso',
						description: 'How the customer is called on items and in messages',
					},
					labels,
				],
			},
		],
	},
	{
		displayName: 'Tenants (JSON)',
		name: 'tenantsJson',
		type: 'json',
		default: '[\n  { "id": "contoso.com", "name": "Contoso", "labels": { "channel": "#soc-contoso" } }\n]',
		displayOptions: { show: { customerTenants: ['json'] } },
		description: 'An array of tenants, each with an ID (GUID or domain), and optionally a name and labels',
	},
];

/** 'Customer Tenants' of the trigger, which has no input item to take a tenant from. */
export const triggerTenantProperties: INodeProperties[] = [
	selection([CREDENTIAL, DISCOVER, JSON_ARRAY, LIST], 'credential'),
	discoverNotice,
	...companions,
];

const WHERE = "Where to work. Each customer's Microsoft Entra directory is one tenant.";

const inputTenant = tenantLocator({ displayOptions: { show: { customerTenants: ['input'] } } });

/** 'Customer Tenants' of the action node. */
export const actionTenantProperties: INodeProperties[] = [
	selection([CREDENTIAL, DISCOVER, INPUT, JSON_ARRAY, LIST], 'input', WHERE),
	inputTenant,
	discoverNotice,
	...companions,
];

/** 'Customer Tenants' of operations that change one thing: nobody means every customer that can be discovered. */
export const changeTenantProperties: INodeProperties[] = [
	selection([CREDENTIAL, INPUT, JSON_ARRAY, LIST], 'input', WHERE),
	inputTenant,
	...companions,
];
