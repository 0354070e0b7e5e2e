import { textsWithin } from '../core/evidence/details';
import type { Evidence } from '../core/evidence/evidence';
import { EVIDENCE_TYPES, typeOf } from '../core/evidence/types';
import { COMMON } from '../core/evidence/unknownType';
import { isIp } from '../core/ipAddress';
import type { JsonObject } from '../core/json';
import { isJsonObject, objects, text } from '../core/json';
import { entryOf } from '../core/knownWords';
import { normalizeTimestamp } from '../core/timestamp';
import type { Shape } from './ecsEvidenceNames';
import { elasticName, shapeOf } from './ecsEvidenceNames';
import { graphPropertiesOf } from './graphProperties';
import { flagOf, nested } from './ecsFields';
import { isEmpty, present } from './present';

/** Properties of a row of Defender for Endpoint that {@link graphPropertiesOf} tells under Graph's names. */
const RETOLD: ReadonlySet<string> = new Set(
	`accountName domainName userSid aadUserId userPrincipalName fileName filePath sha1 sha256 processCreationTime
	parentProcessCreationTime parentProcessFileName parentProcessFilePath evidenceCreationTime mailboxAddress
	mailboxDisplayName sender recipient deviceId`.split(/\s+/),
);

/** What has a name that customers give, or a shape that nobody told us of. Not an object: its names would become fields. */
export interface Pair {
	/** Absent where it is empty. */
	name?: string;
	value: string;
}

/** Every text in a value, with the names that lead there. */
export const pairsIn = (object: JsonObject): Pair[] =>
	Object.entries(object).flatMap(([name, value]) => pairsOf(name, value));

const pairsOf = (name: string, value: unknown): Pair[] =>
	textsWithin(name, value)
		.filter(([, written]) => !UNSET.test(written))
		.map(([path, written]) => (path === '' ? { value: written } : { name: path, value: written }));

/** How .NET writes a time that is not set. */
const UNSET = /^0001-\d\d-\d\dT/;

/**
 * All evidence in the names of Elastic's integration, one entry each. A property has one type in all documents, so that
 * Elasticsearch takes them all; what does not fit, and types that no code knows, are under `details`.
 */
export const evidenceList = (evidence: readonly Evidence[]): JsonObject[] => evidence.map(entryFor);

function entryFor(piece: Evidence): JsonObject {
	const { kind, id, name, within } = piece;
	const { fields, details } = fieldsOf(serviceObject(piece), kind);
	return nested({ kind, id, name, within, ...fields, details });
}

/** As Graph sends it, whichever service it came from and whether or not it was simplified. */
function serviceObject(piece: Evidence): JsonObject {
	const { raw, roles, verdict, remediationStatus, detectionStatus, createdDateTime, deviceId } = piece;
	const tags = piece.tags.length > 0 ? piece.tags : piece.device?.tags;
	const common = { roles, verdict, remediationStatus, detectionStatus, createdDateTime, deviceId, tags };
	const { deviceId: mdeDeviceId, ...others } = present(common) ?? {};
	return { ...ownProperties(piece, raw), ...others, ...(mdeDeviceId !== undefined && { mdeDeviceId }) };
}

/** What the service or the entity says itself, with what the model knows where that is not all. */
function ownProperties(piece: Evidence, raw: JsonObject): JsonObject {
	if ('@odata.type' in raw) return raw;
	if ('entityType' in raw) {
		const rest = Object.entries(raw).filter(([name]) => !RETOLD.has(name));
		return { ...graphPropertiesOf(piece), ...Object.fromEntries(rest) };
	}
	// An entity has all details of its type, but for those that the lists of the alert tell.
	const isWhole = Object.keys(raw).length > 0 && typeOf(piece.kind).type.details === undefined;
	return isWhole ? raw : merged(graphPropertiesOf(piece), raw);
}

/** An account is told in a list, and what it was used for as a detail. */
const merged = (known: JsonObject, details: JsonObject): JsonObject => ({
	...known,
	...Object.fromEntries(
		Object.entries(details).map(([name, value]) => {
			const other = known[name];
			return [name, isJsonObject(value) && isJsonObject(other) ? { ...other, ...value } : value];
		}),
	),
});

interface Told {
	/** By dotted names. */
	fields: JsonObject;
	details: Pair[];
}

function fieldsOf(object: JsonObject, kind: string): Told {
	const type = entryOf(EVIDENCE_TYPES, kind);
	const told: Told = { fields: {}, details: [] };
	for (const [property, value] of Object.entries(object)) {
		// Evidence in evidence is an entry of its own.
		const isNested = type?.nested !== undefined && Object.hasOwn(type.nested, property);
		if (isNested && typeof value === 'object') continue;
		if (type === undefined && !COMMON.has(property) && property !== 'entityType')
			addDetails(told, property, value);
		else tell(told, property, value, 0);
	}
	return told;
}

/** One by one: a property may hold more values than a call takes arguments. */
function addDetails(told: Told, property: string, value: unknown): void {
	for (const pair of pairsOf(property, value)) told.details.push(pair);
}

function tell(told: Told, property: string, value: unknown, depth: number): void {
	if (value === null || isEmpty(value) || (typeof value === 'string' && UNSET.test(value))) return;
	const shape = shapeOf(property);
	const converted = shape === undefined ? textOrTexts(value) : CONVERTERS[shape](value, depth);
	const name = elasticName(property, shape === 'object' && typeof value === 'object');
	if (name === undefined || isEmpty(converted)) addDetails(told, property, value);
	else told.fields[name] = converted;
}

const CONVERTERS: Readonly<Record<Shape, (value: unknown, depth: number) => unknown>> = {
	date: (value) => normalizeTimestamp(text(value)),
	dictionary: (value) => (isJsonObject(value) ? pairsIn(value) : undefined),
	flag: flagOf,
	ip: (value) => (typeof value === 'string' && isIp(value) ? value : undefined),
	number: numberOf,
	object: objectsOf,
};

/** What is accessed stands in an account, and this in the evidence: no object of Graph's evidence is deeper. */
const DEEPEST = 2;

function objectsOf(value: unknown, depth: number): unknown {
	if (depth >= DEEPEST) return undefined;
	if (Array.isArray(value)) return objects(value).map((one) => objectOf(one, depth + 1));
	return isJsonObject(value) ? objectOf(value, depth + 1) : undefined;
}

function objectOf(value: JsonObject, depth: number): JsonObject {
	const told: Told = { fields: {}, details: [] };
	for (const [property, inner] of Object.entries(value)) tell(told, property, inner, depth);
	return nested({ ...told.fields, details: told.details });
}

/** A simplified alert has numbers as texts. */
function numberOf(value: unknown): number | undefined {
	const written = typeof value === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(value) ? Number(value) : value;
	return typeof written === 'number' && Number.isFinite(written) ? written : undefined;
}

/** Undefined where anything else stands there. */
function textOrTexts(value: unknown): string | string[] | undefined {
	if (!Array.isArray(value)) return typeof value === 'boolean' ? String(value) : text(value);
	const found = value.map(text);
	return found.every((one) => one !== undefined) ? found : undefined;
}
