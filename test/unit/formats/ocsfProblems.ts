import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { OcsfObjectType } from './schemas';
import { ocsfSchema as schema } from './schemas';

const OBJECTS = new Map(Object.entries(schema.objects));
const TYPES = new Map(Object.entries(schema.types));

/** What in a document is against OCSF: unknown or missing attributes, types, enumerations and their captions, constraints. */
export function ocsfProblems(document: JsonObject): string[] {
	const { class_uid: classUid, activity_id: activityId, type_uid: typeUid } = document;
	const isTyped = typeUid === Number(classUid) * 100 + Number(activityId);
	return [
		...objectProblems(schema.detection_finding, document, 'finding'),
		...(isTyped ? [] : ['type_uid is not of class_uid and activity_id']),
	];
}

function objectProblems(type: OcsfObjectType, object: JsonObject, path: string): string[] {
	const names = Object.keys(object);
	const { at_least_one: some, just_one: one } = type.constraints ?? {};
	return [
		...(type.required ?? [])
			.filter((name) => !names.includes(name))
			.map((name) => `${path}.${name} is missing`),
		...(some !== undefined && !some.some((name) => names.includes(name))
			? [`${path} has none of ${some.join()}`]
			: []),
		...(one !== undefined && one.filter((name) => names.includes(name)).length !== 1
			? [`${path}: not one`]
			: []),
		...names.flatMap((name) => attributeProblems(type, object, name, `${path}.${name}`)),
	];
}

function attributeProblems(type: OcsfObjectType, object: JsonObject, name: string, path: string): string[] {
	const declared = Object.hasOwn(type.attributes, name) ? type.attributes[name] : undefined;
	if (declared === undefined) return [`${path} is no attribute`];
	const isList = declared.endsWith('[]');
	const value = object[name];
	if (Array.isArray(value) !== isList && declared !== 'json_t')
		return [`${path} is ${isList ? 'no' : 'a'} list`];
	const values: unknown[] = isList ? (value as unknown[]) : [value];
	const problems = values.flatMap((one, index) =>
		valueProblems(declared.replace('[]', ''), one, isList ? `${path}[${index}]` : path),
	);
	const captions = type.enums?.[name];
	return [
		...problems,
		...(isList && values.length === 0 ? [`${path} is empty`] : []),
		...(captions === undefined ? [] : values.flatMap((one) => enumProblems(captions, one, object, name))),
	];
}

function valueProblems(declared: string, value: unknown, path: string): string[] {
	const nested = OBJECTS.get(declared);
	if (nested !== undefined || declared === 'object') {
		if (!isJsonObject(value)) return [`${path} is no object`];
		return nested === undefined ? [] : objectProblems(nested, value, path);
	}
	return isOfType(declared, value) ? [] : [`${path} is no ${declared}: ${String(value)}`];
}

function isOfType(declared: string, value: unknown): boolean {
	const { type = declared, regex, max_len: longest = Infinity, range } = TYPES.get(declared) ?? {};
	switch (type) {
		case 'json_t':
			return value !== undefined;
		case 'boolean_t':
			return typeof value === 'boolean';
		case 'string_t':
			return typeof value === 'string' && value.length <= longest && matches(value, regex);
		default:
			return isWithin(value, range);
	}
}

const isWithin = (value: unknown, [from = -Infinity, to = Infinity]: number[] = []): boolean =>
	Number.isSafeInteger(value) && Number(value) >= from && Number(value) <= to;

const matches = (value: string, regex: string | undefined): boolean =>
	regex === undefined || new RegExp(regex).test(value);

/** Where the caption of an enumeration stands: `status` for `status_id`, `class_name` for `class_uid`. */
const siblingOf = (name: string): string =>
	name === 'activity_id' || name.endsWith('_uid')
		? name.replace(/_(id|uid)$/, '_name')
		: name.replace(/_id$/, '');

function enumProblems(
	captions: Record<string, string>,
	value: unknown,
	object: JsonObject,
	name: string,
): string[] {
	const caption = captions[String(value)];
	if (caption === undefined) return [`${name} may not be ${String(value)}`];
	const sibling = object[siblingOf(name)];
	if (name.endsWith('_ids')) return [];
	if (value === 99)
		return typeof sibling === 'string' && sibling !== '' ? [] : [`${name} 99 without caption`];
	return sibling === caption ? [] : [`${name} ${String(value)} is ${caption}, not ${String(sibling)}`];
}
