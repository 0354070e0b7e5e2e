import type { CustomName } from './cefKeys';
import { CUSTOM_NAMES, customKey } from './cefKeys';
import { extensionText } from './cefText';
import { CUT_MARK } from './lineText';

/** A key of the extension with its value; without a value it is left out. */
export interface CefField {
	key: string;
	value: string | number | null | undefined;
	/** Longest value in the extension dictionary of CEF; that of most texts where it is not told. */
	limit?: number;
	label?: string;
	/** A mark at its end would make another ID of it. */
	isId?: true;
}

/** The longest value of most keys. */
const LONGEST_VALUE = 1023;

/** A field with a key of our own. */
export const custom = (name: CustomName, value: CefField['value']): CefField => ({
	key: customKey(name),
	value,
	limit: CUSTOM_NAMES[name],
});

/** The extension of a line. */
export const extensionOf = (fields: CefField[]): string =>
	fields
		.flatMap(({ key, value, limit = LONGEST_VALUE, label, isId }) => {
			const written = extensionText(String(value ?? ''), limit, isId ? '' : CUT_MARK);
			const labelled = label === undefined ? [] : [`${key}Label=${label}`];
			return written === '' ? [] : [`${key}=${written}`, ...labelled];
		})
		.join(' ');
