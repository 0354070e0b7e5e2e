import { parseRunOptions } from '../../e2e/runOptions';

const parse = (...args: string[]) => parseRunOptions(args, () => 5);

describe('the command line of the end-to-end tests', () => {
	it('runs everything with a seed of its own unless told', () => {
		expect(parse()).toEqual({ scenarios: [], seed: 5 });
	});

	it('takes scenarios, kills, mode and seed in any order', () => {
		expect(parse('--kills', '30', 'endure', '--seed', '7', 'use', '--mode', 'durable')).toEqual({
			scenarios: ['endure', 'use'],
			kills: 30,
			mode: 'durable',
			seed: 7,
		});
	});

	it('lets a later argument override an earlier one, so that the endurance run can be shortened', () => {
		expect(parse('endure', '--kills', '100', '--kills', '2').kills).toBe(2);
	});

	it.each([[['--kills']], [['--kills', 'many']], [['--seed', '-1']], [['--help']]])(
		'refuses %j with the usage',
		(args) => {
			expect(() => parse(...args)).toThrow('npm run test:e2e');
		},
	);
});
