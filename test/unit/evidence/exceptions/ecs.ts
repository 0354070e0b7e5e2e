import type { Exception } from './exception';
import { ITEM_EXCEPTIONS } from './item';

/** ECS leaves out nothing that the item has. */
export const ECS_EXCEPTIONS: readonly Exception[] = ITEM_EXCEPTIONS.map((exception) => ({
	...exception,
	targets: ['ecs'],
}));
