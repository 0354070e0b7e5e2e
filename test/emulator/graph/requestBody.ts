import { jsonObjectBody } from '../http/jsonBody';
import type { Call } from '../http/listen';
import { ODataError } from '../odata/errors';

/** Gives a property as it is kept; throws an ODataError when it cannot be used. */
export type ReadProperty = (value: unknown, name: string) => unknown;

/**
 * The properties that a call sent, each read by its own reader. Names are case-sensitive. Throws an ODataError, which Graph
 * answers with 400, for a body that is no JSON object and for a property that there is not.
 */
export function bodyProperties(
	call: Call,
	readers: Readonly<Record<string, ReadProperty>>,
): Record<string, unknown> {
	const sent = jsonObjectBody(call);
	if (!sent) throw new ODataError('Unable to read JSON request payload.');
	return Object.fromEntries(
		Object.entries(sent).map(([name, value]) => {
			const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
			if (!read) throw new ODataError(`The property '${name}' does not exist on this type.`);
			return [name, read(value, name)];
		}),
	);
}

/** A text; null too where that takes away what was there. */
export const textProperty =
	({ nullable = false } = {}): ReadProperty =>
	(value, name) => {
		if (typeof value === 'string' || (nullable && value === null)) return value;
		throw new ODataError(`Cannot convert the value of '${name}' to Edm.String.`);
	};

/** A list of texts. */
export const textsProperty: ReadProperty = (value, name) => {
	if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
	throw new ODataError(`Cannot convert the value of '${name}' to Collection(Edm.String).`);
};

/** A member of an enum, in whatever case: the sample of "update incident" writes them with a capital letter. */
export const enumProperty =
	(members: readonly string[]): ReadProperty =>
	(value, name) => {
		const member = members.find((known) => known.toLowerCase() === String(value).toLowerCase());
		if (member === undefined || typeof value !== 'string') {
			throw new ODataError(`The value '${String(value)}' of '${name}' is not a member of its enumeration.`);
		}
		return member;
	};
