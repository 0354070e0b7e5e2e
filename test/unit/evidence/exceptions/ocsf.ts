import type { Exception } from './exception';

/** What OCSF leaves out. */
export const OCSF_EXCEPTIONS: readonly Exception[] = [];
