import type { JsonObject } from '../json';
import { isJsonObject, text, texts } from '../json';
import type { Evidence } from './evidence';
import type { KnownType } from './types';
import { typeOf } from './types';
import { COMMON, guessIdentity, nestedIn } from './unknownType';
import { firstText, timeText } from './values';

/** Evidence in evidence in evidence: more than any type of Graph's has, and no bottomless well. */
const DEEPEST = 12;

/**
 * Reads a list of evidence of Microsoft Graph, each piece followed by the evidence in it (the files of a malware, the host of a
 * session). What stands in several pieces, as one cluster does in all its pods, comes once. Never throws.
 */
export function readGraphEvidence(list: unknown): Evidence[] {
	const found: Evidence[] = [];
	if (!Array.isArray(list)) return found;
	for (const entry of list) {
		if (isJsonObject(entry)) readInto(found, entry, '');
	}
	return found.some(isNested) ? withoutRepeats(found) : found;
}

const isNested = ({ within }: Evidence): boolean => within !== undefined;

/** Where a piece of evidence stands in another. */
interface Around {
	within: string;
	roles: string[];
	depth: number;
}

function readInto(found: Evidence[], entry: JsonObject, declared: string, around?: Around): void {
	const known = typeOf(text(entry['@odata.type']) ?? declared);
	const piece = pieceOf(entry, known);
	found.push(piece);
	if (around !== undefined) {
		piece.within = around.within;
		if (piece.roles.length === 0) piece.roles = around.roles;
	}
	const depth = (around?.depth ?? 0) + 1;
	if (depth > DEEPEST) return;
	for (const [property, type] of Object.entries(nestedIn(entry, known.type))) {
		const role = known.type.rolesOf?.[property];
		const inside = { within: known.kind, roles: role === undefined ? [] : [role], depth };
		for (const value of listOf(entry[property])) {
			if (isJsonObject(value)) readInto(found, value, type, inside);
		}
	}
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** One piece of evidence of a known type, without the evidence in it. */
export function pieceOf(entry: JsonObject, { kind, type }: KnownType): Evidence {
	const piece: Evidence = {
		kind,
		id: type.id && firstText(entry, type.id),
		name: type.name && firstText(entry, type.name),
		roles: texts(entry.roles),
		verdict: text(entry.verdict),
		remediationStatus: text(entry.remediationStatus),
		detectionStatus: text(entry.detectionStatus),
		createdDateTime: timeText(entry.createdDateTime),
		tags: texts(entry.tags),
		deviceId: text(entry.mdeDeviceId),
		raw: entry,
	};
	if (type.read !== undefined) Object.assign(piece, type.read(entry));
	const isUnknown = type.read === undefined && type.id === undefined && type.name === undefined;
	return isUnknown ? Object.assign(piece, guessIdentity(entry)) : piece;
}

/** Nested evidence that stands there already goes. */
function withoutRepeats(found: Evidence[]): Evidence[] {
	const told = new Set(found.filter((piece) => !isNested(piece)).map(keyOf));
	return found.filter((piece) => {
		if (!isNested(piece)) return true;
		const key = keyOf(piece);
		if (told.has(key)) return false;
		told.add(key);
		return true;
	});
}

/** Without an ID the same name may be another thing: a container, or a namespace of another cluster. */
const keyOf = ({ kind, id, name, raw }: Evidence): string =>
	JSON.stringify(id === undefined ? [kind, name, content(raw, 0)] : [kind, id, name]);

/** So deep two pieces are compared: a namespace of a pod, its cluster, and the resource that this is. */
const COMPARED = 4;

function content(value: unknown, depth: number): unknown {
	if (Array.isArray(value)) return depth > COMPARED ? [] : value.map((one) => content(one, depth + 1));
	if (!isJsonObject(value)) return value;
	const own = Object.entries(value).filter(([property]) => !COMMON.has(property));
	return depth > COMPARED ? {} : own.map(([property, one]) => [property, content(one, depth + 1)]);
}
