/** Ends every text that was cut. */
const ELLIPSIS = '…';

/** Invisible; stands behind an `@` so that no product takes the word for a mention. */
const ZERO_WIDTH_SPACE = '\u200B';

/**
 * One line without anything that cannot be seen: line breaks become spaces, invisible characters go, and what would turn the
 * direction of the text or is no whole character shows as U+FFFD, because file names hide their ending that way. Of a long text
 * only the beginning is read.
 */
export function oneLine(text: string, longestRead: number = LONGEST_READ): string {
	return beginning(text, Math.min(longestRead, LONGEST_READ))
		.replace(/\p{Surrogate}|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD')
		.replace(/(?![\u0600-\u0605\u06DD\u200C\u200D])\p{Cf}/gu, '')
		.replace(/[\p{Cc}\p{Z}\s]+/gu, ' ')
		.trim();
}

/** More than any message shows, and little enough to look at character by character. */
const LONGEST_READ = 8_000;

const beginning = (text: string, most: number): string =>
	text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '') + ELLIPSIS;

/**
 * The text with addresses that nobody can click, not even where a product makes links of what looks like one: the scheme and
 * the dots of the host are written as analysts write them. What is so already stays as it is. A scheme has a longest length
 * because the search for one without end takes a time that grows with the square of the text's.
 */
export function defang(text: string): string {
	return text
		.replace(
			/([a-z0-9+.-]{0,30}):\/\/((?:(?!:\/\/)[^\s/?#])*)/gi,
			(_address, scheme: string, host: string) => `${inertScheme(scheme)}${dotted(host)}`,
		)
		.replace(/www\.[^\s/?#]*/gi, dotted);
}

/** An address as evidence, which may come without its scheme. */
export const defangUrl = (url: string): string => defang(url.replace(/^[^/?#]*/, dotted));

const dotted = (host: string): string => host.replace(/\[\.\]|\./g, '[.]');

/** The name of a host as evidence. */
export const defangHost = dotted;

function inertScheme(scheme: string): string {
	const [, secure] = /^h(?:tt|xx)p(s?)$/i.exec(scheme) ?? [];
	return secure === undefined ? `${scheme}[:]//` : `hxxp${secure.toLowerCase()}://`;
}

/** An `@` in front of a word mentions nobody any more; the ones in addresses stay as they are. */
export const withoutMentions = (text: string): string =>
	text.replace(/(?<![a-z0-9])@/gi, `@${ZERO_WIDTH_SPACE}`);

/** The same for `#1`, which issue trackers take for another ticket. */
export const withoutReferences = (text: string): string => text.replace(/#(?=\d)/g, `#${ZERO_WIDTH_SPACE}`);

/**
 * The escaped text, at most `limit` UTF-16 units long: the greatest number of whole characters that fits, and an ellipsis. It
 * is cut before it is escaped, so that no escape, entity or surrogate pair is ever torn.
 */
export function fit(text: string, limit: number, escape: (text: string) => string = same): string {
	const whole = escape(text);
	if (whole.length <= limit) return whole;
	const characters = Array.from(text).slice(0, limit);
	const cut = (count: number): string => escape(characters.slice(0, count).join('') + ELLIPSIS);
	let [fits, tooMany] = [0, characters.length];
	while (tooMany - fits > 1) {
		const middle = (fits + tooMany) >> 1;
		if (cut(middle).length <= limit) fits = middle;
		else tooMany = middle;
	}
	return cut(fits);
}

const same = (text: string): string => text;
