import type { INodeProperties } from 'n8n-workflow';

import { showFor } from '../descriptions/showFor';
import type { Operation } from './operation';

/** What can be done with one kind of thing. */
export interface Resource {
	/** As the list of resources shows it. */
	title: string;
	value: string;
	/** By the value of parameter 'Operation'. */
	operations: Readonly<Record<string, Operation>>;
	/** The operation that is chosen at first. */
	preset: string;
}

/** Parameter 'Operation' of a resource and the fields of all its operations, each shown where it belongs. */
export function resourceProperties({ value: resource, operations, preset }: Resource): INodeProperties[] {
	const options = Object.entries(operations)
		.map(([value, { option }]) => ({ ...option, value }))
		.sort((one, other) => one.name.localeCompare(other.name, 'en'));
	const users = new Map<INodeProperties, string[]>();
	for (const [operation, { properties }] of Object.entries(operations)) {
		for (const property of properties) users.set(property, [...(users.get(property) ?? []), operation]);
	}
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource] } },
			options,
			default: preset,
		},
		...[...users].flatMap(([property, operation]) =>
			showFor({ resource: [resource], operation }, [property]),
		),
	];
}
