import type { JsonObject } from '../core/json';
import { isJsonObject } from '../core/json';
import { isEmpty } from './present';

/** Fields by their dotted ECS names; what is undefined or empty is left out. */
export type EcsFields = Record<string, unknown>;

/** Dotted names as objects in objects. */
export function nested(fields: EcsFields): JsonObject {
	const document: JsonObject = {};
	for (const [name, value] of Object.entries(fields).filter(([, entry]) => !isEmpty(entry))) {
		const path = name.split('.');
		const last = path.pop() ?? name;
		const parent = path.reduce<JsonObject>((object, part) => {
			const child = isJsonObject(object[part]) ? object[part] : {};
			object[part] = child;
			return child;
		}, document);
		parent[last] = value;
	}
	return document;
}

/** True or false; a simplified alert has them as texts. */
export function flagOf(value: unknown): boolean | undefined {
	const written = typeof value === 'boolean' ? String(value) : value;
	return written === 'true' ? true : written === 'false' ? false : undefined;
}
