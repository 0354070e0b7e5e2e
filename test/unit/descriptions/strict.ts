import type { INode, INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { Parameters } from '../../../nodes/MicrosoftDefenderMssp/core/parameters';
import { locatorValue } from '../../../nodes/MicrosoftDefenderMssp/core/parameters';

export interface WatchedParameters extends Parameters {
	/** What was read: names of parameters, and `collection.name` for what is inside a collection. */
	read: Set<string>;
}

/**
 * The parameters as n8n gives them to a node: defaults filled in, those that are not shown left out. Reading one that is not
 * there throws, as n8n's own `getNodeParameter` does.
 */
export function strictParameters(
	description: INodeTypeDescription,
	given: INodeParameters,
): WatchedParameters {
	const node: INode = {
		id: 'n',
		name: 'n',
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: given,
	};
	const values =
		NodeHelpers.getNodeParameters(description.properties, given, true, false, node, description) ?? {};
	const read = new Set<string>();
	return {
		get: (name) => {
			if (!(name in values)) throw new Error(`Parameter '${name}' is not there.`);
			read.add(name);
			const value = locatorValue(values[name]);
			return isJsonObject(value) ? watched(value, name, read) : value;
		},
		timezone: 'UTC',
		read,
	};
}

const watched = (collection: JsonObject, name: string, read: Set<string>) =>
	new Proxy(collection, {
		get: (target, part) => {
			if (typeof part === 'string') read.add(`${name}.${part}`);
			return Reflect.get(target, part) as unknown;
		},
	});

/** What the shown collections offer, as `collection.name`; a name may have several forms, shown one at a time. */
export const offeredIn = (description: INodeTypeDescription, shownFor: INodeParameters): string[] => [
	...new Set(
		description.properties
			.filter((property) => property.type === 'collection' && isShown(description, property, shownFor))
			.flatMap(({ name, options = [] }) => options.map((option) => `${name}.${option.name}`)),
	),
];

export const isShown = (
	description: INodeTypeDescription,
	property: INodeProperties,
	shownFor: INodeParameters,
): boolean => NodeHelpers.displayParameter(shownFor, property, { typeVersion: 1 }, description);

/** The collection filled with every option it offers, at its default. */
export function allOptions(
	description: INodeTypeDescription,
	name: string,
	shownFor: INodeParameters,
): INodeParameters {
	const property = description.properties.find(
		(entry) => entry.name === name && isShown(description, entry, shownFor),
	);
	const options = (property?.options ?? []).flatMap((option) => ('default' in option ? [option] : []));
	return Object.fromEntries<INodeParameters[string]>(options.map((option) => [option.name, option.default]));
}

/** The values of an options parameter. */
export const valuesOf = (properties: INodeProperties[], name: string): unknown[] =>
	properties
		.filter((property) => property.name === name)
		.flatMap(({ options = [] }) => options.flatMap((option) => ('value' in option ? [option.value] : [])));
