import type { Area } from '../fault';
import { auth } from './auth';
import { checkpoint } from './checkpoint';
import { delivery } from './delivery';
import { polls } from './polls';
import { reading } from './reading';
import { sources } from './sources';
import { transport } from './transport';
import { turns } from './turns';

/** Every fault that is planted, by the part of the code it is in. */
export const areas: Area[] = [delivery, checkpoint, reading, sources, polls, turns, transport, auth];
