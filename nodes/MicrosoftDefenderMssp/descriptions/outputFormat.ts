import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { FORMATS } from '../formats';

const byName = (list: INodePropertyOptions[]) =>
	[...list].sort((one, other) => one.name.localeCompare(other.name, 'en'));

const formats = Object.entries(FORMATS).map(([value, { title, description }]) => ({
	name: title,
	value,
	description,
}));

/** What goes with a format, shown where field `chosenIn` names it. */
const furtherOptions = (chosenIn: string): INodeProperties[] => [
	{
		displayName: 'Elastic Integration Fields',
		name: 'elasticIntegrationFields',
		type: 'boolean',
		default: false,
		displayOptions: { show: { [chosenIn]: ['ecs'] } },
		description:
			"Whether to add the fields by which Elastic's integration for Microsoft Defender XDR names its events, so that Elastic's prebuilt rules for Defender alerts and incidents find them",
	},
	{
		displayName: 'Splunk Add-on Events',
		name: 'splunkAddOnEvents',
		type: 'boolean',
		default: false,
		displayOptions: { show: { [chosenIn]: ['splunkHec'] } },
		description:
			"Whether to send the service's own object under the sourcetypes of the Splunk Add-on for Microsoft Security, so that searches written for it go on working",
	},
];

/** Option 'Output Format' of what reads alerts or incidents, and those that go with it. */
export const outputFormatOptions: INodeProperties[] = [
	{
		displayName: 'Output Format',
		name: 'outputFormat',
		type: 'options',
		options: byName([
			{ name: 'None', value: 'none', description: 'The alert or incident alone' },
			...formats,
		]),
		default: 'none',
		description:
			'What to add to each item, under the name of the format: the alert or incident as another system takes it. A format with several rows gives an item for each.',
	},
	...furtherOptions('outputFormat'),
];

/** Field 'Format' of what converts items, and those that go with it. */
export const formatProperties: INodeProperties[] = [
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: byName(formats),
		default: 'splunkHec',
		description:
			"What to make of the input item's alert or incident. A format with several rows gives an item for each.",
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: furtherOptions('/format'),
	},
];
