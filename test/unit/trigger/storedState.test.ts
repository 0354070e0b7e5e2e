import type { Checkpoint } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { startAt } from '../../../nodes/MicrosoftDefenderMssp/core/begin';
import { encodeSeen } from '../../../nodes/MicrosoftDefenderMssp/core/seenLines';
import { partitionKey, readState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { storedState } from '../../../nodes/MicrosoftDefenderMssp/trigger/storedState';
import { atMinute } from '../core/builders';
import { checkpointOf, stateOf } from './builders';

const read = (stored: unknown) => readState(JSON.parse(JSON.stringify(stored)));

describe('the stored state', () => {
	it.each<[string, Partial<Checkpoint>]>([
		['quiet', {}],
		['reading on', { resume: atMinute(2) }],
		['with a backlog', { backlog: [{ from: atMinute(-2), to: atMinute(-1) }] }],
		['with an older floor', { floor: atMinute(-1) }],
		['with an older horizon', { horizon: atMinute(-1) }],
		['with a sweep that is short', { short: true }],
		[
			'with versions it has seen',
			{ seen: encodeSeen(new Map([['AbCdEfG', { updatedAt: atMinute(0), snapshot: {} }]])) },
		],
	])('is read back as it was, with a checkpoint that is %s', (_what, part) => {
		const checkpoints = { a: checkpointOf(part), b: startAt(atMinute(7)) };
		const state = stateOf({}, { checkpoints });
		expect(read(storedState(state))).toEqual({ ok: true, value: state });
	});

	it('is read back as it was where it was stored in full, as by an older build', () => {
		const state = stateOf({ a: 1, b: 2 });
		expect(read(state)).toEqual({ ok: true, value: state });
	});

	it('stays the same text when it is read and stored again, so that a quiet poll writes nothing', () => {
		const text = JSON.stringify(storedState(stateOf({ a: 1, b: 2 }, { savedAt: atMinute(3), unlisted: {} })));
		const state = read(JSON.parse(text));
		expect(state.ok && JSON.stringify(storedState(state.value))).toBe(text);
	});

	it('takes at most 200 bytes for a customer that has had nothing new, the longest source name included', () => {
		const key = (index: number) =>
			partitionKey('graphIncidents', `70000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
		const sizeOf = (count: number) => {
			const minutes = Object.fromEntries(Array.from({ length: count }, (_, index) => [key(index), 1]));
			const begins = Object.fromEntries(Object.keys(minutes).map((name) => [name, atMinute(0)]));
			return JSON.stringify(storedState(stateOf(minutes, { begins }))).length;
		};
		expect((sizeOf(1000) - sizeOf(0)) / 1000).toBeLessThanOrEqual(200);
	});
});
