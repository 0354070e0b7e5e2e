import type { JsonObject } from '../../json';
import type { EvidenceParts } from '../evidence';

/** How one type of Graph's evidence is read. */
export interface EvidenceType {
	/** The properties that may identify it, the best first. */
	id?: readonly string[];
	/** The properties that may be its name, the best first. */
	name?: readonly string[];
	/** Properties with evidence of its own, by their type: Graph names a type only where it is not the declared one. */
	nested?: Readonly<Record<string, string>>;
	/** The roles of nested evidence that its property tells, where it has none itself. */
	rolesOf?: Readonly<Record<string, string>>;
	/** What lists and formats have a place for; an `id` or `name` in it goes before those above. */
	read?: (entry: JsonObject) => EvidenceParts;
	/** The properties whose texts its entity tells as details, because no list of the simplified alert does; absent: all. */
	details?: ReadonlyArray<readonly string[]>;
}

export type EvidenceTypes = Readonly<Record<string, EvidenceType>>;
