import type { Exception } from './exception';

/** What messages leave out. */
export const MESSAGE_EXCEPTIONS: readonly Exception[] = [];
