import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { FullEvidence, Leaf } from '../../support/fullEvidence';
import { fullEvidence, UNKNOWN_TYPE } from '../../support/fullEvidence';
import {
	BASE_TYPE,
	EVIDENCE_TYPES,
	GRAPH_SECURITY_SCHEMA,
	readDeclared,
} from '../../support/graphSecuritySchema';
import { isTold, searchable, writingsOf } from './find';
import { alertWith, OUTPUTS } from './outputs';
import { namingLeaves } from './required';
import { survey, tellableLeaves } from './survey';

const ALL = [...EVIDENCE_TYPES, UNKNOWN_TYPE].map(fullEvidence);
const KNOWN = EVIDENCE_TYPES.map(fullEvidence);
const { evidence: evidenceTypes, complexTypes, enums } = GRAPH_SECURITY_SCHEMA;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;
const RIGHT: Readonly<Record<string, (value: unknown) => boolean>> = {
	String: (value) => typeof value === 'string' && value !== '',
	Guid: (value) => GUID.test(String(value)),
	Int32: (value) => Number.isInteger(value),
	Int64: (value) => Number.isInteger(value),
	Double: (value) => typeof value === 'number',
	Boolean: (value) => typeof value === 'boolean',
	DateTimeOffset: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/.test(String(value)),
	dictionary: (value) => isJsonObject(value) && Object.keys(value).length > 0,
};

/** What of a value is not as the schema declares it. */
function problemsOf(value: unknown, declared: string, path: string): string[] {
	const { type, isCollection } = readDeclared(declared);
	if (isCollection) {
		if (!Array.isArray(value) || value.length === 0) return [`${path}: no list`];
		return value.flatMap((entry, index) => problemsOf(entry, type, `${path}[${index}]`));
	}
	const isRight = RIGHT[type] ?? enums[type]?.includes.bind(enums[type]);
	if (isRight !== undefined) return isRight(value as string) ? [] : [`${path}: ${JSON.stringify(value)}`];
	return isJsonObject(value) ? objectProblems(value, type, path) : [`${path}: no object`];
}

function objectProblems(value: JsonObject, type: string, path: string): string[] {
	const properties = evidenceTypes[type] ?? complexTypes[type] ?? {};
	return [
		...(type in evidenceTypes && type !== BASE_TYPE && value['@odata.type'] !== named(type)
			? [`${path}: not of type ${type}`]
			: []),
		...Object.entries(properties).flatMap(([name, kind]) =>
			value[name] === undefined ? [] : problemsOf(value[name], kind, `${path}.${name}`),
		),
	];
}

const named = (type: string): string => `#microsoft.graph.security.${type}`;

describe.each(KNOWN)('full evidence of type $type', ({ type, object }) => {
	it('has every property that the schema names', () => {
		const declared = [
			...Object.keys(evidenceTypes[BASE_TYPE] ?? {}),
			...Object.keys(evidenceTypes[type] ?? {}),
		];
		expect(Object.keys(object).sort()).toEqual(['@odata.type', ...declared].sort());
	});

	it('has values of the declared types', () => {
		expect(problemsOf(object, type, type)).toEqual([]);
		expect(problemsOf(object, BASE_TYPE, type)).toEqual([]);
	});
});

/** Values that could be found where another one is told. */
function confusable(evidence: FullEvidence): string[] {
	const leaves = tellableLeaves(evidence);
	return leaves.flatMap((leaf) => {
		const others = leaves.filter((other) => other !== leaf);
		return others
			.filter((other) => isTold(leaf, searchable(String(other.value))))
			.map((other) => `${leaf.path} in ${other.path}: ${String(other.value)}`);
	});
}

describe('the values of full evidence', () => {
	it.each(ALL)('are told apart in $type', (evidence) => {
		expect(confusable(evidence)).toEqual([]);
	});

	it('are the same at every call, and each stands where its path says', () => {
		for (const { type, object, leaves } of ALL) {
			expect(fullEvidence(type)).toEqual({ type, object, leaves });
			for (const { path, value } of leaves) {
				const steps = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
				const found = steps.reduce<unknown>((part, step) => (part as Record<string, unknown>)[step], object);
				expect([path, found]).toEqual([path, value]);
			}
		}
	});

	it('include, in every type, some that it is known by', () => {
		const nameless = ALL.filter((evidence) => namingLeaves(evidence).length === 0);
		expect(nameless.map(({ type }) => type)).toEqual([]);
	});
});

/** One leaf for each property of each type. */
const everyKind: Leaf[] = [
	...new Map(
		ALL.flatMap(tellableLeaves).map((leaf) => [`${leaf.owner}.${leaf.name}.${leaf.declared}`, leaf]),
	).values(),
];

describe('the search for values', () => {
	it.each(OUTPUTS)('finds each in $name of an alert that tells it', (output) => {
		const lost = everyKind.filter(({ declared, name, value, ...rest }) => {
			const alert = { ...alertWith([]), description: `It is ${String(value)} then` };
			return !isTold({ declared, name, value, ...rest }, searchable(output.read(alert)));
		});
		expect(lost).toEqual([]);
		expect(everyKind.length).toBeGreaterThan(250);
	});

	it.each(OUTPUTS)('finds none in $name of an alert that has no evidence', (output) => {
		const text = searchable(output.read(alertWith([])));
		const found = ALL.flatMap(tellableLeaves).filter((leaf) => isTold(leaf, text));
		expect(found.map(({ path, value }) => [path, value])).toEqual([]);
	});

	it('finds all in the item as the service sent it', () => {
		const [item] = OUTPUTS.filter(({ target, source }) => target === 'item' && source === 'raw');
		if (item === undefined) throw new Error('There is no such output.');
		for (const evidence of ALL) expect(survey(evidence, item).missing).toEqual([]);
	});

	it('finds none that was cut or stands within something longer', () => {
		for (const leaf of everyKind) {
			for (const writing of writingsOf(leaf).filter(() => leaf.declared !== 'DateTimeOffset')) {
				expect([leaf.path, isTold(leaf, `x${writing.slice(0, -2)}…`)]).toEqual([leaf.path, false]);
			}
		}
		const leaf: Leaf = { path: 'p', name: 'p', value: 4711, declared: 'Int64', owner: 'o', depth: 0 };
		expect([' 4711 ', '(4711)', '14711', '4711a'].map((text) => isTold(leaf, text))).toEqual([
			true,
			true,
			false,
			false,
		]);
	});

	it('takes a value as told however an output rightly writes it', () => {
		const leaf = (declared: string, name: string, value: Leaf['value']): Leaf => ({
			path: name,
			name,
			value,
			declared,
			owner: 'o',
			depth: 0,
		});
		const url = leaf('String', 'url', 'https://site-x.bad.example/a');
		expect(isTold(url, searchable('hxxps://site-x[.]bad[.]example/a'))).toBe(true);
		const status = leaf('evidenceRemediationStatus', 'remediationStatus', 'partiallyRemediated');
		expect(isTold(status, searchable('Partially Remediated'))).toBe(true);
		const time = leaf('DateTimeOffset', 'createdDateTime', '2026-02-03T04:05:06.1234567Z');
		const texts = ['2026-02-03 04:05:06 UTC', '1770091506123', '1770091506.123', '2026-02-03T04:05:06.123Z'];
		expect(texts.map((text) => isTold(time, searchable(text)))).toEqual([true, true, true, true]);
	});
});
