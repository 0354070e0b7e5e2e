import type { Exception } from './exception';

/** What Splunk HEC leaves out. */
export const SPLUNK_EXCEPTIONS: readonly Exception[] = [];
