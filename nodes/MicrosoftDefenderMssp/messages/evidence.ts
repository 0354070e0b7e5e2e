import type { Evidence } from '../core/evidence/evidence';
import { mostTelling } from '../core/evidence/telling';
import type { Fact } from './content';
import { lineOf } from './evidenceLine';
import { labelOf } from './evidenceWords';
import { detailsOf } from '../core/evidence/details';

/** How many lines there are unless somebody wants more; those who do get all details too. */
export const USUAL_LINES = 6;

export interface EvidenceLines {
	lines: Fact[];
	/** How many were left out. */
	more: number;
}

/** The facts of a message tell these kinds; they fill lines that are left. */
const IN_FACTS: ReadonlySet<string> = new Set(['device', 'mailbox', 'user']);

const isInFacts = ({ kind }: Evidence): boolean => IN_FACTS.has(kind);

/**
 * The evidence that tells most, at most so many lines: the best of each kind before a second of any, shown with what tells most
 * first. `first` are lines that belong in front, such as the alerts of an incident.
 */
export function topEvidence(
	evidence: readonly Evidence[],
	most: number,
	first: readonly Fact[] = [],
): EvidenceLines {
	const pieces = once(mostTelling(evidence));
	const others = byLabel(pieces.filter((piece) => !isInFacts(piece)));
	const inFacts = byLabel(pieces.filter(isInFacts));
	const [leading = 0, ...counts] = shares([first, ...others], most);
	const left = most - leading - sum(counts);
	const chosen = new Set([...taken(others, counts), ...taken(inFacts, shares(inFacts, left))]);
	const shown = pieces.filter((piece) => chosen.has(piece));
	const inOrder = [...shown.filter((piece) => !isInFacts(piece)), ...shown.filter(isInFacts)];
	return {
		lines: distinctLines([
			...first.slice(0, leading),
			...inOrder.map((piece) => lineOf(piece, most > USUAL_LINES)),
		]),
		more: most === 0 ? 0 : first.length + pieces.length - leading - chosen.size,
	};
}

/** The pieces of each kind, by what people call them. */
function byLabel(pieces: readonly Evidence[]): Evidence[][] {
	const kinds = new Map<string, Evidence[]>();
	for (const piece of pieces) {
		const label = labelOf(piece.kind);
		const kind = kinds.get(label);
		if (kind === undefined) kinds.set(label, [piece]);
		else kind.push(piece);
	}
	return [...kinds.values()];
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const taken = (kinds: ReadonlyArray<readonly Evidence[]>, counts: readonly number[]): Evidence[] =>
	kinds.flatMap((kind, index) => kind.slice(0, counts[index]));

/** Each thing once, as often as alerts name it; the one with the loudest verdict stands first. */
function once(pieces: readonly Evidence[]): Evidence[] {
	const seen = new Set<string>();
	return pieces.filter((piece) => {
		const { kind, id, name, process } = piece;
		const identity = process?.commandLine ?? id;
		const key = JSON.stringify([kind, identity, name, ...((identity ?? name) ? [] : detailsOf(piece))]);
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}

/** Pieces that differ only in what their lines do not show are one line. */
const distinctLines = (lines: readonly Fact[]): Fact[] => [
	...new Map(lines.map((line) => [`${line.label}\n${line.value}`, line])).values(),
];

/** How many of each kind to take: one of each in turns until there are enough. */
function shares(kinds: ReadonlyArray<{ length: number }>, most: number): number[] {
	const counts = kinds.map(() => 0);
	let left = most;
	for (let round = 1; left > 0 && kinds.some(({ length }) => length >= round); round += 1) {
		for (const [index, { length }] of kinds.entries()) {
			if (length < round || left === 0) continue;
			counts[index] = round;
			left -= 1;
		}
	}
	return counts;
}
