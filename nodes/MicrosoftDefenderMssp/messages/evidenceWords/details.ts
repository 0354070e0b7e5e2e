import type { Evidence } from '../../core/evidence/evidence';
import { detailsOf } from '../../core/evidence/details';
import { text, texts } from '../../core/json';
import { defangUrl, oneLine } from '../text';
import { lowerCase, moment, shown } from '../words';

/** Longest text of one detail; a list of IDs says no more when it is longer. */
const LONGEST_DETAIL = 300;

/**
 * What the service says beside what `known` has told already, the most important first, until about `room` characters are
 * full: `object ID 8888…`. An alert may carry tens of thousands of texts, so that no more are written than are needed.
 */
export function detailWords(piece: Evidence, known: ReadonlySet<string>, room: number): string[] {
	const words: string[] = [];
	let left = room;
	for (const [name, value] of byImportance(allDetails(piece))) {
		if (left <= 0) break;
		if (known.has(value.toLowerCase())) continue;
		const detail = wordsOf(name, value);
		if (detail === undefined) continue;
		words.push(detail);
		left -= detail.length;
	}
	return words;
}

type Detail = readonly [name: string, value: string];

function allDetails(piece: Evidence): Detail[] {
	const { raw, tags } = piece;
	const isDevice = piece.device !== undefined;
	return [
		...detailsOf(piece),
		...listed('detailedRoles', texts(raw.detailedRoles)),
		...listed('tags', isDevice ? [] : tags),
		...listed('remediationStatusDetails', [text(raw.remediationStatusDetails) ?? '']),
	];
}

const listed = (name: string, values: readonly string[]): Detail[] => {
	const joined = values.filter((value) => value !== '').join(', ');
	return joined === '' ? [] : [[name, joined]];
};

/** First what one can look for, then the rest, then times and measures. */
function byImportance(details: readonly Detail[]): Detail[] {
	const ranks: [Detail[], Detail[], Detail[]] = [[], [], []];
	for (const detail of details) ranks[rankOf(detail[0])].push(detail);
	return ranks.flat();
}

function rankOf(name: string): 0 | 1 | 2 {
	if (/(DateTime|itude|Number|Count|Build|Size)$/.test(name)) return 2;
	return /(name|id|ids|sid|upn|urn|guid|address|addresses|ip|url|urls|email|md5|sha\d+|sha256Ac|domain|path|link|recipients|value|title)$/i.test(
		name,
	)
		? 0
		: 1;
}

/** Objects that only hold what the evidence itself is about. */
const WRAPPERS = /^(fileDetails|userAccount|imageFile|mailbox|vmMetadata)\./;

function wordsOf(name: string, value: string): string | undefined {
	const path = name.replace(WRAPPERS, '').split('.');
	const isUrl = /(url|urls|link)$/i.test(name);
	const written = isUrl
		? value
				.split(', ')
				.map((url) => defangUrl(oneLine(url)))
				.join(', ')
		: moment(value);
	const said = shown(ANSWERS.get(written) ?? written, LONGEST_DETAIL);
	const label = shown(path.map(propertyWords).join(' '), 80);
	return said === undefined ? undefined : `${label ?? ''} ${said}`.trim();
}

const ANSWERS: ReadonlyMap<string, string> = new Map([
	['true', 'yes'],
	['false', 'no'],
]);

/** `azureAdUserId` as `azure AD user ID`. */
const propertyWords = (name: string): string =>
	lowerCase(name.replace(/^is(?=[A-Z])/, '').replaceAll(/ioT/gi, 'Iot'))
		.split(' ')
		.map((word) => ACRONYMS.get(word) ?? word)
		.join(' ');

const ACRONYMS: ReadonlyMap<string, string> = new Map(
	['AD', 'AV', 'DNS', 'ID', 'IP', 'MAC', 'MD5', 'OS', 'SID', 'UPN', 'URL', 'URN', 'VM', 'VLAN']
		.map((word) => [word.toLowerCase(), word] as const)
		.concat([
			['iot', 'IoT'],
			['ids', 'IDs'],
			['md 5', 'MD5'],
		]),
);
