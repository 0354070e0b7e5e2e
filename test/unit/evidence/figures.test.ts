import { fullEvidence, UNKNOWN_TYPE } from '../../support/fullEvidence';
import { EVIDENCE_TYPES } from '../../support/graphSecuritySchema';
import { NOTHING_IN_LINES } from './exceptions';
import { isTold, searchable } from './find';
import type { Output, Target } from './outputs';
import { alertWith, LINES, MESSAGES, OUTPUTS } from './outputs';
import { namingLeaves } from './required';
import { tally } from './survey';

const ALL = EVIDENCE_TYPES.map(fullEvidence);
const isLine = ({ target }: Output): boolean => LINES.includes(target);

/** The share of all values that an output has to keep, of an item as the service sent it. */
const LEAST_SHARE: ReadonlyArray<readonly [targets: readonly Target[], share: number]> = [
	[['splunkHec', 'ecs', 'ocsf'], 0.6],
	[MESSAGES, 0.35],
];
const shares = LEAST_SHARE.flatMap(([targets, share]) =>
	OUTPUTS.filter(({ target, source }) => source === 'raw' && targets.includes(target)).map((output) => ({
		...output,
		output,
		share,
		percent: `${share * 100} %`,
	})),
);

describe('the figures of all types of the schema', () => {
	it('are of 48 types, and of all outputs', () => {
		expect(ALL).toHaveLength(48);
		expect(OUTPUTS).toHaveLength(24);
		expect(shares).toHaveLength(8);
	});

	it.each(OUTPUTS.filter((output) => !isLine(output)))('$name loses no type', (output) => {
		expect(tally(ALL, output).lost).toEqual([]);
	});

	it.each(OUTPUTS.filter(isLine))('$name loses only types that cannot be told', (output) => {
		expect(tally(ALL, output).lost.sort()).toEqual(Object.keys(NOTHING_IN_LINES).sort());
	});

	it('name at most three types that rows and lines cannot tell, each with a reason', () => {
		expect(Object.keys(NOTHING_IN_LINES).length).toBeLessThanOrEqual(3);
		expect(Object.values(NOTHING_IN_LINES).filter((reason) => reason.length < 20)).toEqual([]);
	});

	it.each(shares)('$name keeps at least $percent of all values', ({ output, share }) => {
		const { kept, total } = tally(ALL, output);
		expect(total).toBeGreaterThan(1_500);
		expect(kept / total).toBeGreaterThanOrEqual(share);
	});
});

describe('a type that no code knows', () => {
	const unknown = fullEvidence(UNKNOWN_TYPE);

	it.each(OUTPUTS)('$name tells what kind of thing it is', (output) => {
		const text = searchable(output.read(alertWith([unknown.object])));
		expect(text.replaceAll(/[ _]/g, '')).toContain('quantumcomputer');
	});

	it.each(OUTPUTS)('$name tells its id and name', (output) => {
		const text = searchable(output.read(alertWith([unknown.object])));
		const told = namingLeaves(unknown).filter((leaf) => isTold(leaf, text));
		expect(told.map(({ path }) => path)).toEqual(expect.arrayContaining(['id', 'name']));
	});
});

describe('many pieces of evidence in one alert', () => {
	// What reads only the first of a type passes every test with one.
	it.each(OUTPUTS.filter((output) => !isLine(output)))('$name tells two of a type', (output) => {
		const [first, second] = ['first', 'second'].map((name) => ({
			'@odata.type': '#microsoft.graph.security.kubernetesServiceAccountEvidence',
			name: `account-${name}`,
		}));
		const text = searchable(output.read(alertWith([first, second])));
		expect([text.includes('account-first'), text.includes('account-second')]).toEqual([true, true]);
	});
});
