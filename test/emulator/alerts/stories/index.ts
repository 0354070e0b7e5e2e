import * as ai from './ai';
import * as cloud from './cloud';
import * as cloudApps from './cloudApps';
import * as dataLoss from './dataLoss';
import * as endpoint from './endpoint';
import * as identity from './identity';
import * as iot from './iot';
import * as kubernetes from './kubernetes';
import * as office from './office';
import type { Story } from './scene';
import * as sentinel from './sentinel';

export { sceneOf, type Scene, type Story } from './scene';

/** Alerts as each of Microsoft's services raises them, by name. */
export const stories = {
	...endpoint,
	...office,
	...dataLoss,
	...cloudApps,
	...identity,
	...cloud,
	...kubernetes,
	...iot,
	...sentinel,
	...ai,
} as const satisfies Readonly<Record<string, Story>>;

export type StoryName = keyof typeof stories;
