import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { FORMATS } from '../formats';

const byName = (list: INodePropertyOptions[]) =>
	[...list].sort((one, other) => one.name.localeCompare(other.name, 'en'));

const formats = Object.entries(FORMATS).map(([value, { title, description }]) => ({
	name: title,
	value,
	description,
}));

/** Option 'Output Format' of what reads alerts or incidents. */
export const outputFormatOption: INodeProperties = {
	displayName: 'Output Format',
	name: 'outputFormat',
	type: 'options',
	options: byName([{ name: 'None', value: 'none', description: 'The alert or incident alone' }, ...formats]),
	default: 'none',
	description:
		'What to add to each item, under the name of the format: the alert or incident as another system takes it. A format with several rows gives an item for each.',
};

/** Field 'Format' of what converts items. */
export const formatProperty: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	options: byName(formats),
	default: 'splunkHec',
	description:
		"What to make of the input item's alert or incident. A format with several rows gives an item for each.",
};
