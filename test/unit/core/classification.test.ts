import {
	DETERMINATIONS,
	graphWord,
	readClassification,
	RETIRED_DETERMINATIONS,
} from '../../../nodes/MicrosoftDefenderMssp/core/classification';
import {
	classificationField,
	classificationOptions,
	determinationFields,
	determinationOptions,
} from '../../../nodes/MicrosoftDefenderMssp/descriptions/classification';

const pairs = Object.entries(DETERMINATIONS).flatMap(([classification, fitting]) =>
	fitting.map((determination) => [classification, determination] as const),
);

describe('readClassification', () => {
	it.each(pairs)('takes %s with %s', (classification, determination) => {
		expect(readClassification(classification, determination)).toEqual({
			ok: true,
			value: { classification, determination },
		});
	});

	it('takes a classification alone, and nothing at all', () => {
		expect(readClassification('falsePositive', undefined)).toEqual({
			ok: true,
			value: { classification: 'falsePositive' },
		});
		expect(readClassification(undefined, '')).toEqual({ ok: true, value: {} });
	});

	it.each<[string, unknown, unknown]>([
		['Classification', 'maybe', undefined],
		['Classification', 'unknown', undefined],
		['Determination', 'falsePositive', 'malware'],
		['Determination', 'truePositive', 'securityTesting'],
		['Determination', undefined, 'malware'],
	])("names '%s' when %p with %p cannot be", (label, classification, determination) => {
		const read = readClassification(classification, determination);
		expect(read).toMatchObject({ ok: false, failure: { kind: 'configuration' } });
		expect(read.ok ? '' : read.failure.cause).toContain(`'${label}'`);
	});

	it('names the determinations that fit', () => {
		const read = readClassification('falsePositive', 'malware');
		expect(read.ok ? '' : read.failure.remedy).toBe('Use notEnoughDataToValidate, notMalicious, other.');
	});
});

describe('graphWord', () => {
	it.each([
		['determination', 'ConfirmedUserActivity', 'confirmedActivity'],
		['determination', 'compromisedUser', 'compromisedAccount'],
		['determination', 'Clean', 'notMalicious'],
		['classification', 'TruePositive', 'truePositive'],
		['status', ' InProgress ', 'inProgress'],
		['status', 'resolved', 'resolved'],
	] as const)('calls %s %s %s', (name, word, graph) => {
		expect(graphWord(name, word)).toBe(graph);
	});

	it.each([undefined, null, '', ' '])('has none for %p', (value) => {
		expect(graphWord('classification', value)).toBeUndefined();
	});
});

describe('the fields', () => {
	it('offer for each classification exactly what fits it', () => {
		const valuesOf = ({ options = [] }: { options?: unknown[] }) =>
			options.map((option) => (option as { value: string }).value).sort();
		expect(valuesOf(classificationField)).toEqual(Object.keys(DETERMINATIONS).sort());
		const offered = determinationFields.map((field) => [
			field.displayOptions?.show?.classification,
			valuesOf(field),
		]);
		expect(offered).toEqual(
			Object.entries(DETERMINATIONS).map(([name, fitting]) => [[name], [...fitting].sort()]),
		);
		for (const field of determinationFields) expect(valuesOf(field)).toContain(field.default);
	});

	it('have a title for every value', () => {
		for (const { name, value } of [...classificationOptions, ...determinationOptions]) {
			expect(name).not.toBe(value);
		}
		const known = new Set(['unknown', ...Object.values(DETERMINATIONS).flat(), ...RETIRED_DETERMINATIONS]);
		expect(new Set(determinationOptions.map(({ value }) => value))).toEqual(known);
	});
});
