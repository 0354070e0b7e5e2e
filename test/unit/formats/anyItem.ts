import fc from 'fast-check';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { everyDefenderEvidence } from '../core/evidence/everyDefenderEvidence';
import { everyGraphEvidence } from '../core/evidence/everyGraphEvidence';

/** Any code units: halves of surrogate pairs, control characters, line ends. */
const codeUnits = fc.string({
	unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
});

const NASTY = [
	'|',
	'\\',
	'=',
	'\n',
	'\r\n',
	' ',
	'\u0000',
	'\ud83d',
	'\ude00',
	'\ud83d\ude00',
	'a b=c',
	' cs3=forged',
	'\\|',
	'\u2028',
	'__proto__',
	'%00',
];

/** Texts around the lengths at which CEF cuts. */
const long = fc
	.tuple(fc.constantFrom(...NASTY, 'x'), fc.constantFrom(38, 99, 254, 510, 1021, 3999), codeUnits)
	.map(([piece, length, rest]) => `${'y'.repeat(length - 1)}${piece.repeat(3)}${rest}`);

const PLAUSIBLE = [
	'192.0.2.7',
	'2001:db8::7',
	'fe80::1%eth0',
	'999.1.1.1',
	'kim@contoso.example',
	'CONTOSO\\kim',
	'https://user:pw@bad.example:99/a?b#c',
	'http://[2001:db8::1]/',
	'C:\\temp',
	'/tmp/',
	'2026-01-05T08:47:17.7211305Z',
	'0000-00-00T00:00:00Z',
	'unknownFutureValue',
	'constructor',
	'high',
	'resolved',
	'Execution',
	'T1059.001',
	'REG_SZ',
	'Windows11',
];

const anyText = fc.oneof(
	fc.constantFrom(...NASTY),
	fc.constantFrom(...PLAUSIBLE),
	codeUnits,
	long,
	fc.array(fc.constantFrom(...NASTY, ...PLAUSIBLE), { maxLength: 5 }).map((parts) => parts.join('')),
);

const scalar = fc.oneof(
	{ weight: 6, arbitrary: anyText },
	fc.constant(null),
	fc.boolean(),
	fc.double(),
	fc.integer(),
	fc.maxSafeInteger(),
);

const anyValue = fc.oneof(
	{ weight: 5, arbitrary: scalar },
	fc.array(scalar, { maxLength: 3 }),
	fc.jsonValue({ maxDepth: 2 }),
);

/** An object like this one, in which anything may be missing or something else. */
function like(sample: unknown): fc.Arbitrary<unknown> {
	if (Array.isArray(sample)) {
		const entries = sample.map(like);
		const list =
			entries.length === 0
				? fc.array(scalar, { maxLength: 3 })
				: fc.array(fc.oneof(...entries), { maxLength: 4 });
		return fc.oneof({ weight: 5, arbitrary: list }, anyValue);
	}
	if (typeof sample !== 'object' || sample === null) {
		return fc.oneof(
			{ weight: 2, arbitrary: fc.constant(sample) },
			{ weight: 2, arbitrary: scalar },
			anyValue,
		);
	}
	const model = Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, like(value)]));
	return fc.oneof({ weight: 8, arbitrary: fc.record(model, { requiredKeys: [] }) }, anyValue);
}

/** Entries of their own, because the type of an evidence is what the rest is read by. */
const evidenceLike = (samples: JsonObject[], typeKey: string): fc.Arbitrary<unknown> =>
	fc.array(
		fc.oneof(
			...samples.map((sample) =>
				like(sample).map((entry) => Object.assign({}, entry, { [typeKey]: sample[typeKey] })),
			),
			anyValue,
		),
		{ maxLength: 5 },
	);

const alertLike = (sample: JsonObject, typeKey: string): fc.Arbitrary<JsonObject> =>
	fc
		.tuple(like({ ...sample, evidence: [] }), evidenceLike(sample.evidence as JsonObject[], typeKey))
		.map(([alert, evidence]) => Object.assign({}, alert, { evidence }));

const entity = (...names: string[]) =>
	fc.array(fc.record(Object.fromEntries(names.map((name) => [name, anyValue])), { requiredKeys: [] }), {
		maxLength: 3,
	});

const simplified = fc
	.tuple(
		like({ ...everyGraphEvidence, evidence: [] }),
		fc.record({
			devices: entity('id', 'name', 'os', 'group', 'riskScore', 'tags'),
			users: entity('name', 'id', 'sid'),
			files: entity('name', 'path', 'sha1', 'sha256'),
			processes: entity('id', 'name', 'commandLine'),
			ips: fc.array(scalar, { maxLength: 3 }),
			urls: fc.array(scalar, { maxLength: 3 }),
			hashes: fc.array(scalar, { maxLength: 3 }),
		}),
	)
	.map(([alert, entities]): JsonObject => Object.assign({}, alert, entities));

const anyAlert = fc.oneof(
	alertLike(everyGraphEvidence, '@odata.type'),
	alertLike(everyDefenderEvidence, 'entityType'),
	simplified,
	fc.dictionary(anyText, anyValue),
);

const anyIncident = fc
	.tuple(
		like({
			id: '4711',
			displayName: 'x',
			description: 'x',
			severity: 'high',
			status: 'active',
			customTags: [],
		}),
		fc.oneof(fc.array(anyAlert, { maxLength: 3 }), anyValue),
	)
	.map(([incident, alerts]): JsonObject => Object.assign({}, incident, { alerts }));

const around = {
	tenant: fc.oneof(
		fc.record({ id: anyText, name: anyText, labels: fc.dictionary(anyText, anyText) }),
		anyValue,
	),
	links: fc.oneof(fc.record({ alert: anyText, incident: anyText }), anyValue),
	event: fc.oneof(fc.record({ id: anyText, type: anyText }), anyValue),
};

/** Items with whatever JSON a service could send and a workflow could make of it. */
export const anyItem: fc.Arbitrary<JsonObject> = fc.oneof(
	fc.record({ ...around, alert: anyAlert }),
	fc.record({ ...around, incident: anyIncident }),
);
