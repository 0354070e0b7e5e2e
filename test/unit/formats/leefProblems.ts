import { isIP } from 'node:net';

/** Predefined attributes with their longest value, or the check of their type. Source: IBM, predefined LEEF event attributes. */
const PREDEFINED = new Map<string, number | ((value: string) => boolean)>([
	['cat', Infinity],
	['devTime', (value) => /^(\d{10}|\d{13})$/.test(value)],
	['sev', (value) => /^([1-9]|10)$/.test(value)],
	['src', (value) => isIP(value) !== 0],
	['dst', (value) => isIP(value) !== 0],
	['usrName', 255],
	['accountName', 255],
	['domain', Infinity],
	['resource', Infinity],
	['url', Infinity],
]);

/** Reads a line after IBM's guide, and knows nothing of how ours are written. Throws where the line breaks a rule. */
export function parseLeef(line: string): { header: string[]; attributes: Map<string, string> } {
	if (/\p{Surrogate}|[\u2028\u2029]/u.test(line) || /\p{Cc}/u.test(line.replaceAll('\t', ''))) {
		throw new Error('a line end, a control character or half of a surrogate pair');
	}
	const fields = line.split('|');
	const [version, vendor = '', product = '', productVersion = '', eventId = '', delimiter] = fields;
	if (version !== 'LEEF:2.0') throw new Error(`not LEEF: ${version}`);
	if (delimiter !== 'x09') throw new Error(`'${delimiter}' is not the delimiter`);
	const header = [vendor, product, productVersion, eventId];
	if (header.includes('')) throw new Error('an empty header field');
	const rest = fields.slice(6).join('|');
	const pairs = rest === '' ? [] : rest.split('\t').map(pairOf);
	const attributes = new Map(pairs);
	if (attributes.size !== pairs.length) throw new Error('a key twice');
	return { header, attributes };
}

function pairOf(text: string): [string, string] {
	const [, key, value] = /^([A-Za-z][A-Za-z0-9]*)=(.*)$/.exec(text) ?? [];
	if (key === undefined || value === undefined) throw new Error(`'${text}' is no attribute`);
	return [key, value];
}

/** Reserved, or what QRadar would make assets of, over all customers. */
const NOT_OURS = /^(ident|isLog|cal|srcMAC|dstMAC)/;

/** What in a line LEEF does not allow. */
export function leefProblems(line: string): string[] {
	const { header, attributes } = parseLeef(line);
	return [
		...(header.every((field) => field.length <= 255) ? [] : ['a header field is too long']),
		...[...attributes].flatMap(([key, value]) => attributeProblems(key, value)),
	];
}

function attributeProblems(key: string, value: string): string[] {
	const rule = PREDEFINED.get(key);
	if (NOT_OURS.test(key)) return [`${key} is not for us`];
	if (value === '' || value !== value.trim()) return [`${key} is empty or has spaces around it`];
	if (typeof rule === 'function') return rule(value) ? [] : [`${key} is of another type: ${value}`];
	return rule !== undefined && value.length > rule ? [`${key} is longer than ${rule}`] : [];
}
