import { wellFormed } from '../core/wellFormed';

/** Control characters, and the two that Unicode counts as line ends: a line must stay one line in any reader. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/**
 * A text as part of a line: each character as `escape` writes it, control characters without escape as spaces, at most
 * `limit` characters as written. Spaces at both ends are left out; readers drop them.
 */
export function lineText(
	value: string,
	limit: number,
	escape: (character: string) => string | undefined,
): string {
	// A text may be megabytes long. One more than the limit, so that what ends with half a pair is not reached.
	const text = wellFormed(value.trimStart().slice(0, limit + 1));
	let result = '';
	// Character by character, so that neither an escape nor a surrogate pair is cut through.
	for (const character of text) {
		const written = escape(character) ?? (CONTROL.test(character) ? ' ' : character);
		if (result.length + written.length > limit) break;
		result += written;
	}
	return result.trim();
}
