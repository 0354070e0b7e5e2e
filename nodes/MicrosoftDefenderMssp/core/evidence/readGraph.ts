import type { JsonObject } from '../json';
import { isJsonObject, text, texts } from '../json';
import type { Evidence } from './evidence';
import type { EvidenceType, KnownType } from './types';
import { typeOf } from './types';
import { guessIdentity, guessNested } from './unknownType';
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
	for (const [property, type] of nestedIn(entry, known.type)) {
		const role = known.type.rolesOf?.[property];
		const inside = { within: known.kind, roles: role === undefined ? [] : [role], depth };
		for (const value of listOf(entry[property])) {
			if (isJsonObject(value)) readInto(found, value, type, inside);
		}
	}
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const NOTHING: ReadonlyArray<[property: string, type: string]> = [];

function nestedIn(entry: JsonObject, { nested, read }: EvidenceType): typeof NOTHING {
	if (nested !== undefined) return Object.entries(nested);
	return read === undefined ? Object.entries(guessNested(entry)) : NOTHING;
}

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
	return piece.id === undefined && piece.name === undefined
		? Object.assign(piece, guessIdentity(entry))
		: piece;
}

/** Nested evidence that stands there already goes. */
function withoutRepeats(found: Evidence[]): Evidence[] {
	const keyOf = ({ kind, id, name }: Evidence): string => JSON.stringify([kind, id, name]);
	const told = new Set(found.filter((piece) => !isNested(piece)).map(keyOf));
	return found.filter((piece) => {
		if (!isNested(piece)) return true;
		const key = keyOf(piece);
		if (told.has(key)) return false;
		told.add(key);
		return true;
	});
}
