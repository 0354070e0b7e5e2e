import fc from 'fast-check';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { fullEvidence, UNKNOWN_TYPE } from '../../support/fullEvidence';
import { EVIDENCE_TYPES } from '../../support/graphSecuritySchema';

const ALL = [...EVIDENCE_TYPES, UNKNOWN_TYPE].map((type) => fullEvidence(type).object);

/** Names that every object has by itself, or that turn an object into something else. */
const ODD_KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'then', 'toJSON', ''];
const KEYS = [...new Set(ALL.flatMap((object) => Object.keys(object)))];

const ODD_TYPES = [
	'#microsoft.graph.security.deviceEvidence',
	'microsoft.graph.security.deviceEvidence',
	'#MICROSOFT.GRAPH.SECURITY.DEVICEEVIDENCE',
	'#microsoft.graph.security.iotDeviceEvidence',
	'#microsoft.graph.security.alertEvidence',
	'#microsoft.graph.security.Evidence',
	'#microsoft.graph.security.constructorEvidence',
	'#microsoft.graph.security.__proto__Evidence',
	'#microsoft.graph.security.',
	'Evidence',
	'#',
	'',
];

/** What a property may hold where the schema declares something else. */
const wrongValue: fc.Arbitrary<unknown> = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.constantFrom<unknown>(
		null,
		'',
		0,
		-1,
		true,
		[],
		{},
		[null],
		[[]],
		['x', 'x'],
		1e308,
		'\ud83d',
		'a\u0000b',
	),
	fc.constantFrom(...ALL),
);

/** The object as JSON would bring it, with `__proto__` as a property like any other. */
const withProperty = (object: JsonObject, name: string, value: unknown): JsonObject => {
	const copy = JSON.parse(JSON.stringify(object)) as JsonObject;
	return Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true });
};

/** The same, but anything in it, however deep, may be missing or be something else. */
function like(sample: unknown): fc.Arbitrary<unknown> {
	if (Array.isArray(sample)) {
		const entries = fc.array(fc.oneof(...sample.map(like)), { maxLength: 3 });
		return fc.oneof({ weight: 5, arbitrary: entries }, wrongValue);
	}
	if (!isJsonObject(sample)) return fc.oneof({ weight: 3, arbitrary: fc.constant(sample) }, wrongValue);
	const { '@odata.type': type, ...rest } = sample;
	const parts = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, like(value)]));
	const filled = fc
		.record(parts, { requiredKeys: [], noNullPrototype: true })
		.map((object) => (type === undefined ? object : { '@odata.type': type, ...object }));
	return fc.oneof({ weight: 8, arbitrary: filled }, wrongValue);
}

/** With a property that an object may trip over. */
const withOddKey = (piece: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
	fc
		.tuple(piece, fc.constantFrom(...ODD_KEYS), wrongValue)
		.map(([object, name, value]) => (isJsonObject(object) ? withProperty(object, name, value) : object));

const withoutType = (object: JsonObject): JsonObject =>
	Object.fromEntries(Object.entries(object).filter(([name]) => name !== '@odata.type'));

/** Evidence whose type is odd, not there, or of no text. */
const oddlyTyped = (sample: JsonObject): fc.Arbitrary<JsonObject> =>
	fc
		.oneof(fc.constantFrom<unknown>(...ODD_TYPES), fc.string(), fc.jsonValue({ maxDepth: 1 }))
		.map((type) => withProperty(withoutType(sample), '@odata.type', type));

const anyObject = fc
	.array(fc.tuple(fc.constantFrom(...KEYS, ...ODD_KEYS, '@odata.type'), wrongValue), { maxLength: 6 })
	.map((pairs) => pairs.reduce<JsonObject>((object, [name, value]) => withProperty(object, name, value), {}));

const spoiled = fc.oneof(...ALL.map(like));

/** Something that stands in a list of evidence. */
export const anyPiece: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 5, arbitrary: spoiled },
	withOddKey(spoiled),
	fc.constantFrom(...ALL).chain(oddlyTyped),
	fc.constantFrom(...ALL).map(withoutType),
	anyObject,
	wrongValue,
);

/** Whatever may stand in `evidence`. */
export const anyEvidence: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 6, arbitrary: fc.array(anyPiece, { maxLength: 6 }) },
	anyPiece,
);

/** `depth` objects in each other, each under this property, and at last in a list. */
export function nested(type: string, property: string, depth: number): JsonObject {
	let object: JsonObject = { '@odata.type': `#microsoft.graph.security.${type}`, name: 'innermost' };
	for (let level = 0; level < depth; level += 1) {
		const inner = level % 2 === 0 ? object : [object];
		object = {
			'@odata.type': `#microsoft.graph.security.${type}`,
			name: `level ${level}`,
			[property]: inner,
		};
	}
	return object;
}
