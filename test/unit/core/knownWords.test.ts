import { knownWord, knownWords } from '../../../nodes/MicrosoftDefenderMssp/core/knownWords';

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

	it('are told from the first unknown one', () => {
		expect(knownWords(['red', 'blue', 'pink'], 'Colours', COLOURS)).toMatchObject({
			failure: { cause: "'Colours' has the unknown value 'blue'." },
		});
	});
});
