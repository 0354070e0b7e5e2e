import { createAim } from '../../e2e/endure/aim';
import type { Strike } from '../../e2e/endure/strike';

const middle = (): number => 0.5;

/** Kills a machine on which n8n stores the state and the execution so many milliseconds after its first write. */
function strikes(stateMs: number, executionMs: number, kills: number): Strike[] {
	const aim = createAim(middle);
	return Array.from({ length: kills }, () => {
		const at = aim.next();
		const strike = at < stateMs ? 'nothing stored' : at < executionMs ? 'state without execution' : 'running';
		aim.learn(strike);
		return strike;
	});
}

describe('the aim of kills', () => {
	it.each([
		[0, 3],
		[6, 12],
		[20, 24],
		[60, 65],
	])('finds the gap between state and execution on any machine (%d to %d ms)', (from, to) => {
		const found = strikes(from, to, 15);
		expect(found.slice(12).every((strike) => strike === 'state without execution')).toBe(true);
	});

	it('hovers around the moment where both are stored at once', () => {
		const found = strikes(10, 10, 15).slice(4);
		expect(found).toContain('nothing stored');
		expect(found).toContain('running');
	});
});
