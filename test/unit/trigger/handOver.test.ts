import {
	confirmHandOver,
	markHandOver,
	stepwise,
	undoHandOver,
} from '../../../nodes/MicrosoftDefenderMssp/trigger/handOver';
import type { TriggerState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { readState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute } from '../core/builders';
import { executionOf, healthItem, placesOf, stateOf } from './builders';

const told = { kind: 'outage', since: '2026-01-05T12:00:00.000Z', reported: true } as const;
const before = stateOf({ a: 1, b: 1, quiet: 1 }, { sequence: 4, warned: { w: 30 } });
const after: TriggerState = {
	...stateOf({ a: 9, b: 9, quiet: 9, fresh: 9 }, { sequence: 5, warned: { w: 7 } }),
	health: { a: told },
	replayed: 'replay',
};
const executions = [executionOf({ a: 9, b: 9, fresh: 9 })];
const marked = markHandOver(before, after, executions, 'process-1');
const stored = (state: TriggerState): TriggerState => {
	const read = readState(JSON.parse(JSON.stringify(state)));
	if (!read.ok) throw new Error(read.failure.cause);
	return read.value;
};

describe('a hand-over that is not known to have arrived', () => {
	it('goes on where the poll ended', () => {
		expect(placesOf(marked)).toEqual(placesOf(after));
		expect(marked).toMatchObject({ sequence: 5, health: after.health, handOver: { process: 'process-1' } });
	});

	it('changes neither the state before nor the one after', () => {
		expect(before).not.toHaveProperty('handOver');
		expect(after).not.toHaveProperty('handOver');
	});

	it('when it has arrived leaves nothing to undo', () => {
		const confirmed = confirmHandOver(stored(marked));
		expect(undoHandOver(confirmed)).toEqual(confirmed);
		expect(stored(confirmed)).toEqual(after);
	});

	it('when undone makes everything due again that it held, and tells health, warnings and replay again', () => {
		const undone = undoHandOver(stored(marked));
		expect(placesOf(undone)).toEqual({ a: atMinute(1), b: atMinute(1), quiet: atMinute(9) });
		expect(undone).toMatchObject({ health: {}, warned: { w: 30 } });
		expect(undone.replayed).toBeUndefined();
		expect(undone.handOver).toBeUndefined();
	});

	it('when undone keeps the replay that was carried out before it', () => {
		const replayedBefore = { ...before, replayed: 'earlier' };
		const undone = undoHandOver(stored(markHandOver(replayedBefore, after, executions, 'p')));
		expect(undone.replayed).toBe('earlier');
	});

	it('does not go back in number when undone, so that an older copy is never taken for a newer one', () => {
		expect(undoHandOver(stored(marked)).sequence).toBe(5);
	});

	it('that was none leaves the state as it is when undone', () => {
		expect(undoHandOver(before)).toBe(before);
	});

	it('of health alone moves every checkpoint for good', () => {
		const ofHealth = [{ alerts: [], health: [healthItem], moves: [] }];
		const undone = undoHandOver(stored(markHandOver(before, after, ofHealth, 'p')));
		expect(placesOf(undone)).toEqual(placesOf(after));
		expect(undone.health).toEqual({});
	});
});

describe('a hand-over that n8n stores execution by execution', () => {
	const ofHealth = { alerts: [], health: [healthItem], moves: [] };
	const states = [
		...stepwise(before, after, [
			executionOf({ a: 9 }),
			executionOf({ fresh: 9 }),
			executionOf({ b: 9 }),
			ofHealth,
		]),
	];

	it('moves with each execution what that one holds, and nothing that later ones hold', () => {
		expect(states.map(placesOf)).toEqual([
			{ a: atMinute(9), b: atMinute(1), quiet: atMinute(9) },
			{ a: atMinute(9), b: atMinute(1), quiet: atMinute(9), fresh: atMinute(9) },
			{ a: atMinute(9), b: atMinute(9), quiet: atMinute(9), fresh: atMinute(9) },
			{ a: atMinute(9), b: atMinute(9), quiet: atMinute(9), fresh: atMinute(9) },
		]);
	});

	it('tells health and warnings with the last execution only, because that one holds them', () => {
		expect(states.map(({ health }) => health)).toEqual([{}, {}, {}, after.health]);
		expect(states.map(({ warned }) => warned)).toEqual([{ w: 30 }, { w: 30 }, { w: 30 }, { w: 7 }]);
	});

	it('ends as the poll ended', () => {
		expect(states.at(-1)).toEqual(after);
	});

	it('does not count a replay as carried out while an execution of it is not started', () => {
		expect(states.map(({ replayed }) => replayed)).toEqual([undefined, undefined, undefined, 'replay']);
	});

	it('leaves nothing to undo, and no state changes with a later one', () => {
		for (const state of states) expect(undoHandOver(stored(state))).toEqual(stored(state));
		expect(placesOf(before)).toEqual({ a: atMinute(1), b: atMinute(1), quiet: atMinute(1) });
	});

	it('moves a customer step by step where each of its alerts has an execution', () => {
		const perAlert = [
			executionOf({ a: 3 }),
			executionOf({ a: 5 }),
			executionOf({ a: 9 }),
			executionOf({ b: 9 }),
		];
		const steps = [...stepwise(before, after, perAlert)].map(placesOf);
		expect(steps.map(({ a, b }) => [a, b])).toEqual([
			[atMinute(3), atMinute(1)],
			[atMinute(5), atMinute(1)],
			[atMinute(9), atMinute(1)],
			[atMinute(9), atMinute(9)],
		]);
	});
});
