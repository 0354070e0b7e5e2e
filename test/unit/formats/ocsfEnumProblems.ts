import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { OcsfAttribute } from './schemas';

/** The value for what OCSF has no word for: its caption is the word of the source. */
const OTHER = 99;

/** What is wrong with a value of an enumeration, or with values in a list, and with the captions that must stand beside them. */
export function enumProblems(
	declared: OcsfAttribute,
	object: JsonObject,
	name: string,
	path: string,
): string[] {
	const { enum: captions, sibling } = declared;
	if (captions === undefined) return [];
	const ids = listOf(object[name]);
	const words = sibling === undefined ? undefined : listOf(object[sibling]);
	return [
		...ids.flatMap((id, index) => {
			const caption = Object.hasOwn(captions, String(id)) ? captions[String(id)] : undefined;
			if (caption === undefined) return [`${path} must not be ${String(id)}`];
			return [
				...(declared.deprecated_values?.includes(String(id)) ? [`${path}: ${caption} is deprecated`] : []),
				...(words === undefined ? [] : captionProblems(id, caption, words[index], path)),
			];
		}),
		...(words !== undefined && words.length > ids.length ? [`${path} has fewer values than captions`] : []),
	];
}

function captionProblems(id: unknown, caption: string, word: unknown, path: string): string[] {
	if (id === OTHER) return typeof word === 'string' && word !== '' ? [] : [`${path} needs the source's word`];
	return word === caption ? [] : [`${path}: the caption of ${String(id)} is ${caption}, not ${String(word)}`];
}

function listOf(value: unknown): unknown[] {
	if (value === undefined) return [];
	return Array.isArray(value) ? value : [value];
}
