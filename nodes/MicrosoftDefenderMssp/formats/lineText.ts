import { wellFormed } from '../core/wellFormed';

/** Control characters, and the two that Unicode counts as line ends: a line must stay one line in any reader. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** What ends a text that was cut, where a reader is to know; an ID or a name in a fixed list is better without. */
export const CUT_MARK = '…';

/** How a character is written where it would end a value or a line; undefined for all others. */
export type Escape = (character: string) => string | undefined;

/**
 * A text as part of a line: each character as `escape` writes it, control characters without escape as spaces, at most
 * `limit` characters as written, with `mark` at the end of what was cut. Spaces at both ends are left out; readers drop them.
 */
export function lineText(value: string, limit: number, escape: Escape, mark = ''): string {
	// A text may be megabytes long. One more than the limit, so that what ends with half a pair is not reached.
	const text = wellFormed(value.trim().slice(0, limit + 1));
	let result = '';
	let marked = '';
	// Character by character, so that neither an escape nor a surrogate pair is cut through.
	for (const character of text) {
		const written = escape(character) ?? (CONTROL.test(character) ? ' ' : character);
		if (result.length + written.length > limit)
			return mark === '' ? result.trim() : `${marked.trim()}${mark}`;
		result += written;
		if (result.length + mark.length <= limit) marked = result;
	}
	return result.trim();
}
