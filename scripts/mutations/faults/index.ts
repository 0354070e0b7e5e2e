import type { Area } from '../fault';
import { auth } from './auth';
import { reading } from './reading';
import { sources } from './sources';
import { transport } from './transport';

/** Every fault that is planted, by the part of the code it is in. */
export const areas: Area[] = [auth, transport, sources, reading];
