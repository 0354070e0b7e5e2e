import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** The properties, shown only where `conditions` hold besides their own. */
export function showFor(
	conditions: NonNullable<IDisplayOptions['show']>,
	properties: INodeProperties[],
): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...conditions, ...property.displayOptions?.show },
		},
	}));
}

/** The properties, hidden where `conditions` hold, whatever their own say. */
export function hideFor(
	conditions: NonNullable<IDisplayOptions['hide']>,
	properties: INodeProperties[],
): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			hide: { ...property.displayOptions?.hide, ...conditions },
		},
	}));
}
