import type { Exception } from './exception';

/** What ECS leaves out. */
export const ECS_EXCEPTIONS: readonly Exception[] = [];
