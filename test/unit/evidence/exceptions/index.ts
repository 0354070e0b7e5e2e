import { ECS_EXCEPTIONS } from './ecs';
import type { Exception } from './exception';
import { ITEM_EXCEPTIONS } from './item';
import { LINE_EXCEPTIONS } from './lines';
import { MESSAGE_EXCEPTIONS } from './messages';
import { OCSF_EXCEPTIONS } from './ocsf';
import { SPLUNK_EXCEPTIONS } from './splunkHec';

export { excuses } from './exception';
export { NOTHING_IN_LINES } from './lines';

/** An exception that excuses nothing any more fails the test, for each of its targets and types. */
export const EXCEPTIONS: readonly Exception[] = [
	...ITEM_EXCEPTIONS,
	...MESSAGE_EXCEPTIONS,
	...LINE_EXCEPTIONS,
	...SPLUNK_EXCEPTIONS,
	...ECS_EXCEPTIONS,
	...OCSF_EXCEPTIONS,
];
