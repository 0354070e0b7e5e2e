import {
	confirmHandOver,
	markHandOver,
	undoHandOver,
} from '../../../nodes/MicrosoftDefenderMssp/trigger/handOver';
import type { TriggerState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { readState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute } from '../core/builders';
import { placesOf, stateOf } from './builders';

const told = { kind: 'outage', since: '2026-01-05T12:00:00.000Z', reported: true } as const;
const before = stateOf({ a: 1, b: 1, quiet: 1 }, { sequence: 4, warned: { w: 30 } });
const after: TriggerState = {
	...stateOf({ a: 9, b: 9, quiet: 9, fresh: 9 }, { sequence: 5, warned: { w: 7 } }),
	health: { a: told },
	replayed: 'replay',
};
const marked = markHandOver(before, after, ['a', 'b', 'fresh'], 'process-1');
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
		const undone = undoHandOver(stored(markHandOver(replayedBefore, after, ['a'], 'p')));
		expect(undone.replayed).toBe('earlier');
	});

	it('does not go back in number when undone, so that an older copy is never taken for a newer one', () => {
		expect(undoHandOver(stored(marked)).sequence).toBe(5);
	});

	it('that was none leaves the state as it is when undone', () => {
		expect(undoHandOver(before)).toBe(before);
	});

	it('of health alone moves every checkpoint for good', () => {
		const undone = undoHandOver(stored(markHandOver(before, after, [], 'p')));
		expect(placesOf(undone)).toEqual(placesOf(after));
		expect(undone.health).toEqual({});
	});
});
