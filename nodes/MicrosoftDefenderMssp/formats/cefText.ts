import { lineText } from './lineText';

/**
 * The value of a header field: one line, backslash and pipe escaped, at most `limit` characters as written.
 * Source for escapes and lengths: CEF implementation standard (header fields, character encoding, extension dictionary).
 */
export const headerText = (value: string, limit: number): string =>
	lineText(value, limit, (character) => (isLineEnd(character) ? ' ' : HEADER_ESCAPES.get(character)));

/** The value of an extension: backslash, equals sign and line ends escaped, at most `limit` characters as written. */
export const extensionText = (value: string, limit: number, mark = ''): string =>
	lineText(value, limit, (character) => EXTENSION_ESCAPES.get(character), mark);

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
