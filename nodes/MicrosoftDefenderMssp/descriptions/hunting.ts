import type { INodeProperties } from 'n8n-workflow';

/** The fields of a hunting query. */
export const huntingProperties: INodeProperties[] = [
	{
		displayName: 'Query',
		name: 'query',
		type: 'string',
		typeOptions: { rows: 8 },
		default: '',
		required: true,
		placeholder:
			'e.g. DeviceProcessEvents\n| where Timestamp > ago(1d)\n| where FileName == "powershell.exe"\n| project Timestamp, DeviceName, ProcessCommandLine\n| take 100',
		description:
			'Query in Kusto Query Language (KQL) over the tables of advanced hunting, such as AlertInfo, DeviceInfo or DeviceProcessEvents. Microsoft gives 100,000 rows and 50 MB at most, and ends a query after three minutes.',
	},
	{
		displayName: 'Timespan',
		name: 'timespan',
		type: 'options',
		options: [
			{ name: 'As in Query', value: 'query', description: 'The last 30 days, unless the query says less' },
			{ name: 'Custom', value: 'custom', description: 'An ISO 8601 duration, or two times' },
			{ name: 'Last 24 Hours', value: 'P1D' },
			{ name: 'Last 30 Days', value: 'P30D' },
			{ name: 'Last 7 Days', value: 'P7D' },
			{ name: 'Last Hour', value: 'PT1H' },
		],
		default: 'query',
		description: 'How far back to search. Less costs less of the computing time that each tenant has.',
	},
	{
		displayName: 'Custom Timespan',
		name: 'customTimespan',
		type: 'string',
		default: 'P7D',
		required: true,
		displayOptions: { show: { timespan: ['custom'] } },
		placeholder: 'e.g. PT12H or 2026-01-01T00:00:00Z/2026-01-08T00:00:00Z',
		description: 'An ISO 8601 duration back from now, or two times with a slash between',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Rows As',
				name: 'rowsAs',
				type: 'options',
				options: [
					{
						name: 'One Item per Row',
						value: 'items',
						description:
							'Each with its tenant. A tenant without rows gives no item. Where a tenant has as many rows as Microsoft gives at most, each of its items has "truncated": true, because some are probably missing.',
					},
					{
						name: 'One Item per Tenant',
						value: 'tenant',
						description: 'With all rows, their columns and types, and whether rows are probably missing',
					},
				],
				default: 'items',
				description: 'How the rows become items',
			},
		],
	},
];
