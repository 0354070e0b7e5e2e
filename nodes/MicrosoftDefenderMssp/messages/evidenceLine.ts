import type { Evidence } from '../core/evidence/evidence';
import { typeOf } from '../core/evidence/types';
import type { Fact } from './content';
import { labelOf, wordsOf } from './evidenceWords';
import { detailWords } from './evidenceWords/details';
import type { EvidenceWords, Told } from './evidenceWords/told';
import { namedOrIdentified, told } from './evidenceWords/told';
import { fit } from './text';
import { fitted, LONGEST, lowerCase, saysSomething, shown } from './words';

/** Of a kind without words of its own, what stands in it is all that there is to say of it. */
const FEW_DETAILS = 250;

/** A line of evidence. A detailed one ends with all that the service says besides, as far as there is room. */
export function lineOf(piece: Evidence, isDetailed: boolean): Fact {
	const words = wordsOf(piece.kind);
	const all = toldOf(piece, words, isDetailed);
	const room = isDetailed ? LONGEST.long : words === undefined ? FEW_DETAILS : 0;
	const [head, ...parts] = distinct(all);
	const first = [head ?? 'without a name', inBrackets(judgementOf(piece))].join('');
	const known = new Set(all.flatMap(({ values }) => values.map((value) => value.toLowerCase())));
	const start = [first, ...parts].join(BETWEEN);
	const details = detailWords(piece, known, room - start.length);
	return { label: titleOf(piece), value: fit([start, ...details].join(BETWEEN), LONGEST.long) };
}

const BETWEEN = ' · ';

function toldOf(piece: Evidence, words: EvidenceWords | undefined, isDetailed: boolean): Told[] {
	const told = (words?.tell ?? namedOrIdentified)(piece);
	if (!isDetailed) return words === undefined ? [...told, ...identified(piece)] : told;
	return [...told, ...(words?.more?.(piece) ?? []), ...identified(piece), ...foundOn(piece)];
}

const identified = ({ id }: Evidence): Told[] =>
	id === undefined ? [] : [{ words: `ID ${fitted(id, LONGEST.part)}`, values: [id] }];

const foundOn = ({ deviceId }: Evidence): Told[] => told(deviceId, 'on device ');

const distinct = (all: readonly Told[]): string[] => {
	const seen = new Set<string>();
	return all.flatMap(({ words, values }) => {
		const key = values.join('\n').toLowerCase();
		if (key !== '' && seen.has(key)) return [];
		seen.add(key);
		return [words];
	});
};

/** `Malicious URL`; only verdicts that we know, because a label is no place for texts that somebody chose. */
function titleOf({ kind, verdict = '' }: Evidence): string {
	const label = labelOf(kind);
	const title = LOUD_VERDICTS.has(verdict) ? `${verdict} ${label}` : label;
	return title.charAt(0).toUpperCase() + title.slice(1);
}

const LOUD_VERDICTS: ReadonlySet<string> = new Set(['malicious', 'suspicious']);

const inBrackets = (words: readonly string[]): string => (words.length === 0 ? '' : ` (${words.join(', ')})`);

/** What was found of it that its title does not say: its part in the attack, and what became of it. */
function judgementOf({ kind, verdict, roles, remediationStatus, detectionStatus }: Evidence): string[] {
	const type = typeOf(kind).kind === kind && labelOf(kind) === 'evidence' ? [kind] : [];
	const quiet = verdict === undefined || LOUD_VERDICTS.has(verdict) ? [] : [verdict];
	const parts = roles.filter((role) => role !== verdict);
	const rest = [...quiet, ...parts, detectionStatus].filter(saysSomething).map(lowerCase);
	const remedy = saysSomething(remediationStatus)
		? [REMEDIES.get(remediationStatus) ?? lowerCase(remediationStatus)]
		: [];
	const words = [...type, ...rest, ...remedy].map((word) => shown(word, 60));
	return [...new Set(words.filter((word) => word !== undefined))];
}

/** Where the word of Graph alone says too little. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
	['active', 'still active'],
	['declined', 'remediation declined'],
	['notFound', 'not found any more'],
	['pendingApproval', 'remediation pending approval'],
	['running', 'remediation running'],
]);
