import { parseRunOptions } from '../../bench/runOptions';

const parse = (...args: string[]) => parseRunOptions(args, ['sweep', 'idle']);

describe('the command line of the benchmark', () => {
	it('measures everything in full unless told', () => {
		expect(parse()).toEqual({
			names: [],
			tiny: false,
			long: false,
			profile: false,
			writeDocs: false,
			withoutN8n: false,
			out: 'artifacts/bench',
		});
	});

	it('takes measurements and options in any order', () => {
		expect(parse('--profile', 'idle', '--out', 'x', 'sweep', '--before', 'y', '--write-docs')).toMatchObject({
			names: ['idle', 'sweep'],
			profile: true,
			writeDocs: true,
			before: 'y',
			out: 'x',
		});
	});

	it.each([['--fast'], ['sweeps'], ['--help'], ['--out'], ['--before']])(
		'refuses %s with the usage',
		(arg) => {
			expect(() => parse(arg)).toThrow('npm run bench');
		},
	);
});
