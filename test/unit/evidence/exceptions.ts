import type { Leaf } from '../../support/fullEvidence';
import type { Output, Source, Target } from './outputs';

/** Values that an output need not tell. */
export interface Exception {
	targets: readonly Target[];
	/** Both items where it is absent. */
	source?: Source;
	/** Every type where it is absent; each that is named must need it. */
	types?: readonly string[];
	paths: RegExp;
	/** Why nothing is lost by that. */
	reason: string;
}

/** An exception that excuses nothing any more fails the test, for each of its targets and types. */
export const EXCEPTIONS: readonly Exception[] = [
	{
		targets: ['siem', 'cef', 'leef'],
		paths: /^(?!(fileDetails|imageFile|userAccount)\.).*\./,
		reason: 'A row or line has a fixed set of fields: for the evidence, and none for what hangs on it.',
	},
];

/** Types of which a row or line tells nothing, at most three, each with the reason. */
export const NOTHING_IN_LINES: Readonly<Record<string, string>> = {};

/** Whether the exception is about this value in this output. */
export const excuses = (
	{ targets, source, types, paths }: Exception,
	type: string,
	output: Pick<Output, 'target' | 'source'>,
	leaf: Leaf,
): boolean =>
	targets.includes(output.target) &&
	(source === undefined || source === output.source) &&
	(types === undefined || types.includes(type)) &&
	paths.test(leaf.path);
