import { CLOUD_TYPES } from './cloud';
import { DEVICE_TYPES } from './device';
import type { EvidenceType, EvidenceTypes } from './evidenceType';
import { FILE_TYPES } from './file';
import { APPLICATION_TYPES, IDENTITY_TYPES } from './identity';
import { MAIL_TYPES } from './mail';
import { NETWORK_TYPES } from './network';

export type { EvidenceType } from './evidenceType';

/**
 * Every type of evidence of Microsoft Graph v1.0 by its name without `Evidence`. A type to come needs an entry here only for
 * what is better than its ID, its name and the texts in it. Source: Graph's v1.0 metadata, `microsoft.graph.security`.
 */
export const EVIDENCE_TYPES: EvidenceTypes = {
	...DEVICE_TYPES,
	...IDENTITY_TYPES,
	...APPLICATION_TYPES,
	...FILE_TYPES,
	...NETWORK_TYPES,
	...MAIL_TYPES,
	...CLOUD_TYPES,
};

/** A type that the table has, by the name that Graph's metadata has for it. */
export interface KnownType {
	kind: string;
	type: EvidenceType;
}

/** By `@odata.type` as Graph writes it and by name: one look-up for nearly every piece of evidence. */
const AS_WRITTEN: ReadonlyMap<string, KnownType> = new Map(
	Object.entries(EVIDENCE_TYPES).flatMap(([kind, type]) => [
		[kind, { kind, type }],
		[`#microsoft.graph.security.${kind}Evidence`, { kind, type }],
	]),
);

/** By the name in small letters: pages and services differ in capitals (`iotDevice`, `ioTDevice`). */
const BY_NAME: ReadonlyMap<string, KnownType> = new Map(
	Object.entries(EVIDENCE_TYPES).map(([kind, type]) => [kind.toLowerCase(), { kind, type }]),
);

const NAME = /^#?(?:microsoft\.graph\.security\.)?(.+?)(?:Evidence)?$/i;

const NO_TYPE: EvidenceType = {};

/** The type with this `@odata.type` or name; one that the table does not have keeps its own name. */
export function typeOf(written: string): KnownType {
	const exact = AS_WRITTEN.get(written);
	if (exact !== undefined) return exact;
	const name = NAME.exec(written)?.[1] ?? 'unknown';
	return BY_NAME.get(name.toLowerCase()) ?? { kind: name, type: NO_TYPE };
}
