import type { FullEvidence, Leaf } from '../../support/fullEvidence';
import { fullEvidence, UNKNOWN_TYPE } from '../../support/fullEvidence';
import { EVIDENCE_TYPES } from '../../support/graphSecuritySchema';
import { EXCEPTIONS, excuses } from './exceptions';
import type { Output } from './outputs';
import { OUTPUTS } from './outputs';
import { needOf, requiredLeaves } from './required';
import { survey } from './survey';

const ALL = [...EVIDENCE_TYPES, UNKNOWN_TYPE].map(fullEvidence);

/** The values that an analyst acts on and that the output does not tell, exceptions among them. */
function lacking(evidence: FullEvidence, output: Output): Leaf[] {
	const required = new Set(requiredLeaves(evidence).map(({ path }) => path));
	return survey(evidence, output).missing.filter(({ path }) => required.has(path));
}

/** A line for people: what is missing, and why it matters. */
const lineOf = (leaf: Leaf): string => `${leaf.path} (${needOf(leaf) ?? ''}): ${JSON.stringify(leaf.value)}`;

describe.each(ALL)('of $type', (evidence) => {
	it.each(OUTPUTS)('$name tells all that an analyst acts on', (output) => {
		const unexcused = lacking(evidence, output).filter(
			(leaf) => !EXCEPTIONS.some((exception) => excuses(exception, evidence.type, output, leaf)),
		);
		expect(unexcused.map(lineOf)).toEqual([]);
	});
});

const excused = EXCEPTIONS.flatMap((exception) =>
	exception.targets.flatMap((target) =>
		(exception.types ?? [undefined]).map((type) => ({
			exception,
			target,
			type,
			title: `${target}, ${type ?? 'any type'}, ${String(exception.paths)}`,
		})),
	),
);

describe('the exceptions', () => {
	it.each(excused)('are still needed: $title', ({ exception, target, type }) => {
		const lost = OUTPUTS.filter((output) => output.target === target).flatMap((output) =>
			ALL.filter((evidence) => type === undefined || evidence.type === type).flatMap((evidence) =>
				lacking(evidence, output).filter((leaf) => excuses(exception, evidence.type, output, leaf)),
			),
		);
		expect(lost).not.toEqual([]);
	});

	it('have a reason each', () => {
		expect(EXCEPTIONS.filter(({ reason }) => !/^[A-Z].{20,}\.$/.test(reason))).toEqual([]);
	});
});
