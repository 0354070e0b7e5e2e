import type { AlertEntity, AlertLists } from '../alert';
import type { JsonObject } from '../json';
import { isJsonObject } from '../json';
import type { Evidence } from './evidence';
import { pieceOf } from './readGraph';
import type { Shelves } from './shelves';
import { shelvesOf } from './shelves';
import type { EvidenceType } from './types';
import { typeOf } from './types';
import { withoutEchoes } from './withoutEchoes';

/**
 * The evidence of a simplified alert: its entities, each with what the lists of the alert tell of it; then what stands in the
 * lists alone, as in alerts that were simplified before there were entities, or that a workflow changed.
 */
export function readSimpleEvidence(lists: AlertLists): Evidence[] {
	const shelves = shelvesOf(lists);
	const told = lists.entities.map((entity) => ofEntity(entity, shelves));
	const rest = Object.values(shelves).flatMap((shelf) => shelf.untold());
	return [...told, ...withoutEchoes(rest, told)];
}

function ofEntity(entity: AlertEntity, shelves: Shelves): Evidence {
	const { id, name, roles, verdict, remediationStatus, detectionStatus, deviceId, within } = entity;
	const known = typeOf(entity.type);
	const piece = pieceOf(rawOf(entity, known.type), known);
	const shelf = Object.values(shelves).find(({ kinds }) => kinds.includes(known.kind));
	const listed = shelf?.take(entity);
	// The list of devices has no place for what Defender for IoT says, the details of its entity do.
	const device = listed?.device && { ...listed.device, iot: piece.device?.iot };
	const parts = known.type.details === undefined ? {} : listed;
	const own = { id, name, roles, verdict, remediationStatus, detectionStatus, within };
	const found = deviceId === undefined ? {} : { deviceId };
	return { ...piece, ...parts, ...(device && { device }), ...own, ...found };
}

/** The service's object as far as the entity tells it; an ID or name that no detail has is of the property that has it first. */
function rawOf({ id, name, details = {} }: AlertEntity, type: EvidenceType): JsonObject {
	const raw = nestedOf(details);
	const told = new Set(Object.values(details));
	if (type.details !== undefined) return raw;
	for (const [property, value] of [
		[type.id?.[0], id],
		[type.name?.[0], name],
	]) {
		if (property !== undefined && value !== undefined && !told.has(value)) raw[property] = value;
	}
	return raw;
}

/**
 * Dotted names as objects in objects, so that details are read as what they were made of. Where a text stands already, the rest
 * of a path is one name: labels of Kubernetes have dots in their names.
 */
function nestedOf(details: Record<string, string>): JsonObject {
	const raw: JsonObject = {};
	const paths = Object.entries(details).sort(([one], [other]) => one.length - other.length);
	for (const [path, value] of paths) put(raw, path.split('.'), value);
	return raw;
}

function put(parent: JsonObject, [name = '', ...rest]: string[], value: string): void {
	if (name === '__proto__') return;
	const inner = Object.hasOwn(parent, name) ? parent[name] : undefined;
	if (rest.length === 0) parent[name] = value;
	else if (inner !== undefined && !isJsonObject(inner)) parent[[name, ...rest].join('.')] = value;
	else {
		const next: JsonObject = inner ?? {};
		parent[name] = next;
		put(next, rest, value);
	}
}
