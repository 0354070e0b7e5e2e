import type { Measurement } from '../measurement';
import { actions } from './actions';
import { backlog } from './backlog';
import { fairness } from './fairness';
import { growth } from './growth';
import { idle } from './idle';
import { latency } from './latency';
import { load } from './load';
import { simplify } from './simplify';
import { sweep } from './sweep';

export const MEASUREMENTS: readonly Measurement[] = [
	sweep,
	latency,
	fairness,
	backlog,
	idle,
	growth,
	actions,
	simplify,
	load,
];
