import type { Evidence } from './evidence';

/** Lowest first; evidence without a verdict stands between what is suspicious and what was found to be clean. */
const VERDICTS: ReadonlyMap<string, number> = new Map([
	['malicious', 0],
	['suspicious', 1],
	['noThreatsFound', 3],
]);

/** The roles that say whom to look at first: who attacks, and who fell. */
const LEADING: ReadonlySet<string> = new Set(['attacker', 'commandAndControl', 'compromised', 'attacked']);

/**
 * The evidence with what tells most first: malicious before suspicious before the rest before clean, then attackers and the
 * compromised, then what the alert lists itself; else in the order of the service.
 */
export const mostTelling = (evidence: readonly Evidence[]): Evidence[] =>
	evidence
		.map((piece, index) => ({ piece, index, rank: rankOf(piece) }))
		.sort((one, other) => one.rank - other.rank || one.index - other.index)
		.map(({ piece }) => piece);

function rankOf({ verdict = '', roles, within }: Evidence): number {
	const role = roles.some((one) => LEADING.has(one)) ? 0 : 2;
	return (VERDICTS.get(verdict) ?? 2) * 4 + role + (within === undefined ? 0 : 1);
}
