import { baseEvidence, complexTypes, entryType, evidenceTypes, plainMembers, shownMember } from './schema';

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
export function graphEvidence(set: EvidenceInput, view: EvidenceView): Json {
	const type = `${set.kind}Evidence`;
	const base = baseOf(view, `#microsoft.graph.security.${type}`);
	base.verdict = 'suspicious';
	return complete(type, evidenceTypes, { base, set, view });
}

/** Throws for evidence that Microsoft could not store; `extra` of an alert can still show such. */
export function checkEvidence(evidence: readonly EvidenceInput[], createdDateTime: string): void {
	for (const input of evidence) graphEvidence(input, { createdDateTime, includeUnknownEnumMembers: true });
}

function baseOf({ createdDateTime }: EvidenceView, odataType?: string): Json {
	const properties = {
		createdDateTime,
		verdict: 'unknown',
		remediationStatus: 'none',
		remediationStatusDetails: null,
		roles: [],
		detailedRoles: [],
		tags: [],
	};
	return odataType === undefined ? properties : { '@odata.type': odataType, ...properties };
}

/** What is set, behind the base, and then what is not set: null, or an empty list. Fills the base in place, for speed. */
function complete(
	typeName: string,
	types: typeof evidenceTypes,
	{ base, set, view }: { base: Json; set: Json; view: EvidenceView },
): Json {
	const properties = types[typeName];
	if (!properties) throw new Error(`Graph has no type '${typeName}'`);
	for (const name in set) {
		if (name === 'kind') continue;
		const type = properties[name];
		if (type === undefined) throw new Error(`'${typeName}' of Graph has no property '${name}'`);
		base[name] = shownValue(type, set[name], view);
	}
	for (const name in properties) {
		if (base[name] === undefined) base[name] = properties[name]?.startsWith('Collection(') ? [] : null;
	}
	return base;
}

function shownValue(type: string, value: unknown, view: EvidenceView): unknown {
	if (typeof value === 'string') {
		return shownMember(plainMembers[type], value, view.includeUnknownEnumMembers);
	}
	if (Array.isArray(value)) {
		const entries = entryType(type) ?? type;
		return value.map((entry: unknown) => shownValue(entries, entry, view));
	}
	if (typeof value !== 'object' || value === null) return value;
	// SAFETY: neither an array nor null.
	const set = value as Json;
	if (type in evidenceTypes) return innerEvidence(type, set, view);
	return type in complexTypes ? complete(type, complexTypes, { base: {}, set, view }) : set;
}

/** OData names the type of a value only where it differs from the declared one. */
function innerEvidence(declared: string, set: Json, view: EvidenceView): Json {
	const type = typeof set.kind === 'string' ? `${set.kind}Evidence` : declared;
	const fits = declared === baseEvidence ? type !== baseEvidence : type === declared;
	if (!fits) throw new Error(`'${type}' cannot stand where Graph has '${declared}'`);
	const base = baseOf(view, type === declared ? undefined : `#microsoft.graph.security.${type}`);
	return complete(type, evidenceTypes, { base, set, view });
}
