import type { JsonObject } from '../../nodes/MicrosoftDefenderMssp/core/json';
import type { Place } from './evidenceValues';
import { fractionValue, guidValue, textValue, timeValue, wholeNumberValue } from './evidenceValues';
import type { PropertyTypes } from './graphSecuritySchema';
import { BASE_TYPE, GRAPH_SECURITY_SCHEMA, membersOf, readDeclared } from './graphSecuritySchema';

/** One value of a piece of evidence. */
export interface Leaf {
	/** `containers[0].image.imageId`. */
	path: string;
	name: string;
	value: string | number | boolean;
	/** `String`, `Guid`, the name of an enum and so on; of lists that of their elements. */
	declared: string;
	/** The type of evidence, or complex type, that the value stands in; for what all evidence has, {@link BASE_TYPE}. */
	owner: string;
	/** How many pieces of evidence it is away from the one that the alert carries: 0 in that one itself. */
	depth: number;
}

/** A piece of evidence in which every property has a value. */
export interface FullEvidence {
	type: string;
	object: JsonObject;
	leaves: Leaf[];
}

/** A type that no code knows, as Microsoft may add one any day. */
export const UNKNOWN_TYPE = 'quantumComputerEvidence';

const { complexTypes, enums } = GRAPH_SECURITY_SCHEMA;

const UNKNOWN_TYPES: Readonly<Record<string, PropertyTypes>> = {
	quantumComputerEvidence: {
		id: 'String',
		name: 'String',
		firmware: 'String',
		qubitCount: 'Int64',
		cryostat: 'quantumCryostat',
		operators: 'Collection(String)',
		jobs: 'Collection(quantumJob)',
	},
	quantumCryostat: { serialNumber: 'String', coolant: 'String' },
	quantumJob: { jobId: 'String', title: 'String' },
};

const EVIDENCE: Readonly<Record<string, PropertyTypes>> = {
	...GRAPH_SECURITY_SCHEMA.evidence,
	[UNKNOWN_TYPE]: UNKNOWN_TYPES[UNKNOWN_TYPE] ?? {},
};
const COMPLEX: Readonly<Record<string, PropertyTypes>> = { ...UNKNOWN_TYPES, ...complexTypes };

/** How far evidence stands in evidence at most: a pod holds containers, which hold their pod, and so on without end. */
const MOST_DEPTH = 2;
/** A list of texts has more than one, so that what only reads the first is seen. */
const TEXTS_IN_A_LIST = 2;

interface Context {
	path: string;
	owner: string;
	/** The types of evidence from the outermost to this one. */
	lineage: readonly string[];
}

/** Evidence of this type with every property of its own and of all evidence; the same values at every call. */
export function fullEvidence(type: string): FullEvidence {
	const leaves: Leaf[] = [];
	const used = new Map<string, number>();
	let count = 0;

	/** Each enum's members in turns, so that what stands in different places differs while there are enough. */
	function nextMember(name: string): string {
		const turn = used.get(name) ?? 0;
		used.set(name, turn + 1);
		const members = tellingMembers(name);
		return members[turn % members.length] ?? '';
	}

	function scalar(declared: string, place: Place): Leaf['value'] {
		if (enums[declared] !== undefined) return nextMember(declared);
		const make = SCALARS[declared];
		if (make === undefined)
			throw new Error(`No value is known for ${declared}, ${place.owner}.${place.name}.`);
		return make(place);
	}

	function leaf(declared: string, { path, owner, lineage }: Context, name: string, algorithm?: string) {
		count += 1;
		const value = scalar(declared, { owner, name, number: count, algorithm });
		leaves.push({ path, name, value, declared, owner, depth: lineage.length - 1 });
		return value;
	}

	function one(declared: string, context: Context, name: string, algorithm?: string): unknown {
		const kind = declared === BASE_TYPE ? 'azureResourceEvidence' : declared;
		if (EVIDENCE[kind] !== undefined) {
			return canHold(context.lineage, kind)
				? evidenceOf(kind, context.path, [...context.lineage, kind])
				: undefined;
		}
		if (kind === 'dictionary') return dictionary(context, name);
		const properties = COMPLEX[kind];
		if (properties === undefined) return leaf(kind, context, name, algorithm);
		return fill(properties, { ...context, owner: kind });
	}

	function dictionary(context: Context, name: string): JsonObject {
		const key = textValue({ owner: 'dictionary', name: 'key', number: count + 1 });
		return {
			[key]: leaf('String', { ...context, path: `${context.path}.${key}`, owner: 'dictionary' }, name),
		};
	}

	function fill(properties: PropertyTypes, context: Context): JsonObject {
		const filled: JsonObject = {};
		for (const [name, declared] of Object.entries(properties)) {
			const { type: element, isCollection } = readDeclared(declared);
			const path = context.path === '' ? name : `${context.path}.${name}`;
			const algorithm = typeof filled.algorithm === 'string' ? filled.algorithm : undefined;
			const values = Array.from({ length: isCollection ? lengthOf(element) : 1 }, (_none, index) =>
				one(element, { ...context, path: isCollection ? `${path}[${index}]` : path }, name, algorithm),
			).filter((value) => value !== undefined);
			if (values.length > 0) filled[name] = isCollection ? values : values[0];
		}
		return filled;
	}

	function evidenceOf(kind: string, path: string, lineage: readonly string[]): JsonObject {
		const base = fill(EVIDENCE[BASE_TYPE] ?? {}, { path, owner: BASE_TYPE, lineage });
		const own = fill(EVIDENCE[kind] ?? {}, { path, owner: kind, lineage });
		return { '@odata.type': `#microsoft.graph.security.${kind}`, ...base, ...own };
	}

	return { type, object: evidenceOf(type, '', [type]), leaves };
}

const SCALARS: Readonly<Record<string, (place: Place) => Leaf['value']>> = {
	String: textValue,
	Guid: guidValue,
	Int32: wholeNumberValue,
	Int64: wholeNumberValue,
	Double: fractionValue,
	Boolean: () => true,
	DateTimeOffset: timeValue,
};

const lengthOf = (element: string): number =>
	element === 'String' || enums[element] !== undefined ? TEXTS_IN_A_LIST : 1;

/** A type stands within itself once, to see that it is read there. */
const canHold = (lineage: readonly string[], kind: string): boolean =>
	lineage.length <= MOST_DEPTH && lineage.filter((type) => type === kind).length < 2;

/** One says nothing, and the others may stand in any message as labels. */
const NOT_TELLING: readonly string[] = ['none', 'created', 'source', 'destination'];

/**
 * Long ones first: a short one, such as `teams` or `low`, may stand in a message for another reason. Evidence that is
 * cleared comes last, because a reader might leave that out rightly.
 */
function tellingMembers(name: string): string[] {
	const members = membersOf(name).filter((member) => !NOT_TELLING.includes(member));
	const isClear = (member: string): number => (member === 'noThreatsFound' ? 1 : 0);
	return members.sort((one, other) => isClear(one) - isClear(other) || other.length - one.length);
}
