import { prepareInBackground } from '../../e2e/prepare';
import type { Scenario } from '../../e2e/scenario';

describe('prepareInBackground', () => {
	it('prepares what comes later in order, not the first, and goes on after one that went wrong', async () => {
		const done: string[] = [];
		const scenario = (name: string, prepare?: Scenario['prepare']): Scenario => ({
			name,
			title: name,
			prepare,
			run: async () => await Promise.resolve(),
		});
		const lines: string[] = [];
		await prepareInBackground(
			[
				scenario('first', () => Promise.resolve(void done.push('first'))),
				scenario('plain'),
				scenario('broken', () => Promise.reject(new Error('no network'))),
				scenario('last', (log) => {
					log('half way');
					return Promise.resolve(void done.push('last'));
				}),
			],
			(line) => void lines.push(line),
		);
		expect(done).toEqual(['last']);
		expect(lines).toEqual([
			'   broken could not be prepared: no network',
			expect.stringMatching(/^ {3}last, beforehand: +\d+\.\d s {2}half way$/),
		]);
	});
});
