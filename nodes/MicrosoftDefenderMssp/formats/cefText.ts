import { wellFormed } from '../core/wellFormed';

/**
 * The value of a header field: one line, backslash and pipe escaped, at most `limit` characters as written.
 * Source for escapes and lengths: CEF implementation standard (header fields, character encoding, extension dictionary).
 */
export const headerText = (value: string, limit: number): string =>
	escaped(value, limit, (character) => (isLineEnd(character) ? ' ' : HEADER_ESCAPES.get(character)));

/** The value of an extension: backslash, equals sign and line ends escaped, at most `limit` characters as written. */
export const extensionText = (value: string, limit: number): string =>
	escaped(value, limit, (character) => EXTENSION_ESCAPES.get(character));

const HEADER_ESCAPES: ReadonlyMap<string, string> = new Map([
	['\\', '\\\\'],
	['|', '\\|'],
]);

const EXTENSION_ESCAPES: ReadonlyMap<string, string> = new Map([
	['\\', '\\\\'],
	['=', '\\='],
	['\n', '\\n'],
	['\r', '\\r'],
]);

const isLineEnd = (character: string): boolean => character === '\n' || character === '\r';

/** Control characters, and the two that Unicode counts as line ends: a line must stay one line in any reader. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/**
 * Goes character by character, so that neither an escape nor a surrogate pair is cut through. Lengths are of the escaped
 * text, which is never shorter than what the reader stores. Spaces at both ends would be lost there and are left out.
 */
function escaped(value: string, limit: number, escape: (character: string) => string | undefined): string {
	// A text may be megabytes long. One more than the limit, so that what ends with half a pair is not reached.
	const text = wellFormed(value.trimStart().slice(0, limit + 1));
	let result = '';
	for (const character of text) {
		const written = escape(character) ?? (CONTROL.test(character) ? ' ' : character);
		if (result.length + written.length > limit) break;
		result += written;
	}
	return result.trim();
}
