import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Parameter 'Indicator': what is looked for on the devices. */
export const indicatorProperty: INodeProperties = {
	displayName: 'Indicator',
	name: 'indicatorValue',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. evil.example',
	description:
		'The file hash (MD5, SHA-1, SHA-256), IP address, domain or URL to watch for. One value, no ranges of addresses and no wildcards.',
};

export const typeOptions: INodePropertyOptions[] = [
	{ name: 'Certificate Thumbprint', value: 'CertificateThumbprint' },
	{ name: 'Domain', value: 'DomainName' },
	{ name: 'File (MD5)', value: 'FileMd5' },
	{ name: 'File (SHA-1)', value: 'FileSha1' },
	{ name: 'File (SHA-256)', value: 'FileSha256' },
	{ name: 'IP Address', value: 'IpAddress' },
	{ name: 'URL', value: 'Url' },
];

/** Parameter 'Type'. */
export const indicatorTypeProperty: INodeProperties = {
	displayName: 'Type',
	name: 'indicatorType',
	type: 'options',
	options: [
		...typeOptions.slice(0, 1),
		{
			name: 'Detect',
			value: 'detect',
			description:
				'Told from the value. A certificate thumbprint looks like a SHA-1 hash: choose it yourself.',
		},
		...typeOptions.slice(1),
	],
	default: 'detect',
};

export const actionOptions: INodePropertyOptions[] = [
	{ name: 'Allowed', value: 'Allowed', description: 'Nothing is blocked and no alert is raised' },
	{ name: 'Audit', value: 'Audit', description: 'Nothing is blocked, but an alert is raised' },
	{ name: 'Block', value: 'Block', description: 'It cannot be run or reached' },
	{
		name: 'Block and Remediate',
		value: 'BlockAndRemediate',
		description: 'A file cannot be run, and is quarantined where it is found',
	},
	{ name: 'Warn', value: 'Warn', description: 'Users are warned and can go on' },
];

/** Parameter 'Action'. */
export const indicatorActionProperty: INodeProperties = {
	displayName: 'Action',
	name: 'indicatorAction',
	type: 'options',
	options: actionOptions,
	default: 'Audit',
	description: 'What every device of the customer does when it meets the indicator',
};

/** In the order of their weight, as everywhere. */
export const severityOptions: INodePropertyOptions[] = [
	{ name: 'Informational', value: 'Informational' },
	{ name: 'Low', value: 'Low' },
	{ name: 'Medium', value: 'Medium' },
	{ name: 'High', value: 'High' },
];

/** Shown where more than one customer may be chosen. */
export const everyCustomerNotice: INodeProperties = {
	displayName:
		'The indicator goes to every customer tenant chosen here, and there to all devices unless you name device groups',
	name: 'everyCustomerNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { customerTenants: ['discover', 'json', 'list'] } },
};
