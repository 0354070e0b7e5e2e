import type { Resource } from '../resource';
import { runHuntingQuery } from './run.operation';

/** Resource Hunting Query. */
export const huntingQuery: Resource = {
	title: 'Hunting Query',
	value: 'huntingQuery',
	preset: 'run',
	operations: { run: runHuntingQuery },
};
