import { nestedIn } from '../core/evidence/unknownType';
import type { Evidence } from '../core/evidence/evidence';
import { typeOf } from '../core/evidence/types';
import type { JsonObject } from '../core/json';
import { isJsonObject, text, unique } from '../core/json';
import { epochMs } from './moment';
import { evidenceVerdictOf } from './ocsfEnums';
import { ownObject } from './ocsfOwnObject';
import { isEmpty, present } from './present';

/** What all evidence has: how it was judged, when and where it was found. */
export function judgementOf(piece: Evidence): JsonObject {
	const { roles, verdict, remediationStatus, detectionStatus, createdDateTime, tags, within, raw } = piece;
	const isSaid = evidenceVerdictOf(verdict).caption.toLowerCase() === verdict?.toLowerCase();
	return {
		verdict: isSaid ? undefined : verdict,
		roles,
		detailedRoles: stripped(raw.detailedRoles, NOTHING),
		remediationStatus,
		remediationStatusDetails: text(raw.remediationStatusDetails),
		detectionStatus,
		createdDateTime,
		tags: unique([...tags, ...(piece.device?.tags ?? [])]),
		within,
	};
}

const NOTHING: ReadonlySet<string> = new Set();

/** Properties that say the same of every type, or name it. */
const COMMON: ReadonlySet<string> = new Set([
	'createdDateTime',
	'detailedRoles',
	'detectionStatus',
	'entityType',
	'evidenceCreationTime',
	'remediationStatus',
	'remediationStatusDetails',
	'roles',
	'tags',
	'verdict',
]);

/**
 * What a piece of evidence says itself beside what these objects say, under the service's names. Evidence in it is left out,
 * because it is a piece of its own.
 */
export function restOf(piece: Evidence, objects: JsonObject): JsonObject {
	const own = ownObject(piece);
	const nested = nestedIn(own, typeOf(piece.kind).type);
	const isPart = (name: string, value: unknown): boolean =>
		typeof value === 'object' && Object.hasOwn(nested, name);
	const entries = Object.entries(own).filter(([name, value]) => !COMMON.has(name) && !isPart(name, value));
	return beside(Object.fromEntries(entries), objects);
}

/** The values of an object that do not stand in the others. */
export function beside(object: JsonObject, others: JsonObject): JsonObject {
	const told = new Set<string>();
	collect(others, told);
	const rest = stripped(object, told);
	return isJsonObject(rest) ? rest : {};
}

/** Every value in an object of OCSF, but for what OCSF itself calls it. */
function collect(value: unknown, told: Set<string>): void {
	if (Array.isArray(value)) {
		for (const one of value) collect(one, told);
	} else if (isJsonObject(value)) {
		for (const [name, inner] of Object.entries(value)) {
			const isEnumeration = /_ids?$/.test(name) || `${name}_id` in value;
			if (!isEnumeration) collect(inner, told);
		}
	} else {
		const written = text(value);
		if (written !== undefined) told.add(written);
	}
}

/** Without what is told already, and without what says nothing. */
function stripped(value: unknown, told: ReadonlySet<string>): unknown {
	if (Array.isArray(value)) return value.map((one) => stripped(one, told)).filter((one) => !isEmpty(one));
	if (isJsonObject(value)) {
		const entries = Object.entries(value).filter(([name]) => !name.startsWith('@'));
		return present(Object.fromEntries(entries.map(([name, inner]) => [name, stripped(inner, told)])));
	}
	if (typeof value === 'boolean') return value;
	const written = text(value);
	return written === undefined || isTold(written, told) ? undefined : value;
}

const isTold = (written: string, told: ReadonlySet<string>): boolean =>
	told.has(written) || (ISO_TIME.test(written) && told.has(String(epochMs(written))));

const ISO_TIME = /^\d{4}-\d\d-\d\dT/;
