import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { isObject } from '../../n8n/json';

/** What of a node's parameters its description does not have, does not show, or does not allow. */
export function parameterProblems(node: INode, description: INodeTypeDescription): string[] {
	const { properties } = description;
	const filled: INodeParameters =
		NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description) ?? {};
	const shown = properties.filter((property) =>
		NodeHelpers.displayParameter(filled, property, node, description),
	);
	const missing = NodeHelpers.getNodeParametersIssues(properties, node, description)?.parameters ?? {};
	return [
		...Object.values(missing).flat(),
		...Object.entries(node.parameters).flatMap(([name, value]) => entryProblems(name, value, shown)),
	];
}

/** A value is fine if it suits one of the fields of its name, which stand for different operations. */
function entryProblems(
	name: string,
	value: unknown,
	offered: ReadonlyArray<INodeProperties | INodePropertyOptions | INodePropertyCollection>,
): string[] {
	const fields = offered.filter((field) => field.name === name);
	const [first = [`there is no field '${name}'`], ...others] = fields.map((field) =>
		valueProblems(value, field),
	);
	return others.some((problems) => problems.length === 0) ? [] : first;
}

function valueProblems(
	value: unknown,
	field: INodeProperties | INodePropertyOptions | INodePropertyCollection,
): string[] {
	if ('values' in field) return listOf(value).flatMap((entry) => groupProblems(entry, field.values));
	if (!('type' in field) || isExpression(value)) return [];
	const { name, type, options = [] } = field;
	if (type === 'collection' || type === 'fixedCollection') return groupProblems(value, options);
	if (type === 'options' || type === 'multiOptions') return choiceProblems(value, field);
	if (type === 'resourceLocator') return locatorProblems(value, field);
	return PLAIN.includes(type) && typeof value !== type ? [`'${name}' is no ${type}`] : [];
}

/** A plain value would do at run time, but the editor could not show which mode it is in. */
function locatorProblems(value: unknown, { name, modes = [] }: INodeProperties): string[] {
	const isRight = isObject(value) && value.__rl === true && modes.some((mode) => mode.name === value.mode);
	return isRight ? [] : [`'${name}' is not in a mode that it has`];
}

const PLAIN: string[] = ['string', 'boolean', 'number'];

function choiceProblems(value: unknown, { name, options = [] }: INodeProperties): string[] {
	const allowed = options.flatMap((option) => ('value' in option ? [option.value] : []));
	return listOf(value)
		.filter((chosen) => !allowed.some((one) => one === chosen))
		.map((chosen) => `'${name}' has no choice ${JSON.stringify(chosen)}`);
}

const groupProblems = (value: unknown, offered: Parameters<typeof entryProblems>[2]): string[] =>
	isObject(value)
		? Object.entries(value).flatMap(([name, inner]) => entryProblems(name, inner, offered))
		: ['a group of fields is no object'];

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const isExpression = (value: unknown): boolean => typeof value === 'string' && value.startsWith('=');
