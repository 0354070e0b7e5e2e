import type { JsonObject } from '../json';
import { isJsonObject, text } from '../json';
import type { EvidenceType } from './types';

/** What all evidence has, and so names nothing. Source: Graph's `alertEvidence`. */
export const COMMON: ReadonlySet<string> = new Set([
	'@odata.type',
	'entityType',
	'evidenceCreationTime',
	'createdDateTime',
	'detailedRoles',
	'detectionStatus',
	'remediationStatus',
	'remediationStatusDetails',
	'roles',
	'tags',
	'verdict',
]);

/** Of these no piece of evidence is named: they say where it was found, or whose it is. */
const ELSEWHERE = /^mdeDeviceId$|tenantId$/i;

/** ID and name of evidence whose type nobody told us of: by what its properties are called, else the first text in it. */
export function guessIdentity(entry: JsonObject): { id?: string; name?: string } {
	let id: string | undefined;
	let name: string | undefined;
	let first: string | undefined;
	for (const [property, value] of Object.entries(entry)) {
		const written = COMMON.has(property) || ELSEWHERE.test(property) ? undefined : text(value);
		if (written === undefined) continue;
		if (/id$/i.test(property)) id ??= written;
		else if (/name$/i.test(property)) name ??= written;
		else first ??= written;
	}
	return { id, name: name ?? first };
}

/** The properties that are evidence themselves, by their type: as the table has them, or as an unknown type shows them. */
export const nestedIn = (
	entry: JsonObject,
	{ nested, read }: EvidenceType,
): Readonly<Record<string, string>> => nested ?? (read === undefined ? guessNested(entry) : {});

function guessNested(entry: JsonObject): Record<string, string> {
	const isEvidence = (value: unknown): boolean =>
		isJsonObject(value) && /evidence$/i.test(text(value['@odata.type']) ?? '');
	const found = Object.entries(entry).filter(([, value]) =>
		Array.isArray(value) ? value.some(isEvidence) : isEvidence(value),
	);
	return Object.fromEntries(found.map(([property]) => [property, '']));
}
