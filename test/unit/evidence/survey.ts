import type { FullEvidence, Leaf } from '../../support/fullEvidence';
import { isTold, searchable } from './find';
import type { Output } from './outputs';
import { alertWith } from './outputs';

/** What an output tells of a piece of evidence. */
export interface Survey {
	kept: Leaf[];
	missing: Leaf[];
}

/**
 * The values that can be looked for: of those that are the same, as words of an enum may be, the first; and no booleans,
 * which nobody can tell from others.
 */
export function tellableLeaves({ leaves }: FullEvidence): Leaf[] {
	const first = new Map<Leaf['value'], Leaf>();
	for (const leaf of leaves) {
		if (typeof leaf.value !== 'boolean' && !first.has(leaf.value)) first.set(leaf.value, leaf);
	}
	return [...first.values()];
}

/** Looks for every value in what the output makes of an alert with this evidence. */
export function survey(evidence: FullEvidence, output: Output): Survey {
	const text = searchable(output.read(alertWith([evidence.object])));
	const leaves = tellableLeaves(evidence);
	return {
		kept: leaves.filter((leaf) => isTold(leaf, text)),
		missing: leaves.filter((leaf) => !isTold(leaf, text)),
	};
}

/** Surveys of many pieces of evidence in one output. */
export interface Tally {
	kept: number;
	total: number;
	/** The types of which nothing is told. */
	lost: string[];
}

export function tally(all: readonly FullEvidence[], output: Output): Tally {
	const surveys = all.map((evidence) => ({ type: evidence.type, ...survey(evidence, output) }));
	const sum = (part: 'kept' | 'missing') => surveys.reduce((count, found) => count + found[part].length, 0);
	return {
		kept: sum('kept'),
		total: sum('kept') + sum('missing'),
		lost: surveys.filter(({ kept }) => kept.length === 0).map(({ type }) => type),
	};
}
