import { isIP } from 'node:net';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { customProblems } from './ecsCustom';
import { ecsTypeOf, ecsTypesOfCategory, ecsValuesOf } from './ecsSchema';

/** Field sets of our own, for what ECS has no field for. */
const CUSTOM = 'm365_defender';

/** What in a document is against ECS: unknown fields, wrong types, values that are not allowed, missing ones. */
export function ecsProblems(document: JsonObject): string[] {
	const leaves = leavesOf(document);
	const required = ['@timestamp', 'ecs.version', 'event.kind'];
	return [
		...leaves.flatMap(([name, value]) => fieldProblems(name, value)),
		...categoryProblems(new Map(leaves)),
		...required.filter((name) => !leaves.some(([leaf]) => leaf === name)).map((name) => `${name} is missing`),
	];
}

function leavesOf(object: JsonObject, path = ''): Array<[string, unknown]> {
	return Object.entries(object).flatMap(([name, value]) => {
		const full = `${path}${name}`;
		const isField =
			full === CUSTOM || ecsTypeOf(full) !== undefined || name.includes('.') || !isJsonObject(value);
		return isField ? [[full, value] as [string, unknown]] : leavesOf(value, `${full}.`);
	});
}

function fieldProblems(name: string, value: unknown): string[] {
	if (name === 'labels') return labelProblems(value);
	if (name === CUSTOM) return customProblems(name, value);
	const type = ecsTypeOf(name);
	if (type === undefined) return [`${name} is no field of ECS`];
	const isList = type.endsWith('[]');
	if (Array.isArray(value) !== isList) return [`${name} is ${isList ? 'no' : 'a'} list`];
	const values: unknown[] = Array.isArray(value) ? value : [value];
	const allowed = ecsValuesOf(name);
	if (type === 'nested[]') return values.flatMap((one) => nestedProblems(name, one));
	return [
		...(values.length === 0 ? [`${name} is empty`] : []),
		...values
			.filter((one) => !isOfType(type.replace('[]', ''), one))
			.map((one) => `${name} is no ${type}: ${String(one)}`),
		...values
			.filter((one) => allowed?.includes(String(one)) === false)
			.map((one) => `${name} may not be ${String(one)}`),
	];
}

const nestedProblems = (name: string, value: unknown): string[] =>
	isJsonObject(value)
		? leavesOf(value, `${name}.`).flatMap(([leaf, inner]) => fieldProblems(leaf, inner))
		: [`${name} is no object`];

const labelProblems = (labels: unknown): string[] =>
	Object.entries(isJsonObject(labels) ? labels : { 'no.object': 1 })
		.filter(([name, value]) => name === '' || name.includes('.') || typeof value !== 'string')
		.map(([name]) => `label ${name}`);

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const IS_OF_TYPE: Readonly<Record<string, (value: unknown) => boolean>> = {
	ip: (value) => typeof value === 'string' && isIP(value) !== 0 && !value.includes('%'),
	date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/.test(value),
	long: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 63,
	boolean: (value) => typeof value === 'boolean',
	geo_point: (value) => isJsonObject(value) && isPoint(value),
	keyword: isText,
	constant_keyword: isText,
	wildcard: isText,
	match_only_text: isText,
};

const isOfType = (type: string, value: unknown): boolean => IS_OF_TYPE[type]?.(value) ?? false;

const isPoint = ({ lat, lon }: JsonObject): boolean =>
	Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(Number(lat)) <= 90 && Math.abs(Number(lon)) <= 180;

/** Each category with at least one of the types that ECS expects of it, and no type that none of them expects. */
function categoryProblems(fields: Map<string, unknown>): string[] {
	const categories = (fields.get('event.category') ?? []) as string[];
	const types = (fields.get('event.type') ?? []) as string[];
	const expected = categories.map(ecsTypesOfCategory);
	return [
		...categories
			.filter((_category, index) => !types.some((type) => expected[index]?.includes(type)))
			.map((category) => `no type for category ${category}`),
		...types
			.filter((type) => !expected.some((known) => known.includes(type)))
			.map((type) => `no category for type ${type}`),
	];
}
