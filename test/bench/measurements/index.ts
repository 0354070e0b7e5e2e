import type { Measurement } from '../measurement';
import { actions } from './actions';
import { backlog } from './backlog';
import { growth } from './growth';
import { idle } from './idle';
import { load } from './load';
import { simplify } from './simplify';
import { sweep } from './sweep';

export const MEASUREMENTS: readonly Measurement[] = [sweep, backlog, idle, growth, actions, simplify, load];
