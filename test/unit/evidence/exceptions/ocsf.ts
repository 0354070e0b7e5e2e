import type { Exception } from './exception';
import { ITEM_EXCEPTIONS } from './item';

/** What OCSF leaves out: of a simplified item what that does not have itself. */
export const OCSF_EXCEPTIONS: readonly Exception[] = ITEM_EXCEPTIONS.map((exception) => ({
	...exception,
	targets: ['ocsf'],
}));
