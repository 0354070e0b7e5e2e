import {
	entryOf,
	knownKey,
	knownWord,
	knownWords,
} from '../../../nodes/MicrosoftDefenderMssp/core/knownWords';

const COLOURS = ['red', 'green'] as const;

describe('known words', () => {
	it('are those of the list', () => {
		expect(knownWord('green', 'Colour', COLOURS)).toEqual({ ok: true, value: 'green' });
		expect(knownWords(['green', 'red', 'green'], 'Colours', COLOURS)).toEqual({
			ok: true,
			value: ['green', 'red', 'green'],
		});
		expect(knownWords([], 'Colours', COLOURS)).toEqual({ ok: true, value: [] });
	});

	it.each(['Red', '', undefined, 'toString'])('are not %j', (value) => {
		const failure = {
			kind: 'configuration',
			cause: `'Colour' has the unknown value '${String(value)}'.`,
			remedy: 'Use red, green.',
		};
		expect(knownWord(value, 'Colour', COLOURS)).toMatchObject({ ok: false, failure });
	});

	it('may be the keys of a table, and nothing that every object has', () => {
		const table = { red: 1, green: 2 };
		expect(knownKey('green', 'Colour', table)).toEqual({ ok: true, value: 'green' });
		expect(knownKey('toString', 'Colour', table)).toMatchObject({
			ok: false,
			failure: { remedy: 'Use red, green.' },
		});
	});

	it('are told from the first unknown one', () => {
		expect(knownWords(['red', 'blue', 'pink'], 'Colours', COLOURS)).toMatchObject({
			failure: { cause: "'Colours' has the unknown value 'blue'." },
		});
	});
});

describe('entryOf', () => {
	it.each([
		['red', 1],
		['blue', undefined],
		['toString', undefined],
		['__proto__', undefined],
		[undefined, undefined],
	])('gives of %j what the table itself has', (word, entry) => {
		expect(entryOf({ red: 1, green: 2 }, word)).toBe(entry);
	});
});
