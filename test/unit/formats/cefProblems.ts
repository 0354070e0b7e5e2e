import { isIPv4, isIPv6 } from 'node:net';

import type { CustomName } from '../../../nodes/MicrosoftDefenderMssp/formats/cefKeys';
import { CUSTOM_NAMES, customKey } from '../../../nodes/MicrosoftDefenderMssp/formats/cefKeys';
import { cefDictionary as dictionary } from './schemas';

/** The keys of our own, which the documentation lists. */
const CUSTOM_KEYS = Object.entries(CUSTOM_NAMES).map(
	([name, longest]) => [customKey(name as CustomName), longest] as const,
);

const LONGEST: ReadonlyMap<string, number> = new Map([...Object.entries(dictionary.texts), ...CUSTOM_KEYS]);

export interface CefLine {
	version: string;
	vendor: string;
	product: string;
	deviceVersion: string;
	eventClassId: string;
	name: string;
	severity: string;
	extension: Map<string, string>;
}

/** Reads a line after the CEF standard, and knows nothing of how ours are written. Throws where the line breaks a rule. */
export function parseCef(line: string): CefLine {
	if (/\p{Cc}|\p{Surrogate}/u.test(line)) throw new Error('a control character or half of a surrogate pair');
	const { fields, rest } = headerOf(line);
	const [
		version = '',
		vendor = '',
		product = '',
		deviceVersion = '',
		eventClassId = '',
		name = '',
		severity = '',
	] = fields;
	if (version !== 'CEF:0') throw new Error(`not CEF: ${version}`);
	if (!/^(\d|10)$/.test(severity)) throw new Error(`no severity: ${severity}`);
	if (fields.includes('')) throw new Error('an empty header field');
	const extension = extensionOf(rest);
	return { version, vendor, product, deviceVersion, eventClassId, name, severity, extension };
}

/** The seven fields up to the seventh pipe that is not escaped. */
function headerOf(line: string): { fields: string[]; rest: string } {
	const fields: string[] = [];
	let field = '';
	for (let at = 0; at < line.length; at += 1) {
		const character = line.charAt(at);
		if (character === '\\') {
			at += 1;
			if (!'\\|'.includes(line.charAt(at))) throw new Error(`'\\${line.charAt(at)}' in the header`);
			field += line.charAt(at);
		} else if (character === '|') {
			fields.push(field);
			field = '';
			if (fields.length === 7) return { fields, rest: line.slice(at + 1) };
		} else {
			field += character;
		}
	}
	throw new Error(`a header of ${fields.length} fields`);
}

/** A key is the word before an equals sign that is not escaped; its value ends at the space before the next key. */
function extensionOf(text: string): Map<string, string> {
	const signs = [...text.matchAll(/(?<!\\)(?:\\\\)*=/g)].map((match) => match.index + match[0].length - 1);
	const keys = signs.map((sign) => {
		const start = text.lastIndexOf(' ', sign) + 1;
		const key = text.slice(start, sign);
		if (!/^[A-Za-z0-9]+$/.test(key)) throw new Error(`'${key}' is no key`);
		return { key, start, value: sign + 1 };
	});
	if (keys.length > 0 && keys[0]?.start !== 0) throw new Error('text before the first key');
	const pairs = keys.map(({ key, value }, index) => {
		const end = keys[index + 1]?.start ?? text.length + 1;
		return [key, unescaped(text.slice(value, end - 1))] as const;
	});
	const extension = new Map(pairs);
	if (extension.size !== pairs.length) throw new Error('a key twice');
	return extension;
}

const UNESCAPED: Readonly<Record<string, string>> = { '\\': '\\', '=': '=', n: '\n', r: '\r' };

function unescaped(value: string): string {
	if (value !== value.trim()) throw new Error(`spaces around '${value}'`);
	return value.replaceAll(/\\(.?)/gs, (_match, character: string) => {
		const meant = UNESCAPED[character];
		if (meant === undefined) throw new Error(`'\\${character}' in the extension`);
		return meant;
	});
}

/** What in a line the dictionary of CEF does not allow: keys, lengths, types, labels without value or value without label. */
export function cefProblems(line: string): string[] {
	const { vendor, product, deviceVersion: version, eventClassId, name, extension } = parseCef(line);
	const header = Object.entries({ vendor, product, version, eventClassId, name }).filter(
		([field, value]) => value.length > (dictionary.header[field] ?? 0),
	);
	return [
		...header.map(([field]) => `the header's ${field} is too long`),
		...[...extension].flatMap(([key, value]) => fieldProblems(key, value, extension)),
	];
}

function fieldProblems(key: string, value: string, extension: Map<string, string>): string[] {
	const limit = LONGEST.get(key);
	const type = new Map(Object.entries(dictionary.types)).get(key);
	const isCustom = /^(cs|cn|c6a|flexString)\d$/.test(key);
	return [
		...(limit === undefined && type === undefined ? [`${key} is no key`] : []),
		...(value.length > (limit ?? Infinity) ? [`${key} is too long`] : []),
		...(type !== undefined && !isOfType(type, value) ? [`${key} is no ${type}: ${value}`] : []),
		...(isCustom && !extension.has(`${key}Label`) ? [`${key} has no label`] : []),
		...(key.endsWith('Label') && !extension.has(key.slice(0, -5)) ? [`${key} has no value`] : []),
		...(value === '' ? [`${key} is empty`] : []),
	];
}

function isOfType(type: string, value: string): boolean {
	if (type === 'ipv4') return isIPv4(value);
	return type === 'ipv6' ? isIPv6(value) : /^-?\d+$/.test(value);
}
