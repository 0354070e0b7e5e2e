import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The type of each property by its name, as OData writes types: `String`, `Collection(evidenceRole)`. */
export type Properties = Readonly<Record<string, string>>;

interface SchemaFile {
	evidence: Readonly<Record<string, Properties>>;
	complexTypes: Readonly<Record<string, Properties>>;
	enums: Readonly<Record<string, readonly string[]>>;
}

const file = join(__dirname, '..', '..', 'support', 'graphSecuritySchema.json');
// SAFETY: a file of this repository, made from Microsoft's metadata.
const schema = JSON.parse(readFileSync(file, 'utf8')) as SchemaFile;

/** What every piece of evidence derives from. A property of this type holds evidence of any type. */
export const baseEvidence = 'alertEvidence';

/** Graph's member for whatever an enum got later; members behind it need the Prefer header. */
const sentinel = 'unknownFutureValue';

const withBase = (properties: Properties): Properties => ({
	...schema.evidence[baseEvidence],
	...properties,
});

/** All properties of each evidence type, those of its base first. */
export const evidenceTypes: Readonly<Record<string, Properties>> = Object.fromEntries(
	Object.entries(schema.evidence).map(([name, properties]) => [name, withBase(properties)]),
);

/** The properties of each complex type. A dictionary is left out, because its properties are anybody's. */
export const complexTypes: Readonly<Record<string, Properties>> = Object.fromEntries(
	Object.entries(schema.complexTypes).filter(([name]) => name !== 'dictionary'),
);

const membersOfEach = (
	part: (members: readonly string[], sentinelAt: number) => readonly string[],
): Readonly<Record<string, readonly string[]>> =>
	Object.fromEntries(
		Object.entries(schema.enums).map(([name, members]) => [name, part(members, members.indexOf(sentinel))]),
	);

/** Members of each enum that Graph shows without `Prefer: include-unknown-enum-members`. */
export const plainMembers = membersOfEach((members, sentinelAt) => members.slice(0, sentinelAt));

/** Members of each enum that need the Prefer header. */
export const hiddenMembers = membersOfEach((members, sentinelAt) => members.slice(sentinelAt + 1));

/** An enum member as Graph shows it: those outside the plain ones need the Prefer header. */
export function shownMember(
	plain: readonly string[] | undefined,
	value: string,
	includeUnknownEnumMembers: boolean,
): string {
	const isPlain = plain?.includes(value) ?? true;
	return isPlain || includeUnknownEnumMembers ? value : sentinel;
}

/** The type of the entries of a collection; undefined for a single value. */
export const entryType = (type: string): string | undefined =>
	type.startsWith('Collection(') ? type.slice('Collection('.length, -1) : undefined;
