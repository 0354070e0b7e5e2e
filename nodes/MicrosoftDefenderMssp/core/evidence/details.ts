import type { JsonObject } from '../json';
import { isJsonObject, text } from '../json';
import type { Evidence } from './evidence';
import { typeOf } from './types';
import { COMMON, nestedIn } from './unknownType';

/** A text in a piece of evidence: the name of its property, dotted where it stands deeper, and what it says. */
export type Detail = readonly [name: string, value: string];

/** Deeper than any property of Graph's evidence that is no evidence itself. */
const DEEPEST = 5;

/**
 * Everything that a piece of evidence says beside what all evidence has: in the service's names and order, lists joined with
 * commas. Evidence in it is left out, because it is a piece of its own.
 */
export function detailsOf({ kind, raw }: Evidence): Detail[] {
	const { type } = typeOf(kind);
	const nested = nestedIn(raw, type);
	const isPart = (name: string, value: unknown): boolean =>
		typeof value === 'object' && Object.hasOwn(nested, name);
	const own = Object.entries(raw).filter(([name, value]) => !COMMON.has(name) && !isPart(name, value));
	return own.flatMap(([name, value]) => flat(name, value, 0));
}

/** Every text in a value of whatever shape, by dotted names that begin with this one. */
export const textsWithin = (name: string, value: unknown): Detail[] => flat(name, value, 0);

/**
 * What a piece of evidence says that no list of the simplified alert tells, but for its ID and name where they are of the
 * property that identifies or names its type first, so that a reader knows where they were.
 */
export function unlistedDetails(piece: Evidence): Detail[] {
	const { details, id = [], name = [] } = typeOf(piece.kind).type;
	if (details !== undefined) return details.flatMap((path) => at(piece.raw, path));
	return detailsOf(piece).filter(
		([property, value]) =>
			!(property === id[0] && value === piece.id) && !(property === name[0] && value === piece.name),
	);
}

function at(raw: JsonObject, path: readonly string[]): Detail[] {
	let value: unknown = raw;
	for (const name of path) value = isJsonObject(value) ? value[name] : undefined;
	return flat(path.join('.'), value, 0);
}

function flat(name: string, value: unknown, depth: number): Detail[] {
	if (depth > DEEPEST) return [];
	if (Array.isArray(value)) return ofList(name, value, depth);
	if (isJsonObject(value)) return ofObject(name, value, depth);
	const written = typeof value === 'boolean' ? String(value) : text(value);
	return written === undefined ? [] : [[name, written]];
}

const ofObject = (name: string, object: JsonObject, depth: number): Detail[] =>
	Object.entries(object).flatMap(([inner, value]) =>
		inner.startsWith('@') ? [] : flat(`${name}.${inner}`, value, depth + 1),
	);

function ofList(name: string, list: readonly unknown[], depth: number): Detail[] {
	const joined = list.map(text).filter((one) => one !== undefined);
	const others = list.filter((one) => typeof one === 'object' && one !== null);
	return [
		...(joined.length === 0 ? [] : [[name, joined.join(', ')] as const]),
		...others.flatMap((one, index) =>
			flat(others.length === 1 ? name : `${name}.${index + 1}`, one, depth + 1),
		),
	];
}
