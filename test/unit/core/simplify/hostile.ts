import fc from 'fast-check';

import type { SimpleAlert } from '../../../../nodes/MicrosoftDefenderMssp/core/alert';
import type { JsonObject } from '../../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../../nodes/MicrosoftDefenderMssp/core/json';
import { everyValueOf } from '../builders';

const HOSTILE_KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', ''];

const KNOWN = new Set(
	`id incidentId title description severity status classification determination category serviceSource detectionSource
	productName assignedTo actorDisplayName threatDisplayName threatFamilyName investigationState createdDateTime
	lastUpdateDateTime resolvedDateTime firstActivityDateTime lastActivityDateTime recommendedActions detectorId alertPolicyId
	customDetails categories systemTags comments mitreTechniques devices users files processes ips urls hashes mailboxes emails
	applications cloudResources entities`.split(/\s+/),
);

/** JSON objects that look like alerts often enough to reach every branch: `names` as keys, evidence with a known `type`. */
export function hostileObject(names: string[], typeKey: string, types: string[]): fc.Arbitrary<JsonObject> {
	const key = fc.oneof(fc.constantFrom(...names, ...HOSTILE_KEYS), fc.string());
	const content = fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue())));
	const evidence = fc
		.tuple(fc.constantFrom(...types), content)
		.map(([type, value]) => ({ ...value, [typeKey]: type }));
	const list = fc.array(fc.oneof(evidence, fc.jsonValue()), { maxLength: 6 });
	const any = fc.object({ key, withNullPrototype: true, maxDepth: 3 });
	return fc
		.tuple(fc.oneof(content, any), fc.oneof(list, fc.jsonValue()))
		.map(([value, found]) => (isJsonObject(value) ? { ...value, evidence: found } : {}));
}

/** What is wrong with a simplified alert: properties that are not its own, and values that are not there. */
export function simpleKeys(simple: SimpleAlert): string[] {
	const foreign = Object.keys(simple).filter((name) => !KNOWN.has(name));
	const empty = everyValueOf(simple).includes(undefined) ? ['a value is undefined'] : [];
	const inherited = Object.getPrototypeOf(simple) === Object.prototype ? [] : ['the prototype was changed'];
	return [...foreign, ...empty, ...inherited];
}
