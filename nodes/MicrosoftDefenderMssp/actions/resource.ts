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
	const lists = Object.values(operations).map(({ properties }) => properties);
	const usersOf = (property: INodeProperties) =>
		Object.keys(operations).filter((name) => operations[name]?.properties.includes(property));
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
		...inTheirOrder(lists).flatMap((property) =>
			showFor({ resource: [resource], operation: usersOf(property) }, [property]),
		),
	];
}

/** All fields, each once, so that those of every list stand in the order of that list, as far as the lists agree. */
function inTheirOrder(lists: INodeProperties[][]): INodeProperties[] {
	const ordered: INodeProperties[] = [];
	let rest = lists;
	for (;;) {
		const heads = rest.flatMap(([head]) => head ?? []);
		const next = heads.find((head) => rest.every((list) => list.indexOf(head) < 1)) ?? heads[0];
		if (next === undefined) return ordered;
		ordered.push(next);
		rest = rest.map((list) => list.filter((property) => property !== next));
	}
}
