import {
	baseEvidence,
	complexTypes,
	entryType,
	evidenceTypes,
	isEnum,
	plainMembers,
	shownMember,
} from './schema';

type Json = Record<string, unknown>;

/**
 * A piece of evidence that Graph alone shows: its type, as `mailbox`, and the properties that are set. An object within it
 * may be evidence as well, and needs to name its type only where any evidence may stand.
 */
export interface EvidenceInput {
	kind: string;
	[property: string]: unknown;
}

/** When evidence was found unless it says so, and whether the caller wants enum members that need the Prefer header. */
export interface EvidenceView {
	createdDateTime: string;
	includeUnknownEnumMembers: boolean;
}

/** The evidence as Graph sends it, with every property of its type. Throws for a type or property that the schema lacks. */
export function graphEvidence({ kind, ...set }: EvidenceInput, view: EvidenceView): Json {
	const type = `${kind}Evidence`;
	const named = { '@odata.type': `#microsoft.graph.security.${type}` };
	const base = { ...named, ...baseOf(view), verdict: 'suspicious' };
	return complete(type, evidenceTypes, { base, set, view });
}

/** Throws for evidence that Microsoft could not store; `extra` of an alert can still show such. */
export function checkEvidence(evidence: readonly EvidenceInput[], createdDateTime: string): void {
	for (const input of evidence) graphEvidence(input, { createdDateTime, includeUnknownEnumMembers: true });
}

function baseOf({ createdDateTime }: EvidenceView): Json {
	return {
		createdDateTime,
		verdict: 'unknown',
		remediationStatus: 'none',
		remediationStatusDetails: null,
		roles: [],
		detailedRoles: [],
		tags: [],
	};
}

/** What is set, behind the base, and then what is not set: null, or an empty list. */
function complete(
	typeName: string,
	types: typeof evidenceTypes,
	{ base, set, view }: { base: Json; set: Json; view: EvidenceView },
): Json {
	const properties = types[typeName];
	if (!properties) throw new Error(`Graph has no type '${typeName}'`);
	// Filled in place: spreading for each property would take most of the time of an alert.
	const completed: Json = { ...base };
	for (const [name, value] of Object.entries(set)) {
		const type = properties[name];
		if (type === undefined) throw new Error(`'${typeName}' of Graph has no property '${name}'`);
		completed[name] = shownValue(type, value, view);
	}
	for (const [name, type] of Object.entries(properties)) {
		if (!(name in completed)) completed[name] = entryType(type) === undefined ? null : [];
	}
	return completed;
}

function shownValue(type: string, value: unknown, view: EvidenceView): unknown {
	if (Array.isArray(value)) {
		return value.map((entry: unknown) => shownValue(entryType(type) ?? type, entry, view));
	}
	if (typeof value === 'string') {
		return isEnum(type) ? shownMember(plainMembers(type), value, view.includeUnknownEnumMembers) : value;
	}
	if (typeof value !== 'object' || value === null) return value;
	// SAFETY: neither an array nor null.
	const set = value as Json;
	if (type in evidenceTypes) return innerEvidence(type, set, view);
	return type in complexTypes ? complete(type, complexTypes, { base: {}, set, view }) : set;
}

/** OData names the type of a value only where it differs from the declared one. */
function innerEvidence(declared: string, { kind, ...set }: Json, view: EvidenceView): Json {
	const type = typeof kind === 'string' ? `${kind}Evidence` : declared;
	if (declared !== baseEvidence && type !== declared) {
		throw new Error(`Graph has '${declared}' and not '${type}' there`);
	}
	const named = type === declared ? {} : { '@odata.type': `#microsoft.graph.security.${type}` };
	return complete(type, evidenceTypes, { base: { ...named, ...baseOf(view) }, set, view });
}
