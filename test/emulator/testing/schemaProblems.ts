import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Record<string, unknown>;
type Types = Record<string, Record<string, string>>;

interface SchemaFile {
	alert: Record<string, string>;
	incident: Record<string, string>;
	evidence: Types;
	complexTypes: Types;
	enums: Record<string, string[]>;
}

const path = join(__dirname, '..', '..', 'support', 'graphSecuritySchema.json');
// SAFETY: a file of this repository; a wrong shape makes every test that uses it fail.
const schema = JSON.parse(readFileSync(path, 'utf8')) as SchemaFile;

const NAMESPACE = '#microsoft.graph.security.';

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The names of all evidence types, as `mailboxEvidence`. */
export const evidenceTypeNames: readonly string[] = Object.keys(schema.evidence).filter(
	(name) => name !== 'alertEvidence',
);

/** What is wrong with an alert of Graph, one sentence for each problem. */
export const alertProblems = (alert: unknown): string[] =>
	objectProblems(alert, { id: 'String', ...schema.alert }, 'alert');

/** What is wrong with an incident of Graph that was asked for without its alerts. */
export function incidentProblems(incident: unknown): string[] {
	const { alerts, ...properties } = schema.incident;
	const missing = alerts === undefined ? ['the schema has no alerts of an incident'] : [];
	return [...missing, ...objectProblems(incident, { id: 'String', ...properties }, 'incident')];
}

/** What is wrong with a piece of evidence, whose type it has to name. */
export const evidenceProblems = (evidence: unknown): string[] =>
	valueProblems(evidence, 'alertEvidence', 'evidence');

function objectProblems(value: unknown, properties: Record<string, string>, place: string): string[] {
	if (!isObject(value)) return [`${place} is not an object`];
	const names = Object.keys(value).filter((name) => !name.startsWith('@odata.'));
	return [
		...names.filter((name) => !(name in properties)).map((name) => `${place}.${name} is not in the schema`),
		...Object.entries(properties).flatMap(([name, type]) =>
			name in value ? valueProblems(value[name], type, `${place}.${name}`) : [`${place}.${name} is missing`],
		),
	];
}

function valueProblems(value: unknown, type: string, place: string): string[] {
	const entryType = /^Collection\((\w+)\)$/.exec(type)?.[1];
	if (entryType !== undefined) {
		if (!Array.isArray(value)) return [`${place} is not a list`];
		return value.flatMap((entry: unknown, index) =>
			entry === null ? [`${place}.${index} is null`] : valueProblems(entry, entryType, `${place}.${index}`),
		);
	}
	// Every single property of these types may be null in Microsoft's metadata.
	if (value === null) return [];
	if (type in schema.evidence) return typedProblems(value, type, place);
	if (type === 'dictionary') return isObject(value) ? [] : [`${place} is not an object`];
	const complexType = schema.complexTypes[type];
	if (complexType) return objectProblems(value, complexType, place);
	const isRight = type in schema.enums ? isMemberOf(type) : primitives[type];
	if (!isRight) return [`${place} has the type ${type}, of which nothing is known`];
	return isRight(value) ? [] : [`${place} is ${JSON.stringify(value)} and not a ${type}`];
}

/** Evidence that may be of any type has to say of which it is; elsewhere it may, if it says the right one. */
function typedProblems(value: unknown, declared: string, place: string): string[] {
	if (!isObject(value)) return [`${place} is not an object`];
	const named = value['@odata.type'];
	const candidates = declared === 'alertEvidence' ? evidenceTypeNames : [declared];
	const isNeeded = declared === 'alertEvidence' || named !== undefined;
	const type = isNeeded ? candidates.find((name) => named === `${NAMESPACE}${name}`) : declared;
	if (type === undefined) return [`${place} names the type ${JSON.stringify(named)}`];
	return objectProblems(value, { ...schema.evidence.alertEvidence, ...schema.evidence[type] }, place);
}

const isMemberOf =
	(enumName: string) =>
	(value: unknown): boolean =>
		schema.enums[enumName]?.some((member) => member === value) === true;

const text = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);

const primitives: Readonly<Record<string, ((value: unknown) => boolean) | undefined>> = {
	String: text(/^/),
	Boolean: (value) => typeof value === 'boolean',
	Double: Number.isFinite,
	Int32: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
	Int64: Number.isSafeInteger,
	Guid: text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
	DateTimeOffset: text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/),
};
