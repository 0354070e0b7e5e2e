import type { Leaf } from '../../../support/fullEvidence';
import type { Output, Source, Target } from '../outputs';

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
