import { cef } from './cef';
import { ecs } from './ecs';
import type { Format } from './format';
import { leef } from './leef';
import { ocsf } from './ocsf';
import { siem } from './siem';
import { splunkHec } from './splunkHec';

/** The output formats by the name under which items carry them. */
export const FORMATS = { siem, cef, leef, splunkHec, ecs, ocsf } as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
