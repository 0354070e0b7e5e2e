import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The declared type of each property: `String`, the name of an enum or type, or `Collection(…)` of one of these. */
export type PropertyTypes = Readonly<Record<string, string>>;

/** Names and types of Microsoft Graph v1.0, namespace microsoft.graph.security; `source` says when they were read. */
export interface GraphSecuritySchema {
	source: string;
	alert: PropertyTypes;
	incident: PropertyTypes;
	/** Without the properties of `alertEvidence`, which every other type inherits. */
	evidence: Readonly<Record<string, PropertyTypes>>;
	complexTypes: Readonly<Record<string, PropertyTypes>>;
	/** In the order of the metadata. */
	enums: Readonly<Record<string, readonly string[]>>;
}

/** What Graph can send with an alert or incident. */
export const GRAPH_SECURITY_SCHEMA = JSON.parse(
	readFileSync(join(__dirname, 'graphSecuritySchema.json'), 'utf8'),
) as GraphSecuritySchema;

/** The type that every other type of evidence inherits from; no alert carries it by itself. */
export const BASE_TYPE = 'alertEvidence';

/** Every type of evidence that an alert can carry. */
export const EVIDENCE_TYPES: readonly string[] = Object.keys(GRAPH_SECURITY_SCHEMA.evidence).filter(
	(type) => type !== BASE_TYPE,
);

/** The members of an enum that say something. */
export function membersOf(name: string): string[] {
	const members = GRAPH_SECURITY_SCHEMA.enums[name];
	if (members === undefined) throw new Error(`The schema has no enum ${name}.`);
	return members.filter((member) => member !== 'unknown' && member !== 'unknownFutureValue');
}

/** What a declared type is, and whether there are several of it. */
export function readDeclared(declared: string): { type: string; isCollection: boolean } {
	const [, element] = /^Collection\((\w+)\)$/.exec(declared) ?? [];
	return { type: element ?? declared, isCollection: element !== undefined };
}
