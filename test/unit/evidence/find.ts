import { GRAPH_SECURITY_SCHEMA } from '../../support/graphSecuritySchema';
import type { Leaf } from '../../support/fullEvidence';

/** A text as it is searched in: neither case, spaces, zero-width characters nor defanging make a difference. */
export const searchable = (text: string): string =>
	text
		.replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
		.replace(/\bhxxp(s?):/gi, 'http$1:')
		.replaceAll('[.]', '.')
		.replaceAll('[:]', ':')
		.replace(/\s+/g, ' ')
		.toLowerCase();

/** Whether a value is told in a text that {@link searchable} made. */
export const isTold = (leaf: Leaf, text: string): boolean =>
	writingsOf(leaf).some((writing) =>
		leaf.declared === 'DateTimeOffset' ? text.includes(writing) : holdsWord(text, writing),
	);

/** The ways in which an output may write a value. */
export function writingsOf({ declared, name, value }: Leaf): string[] {
	const text = String(value);
	if (declared === 'DateTimeOffset') return timesOf(text);
	return [text, ...otherWritings(declared, name, text)].map(searchable);
}

function otherWritings(declared: string, name: string, text: string): string[] {
	// Enum words as titles: `Partially Remediated`, or with underscores, as systems of lower-case names have them.
	if (GRAPH_SECURITY_SCHEMA.enums[declared] !== undefined) {
		return [' ', '_'].map((between) => text.replace(/([a-z0-9])(?=[A-Z])/g, `$1${between}`));
	}
	if (name === 'registryHive') return ['HKLM'];
	if (name === 'macAddress') return [text.replaceAll(':', '-'), text.replaceAll(':', '')];
	return name === 'internetMessageId' ? [text.replace(/[<>]/g, '')] : [];
}

/** To the second, which no two times share: as ISO 8601 or for people, and as time since 1970 in milliseconds or seconds. */
function timesOf(text: string): string[] {
	const seconds = text.slice(0, 19);
	const epoch = Date.parse(`${seconds}Z`) / 1000;
	return [seconds.toLowerCase(), seconds.replace('T', ' '), String(epoch)];
}

/** Not within a longer word or number. */
function holdsWord(text: string, word: string): boolean {
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
		if (!/^[\p{L}\p{N}]{2}/u.test(`${text.charAt(at - 1)}${word}`) || at === 0) {
			const [last, next] = [word.at(-1) ?? '', text.charAt(at + word.length)];
			if (!/^[\p{L}\p{N}]{2}$/u.test(last + next)) return true;
		}
	}
	return false;
}
