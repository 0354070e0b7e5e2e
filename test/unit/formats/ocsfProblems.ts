import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { enumProblems } from './ocsfEnumProblems';
import { isOfType, itemType, objectTypeOf } from './ocsfTypes';
import type { OcsfAttribute, OcsfObjectType, OcsfSchema } from './schemas';
import { ocsfSchema } from './schemas';

/** What holds at every depth of a document: the schema, and the profiles and extensions that the document names. */
interface Rules {
	schema: OcsfSchema;
	profiles: unknown[];
	extensions: unknown[];
}

/** What in a document is against OCSF: attributes, types, enumerations and their captions, constraints, profiles. */
export const ocsfProblems = (document: JsonObject): string[] => problemsUnder(ocsfSchema, document);

/** The same under a schema of one's own. */
export function problemsUnder(schema: OcsfSchema, document: JsonObject): string[] {
	const metadata = isJsonObject(document.metadata) ? document.metadata : {};
	const extensions = listIn(metadata, 'extensions').filter(isJsonObject);
	const profiles = listIn(metadata, 'profiles');
	const rules = { schema, profiles, extensions: extensions.map(({ name }) => name) };
	const isTyped = document.type_uid === Number(document.class_uid) * 100 + Number(document.activity_id);
	return [
		...objectProblems(rules, schema.detection_finding, document, 'finding'),
		...(isTyped ? [] : ['type_uid must be of class_uid and activity_id']),
		...(metadata.version === schema.version ? [] : [`metadata.version must be ${schema.version}`]),
		...profiles
			.filter((profile) => !(schema.profiles as unknown[]).includes(profile))
			.map((profile) => `metadata.profiles: the class does not have ${String(profile)}`),
		...extensions
			.filter((extension) => !schema.extensions.some((known) => isSame(known, extension)))
			.map(({ name }) => `metadata.extensions: ${String(name)} does not exist, or is another one`),
		...listIn(document, 'observables')
			.filter(isJsonObject)
			.map(({ name }) => name)
			.filter((name) => typeof name === 'string')
			.filter((name) => !isReference(rules, schema.detection_finding, name.split('.')))
			.map((name) => `observables: ${name} is not an attribute`),
	];
}

const listIn = (object: JsonObject, name: string): unknown[] => {
	const value: unknown = object[name];
	return Array.isArray(value) ? value : [];
};

const isSame = (known: OcsfSchema['extensions'][number], { name, uid, version }: JsonObject): boolean =>
	known.name === name && known.uid === uid && known.version === version;

/** Whether an observable names an attribute, such as `evidences[].file.name`. */
function isReference(rules: Rules, type: OcsfObjectType, [first = '', ...rest]: string[]): boolean {
	const declared = attributeOf(type, first.replace(/\[.*\]$/, ''));
	if (declared === undefined || missingFor(rules, declared).length > 0) return false;
	if (rest.length === 0) return true;
	const nested = objectTypeOf(rules.schema, itemType(declared.type));
	return nested !== undefined && isReference(rules, nested, rest);
}

const attributeOf = ({ attributes }: OcsfObjectType, name: string): OcsfAttribute | undefined =>
	Object.hasOwn(attributes, name) ? attributes[name] : undefined;

/** The profile or extension that the document had to name for it to have the attribute. */
function missingFor({ profiles, extensions }: Rules, declared: OcsfAttribute): string[] {
	const { profiles: some, extension } = declared;
	return [
		...(some === undefined || some.some((profile) => profiles.includes(profile))
			? []
			: [`profile ${some.join(' or ')}`]),
		...(extension === undefined || extensions.includes(extension) ? [] : [`extension ${extension}`]),
	];
}

function objectProblems(rules: Rules, type: OcsfObjectType, object: JsonObject, path: string): string[] {
	const names = Object.keys(object);
	const { at_least_one: some, just_one: one } = type.constraints ?? {};
	const declared = Object.entries(type.attributes);
	// OCSF's own `object` has no attributes, and takes any.
	if (declared.length === 0) return [];
	return [
		...declared
			.filter(([name, { requirement }]) => requirement === 'required' && !names.includes(name))
			.filter(([, attribute]) => missingFor(rules, attribute).length === 0)
			.map(([name]) => `${path}.${name} is missing`),
		...(some === undefined || some.some((name) => names.includes(name))
			? []
			: [`${path} needs one of ${some.join()}`]),
		...(one === undefined || one.filter((name) => names.includes(name)).length === 1
			? []
			: [`${path} needs exactly one of ${one.join()}`]),
		...names.flatMap((name) => attributeProblems(rules, type, object, name, `${path}.${name}`)),
	];
}

function attributeProblems(
	rules: Rules,
	type: OcsfObjectType,
	object: JsonObject,
	name: string,
	path: string,
): string[] {
	const declared = attributeOf(type, name);
	if (declared === undefined) return [`${path} is not an attribute`];
	return [
		...missingFor(rules, declared).map((missing) => `${path} needs the ${missing}`),
		...(declared.deprecated === undefined ? [] : [`${path} is deprecated since ${declared.deprecated}`]),
		...typeProblems(rules, declared.type, object[name], path),
		...enumProblems(declared, object, name, path),
	];
}

function typeProblems(rules: Rules, declared: string, value: unknown, path: string): string[] {
	const type = itemType(declared);
	if (type === declared) return valueProblems(rules, type, value, path);
	if (!Array.isArray(value)) return [`${path} must be a list`];
	const empty = value.length === 0 ? [`${path} must not be empty`] : [];
	return [...empty, ...value.flatMap((one, index) => valueProblems(rules, type, one, `${path}[${index}]`))];
}

function valueProblems(rules: Rules, name: string, value: unknown, path: string): string[] {
	const type = objectTypeOf(rules.schema, name);
	if (type !== undefined)
		return isJsonObject(value) ? objectProblems(rules, type, value, path) : [`${path} must be an object`];
	return isOfType(rules.schema, name, value) ? [] : [`${path} must be ${name}, not ${String(value)}`];
}
