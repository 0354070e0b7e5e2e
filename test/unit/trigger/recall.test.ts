import { confirmHandOver, markHandOver } from '../../../nodes/MicrosoftDefenderMssp/trigger/handOver';
import type { RecallOptions } from '../../../nodes/MicrosoftDefenderMssp/trigger/recall';
import { recallState } from '../../../nodes/MicrosoftDefenderMssp/trigger/recall';
import { emptyState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute, NOW } from '../core/builders';
import { placesOf, stateOf } from './builders';

const before = stateOf({ a: 1 }, { sequence: 4 });
const after = stateOf({ a: 9 }, { sequence: 5 });
const marked = markHandOver(before, after, ['a'], 'this process');
const remembered = { saved: marked, at: NOW - 60_000, failed: false };

const recall = (stored: unknown, part: Partial<RecallOptions> = {}) =>
	recallState(stored, { processId: 'this process', durable: false, now: NOW, ...part });

/** How far partition `a` has come in the state that is gone on from; undefined: the poll has to pass. */
function placeIn(stored: unknown, part: Partial<RecallOptions> = {}): string | undefined {
	const recalled = recall(stored, part);
	if (!recalled.ok) throw new Error(recalled.failure.cause);
	expect(recalled.value?.handOver).toBeUndefined();
	return recalled.value && placesOf(recalled.value).a;
}

const DONE = atMinute(9);
const AGAIN = atMinute(1);

describe('recallState', () => {
	it.each([false, true])('begins empty where nothing was kept yet (durable: %p)', (durable) => {
		expect(recall(undefined, { durable })).toEqual({ ok: true, value: emptyState() });
	});

	it.each([false, true])('refuses a damaged state rather than begin anew (durable: %p)', (durable) => {
		expect(recall({ version: 99 }, { durable, remembered })).toMatchObject({
			ok: false,
			failure: { kind: 'configuration' },
		});
	});
});

describe('recallState without durable cursors', () => {
	it('trusts a hand-over that this very process made and heard nothing bad of', () => {
		expect(placeIn(marked, { remembered })).toBe(DONE);
	});

	it('does a hand-over again whose process ended, because its executions may never have been started', () => {
		expect(placeIn(marked, { processId: 'next process' })).toBe(AGAIN);
	});

	it('does a hand-over again of which n8n said that it failed', () => {
		expect(placeIn(marked, { remembered: { ...remembered, failed: true } })).toBe(AGAIN);
	});

	it('does a failed hand-over again also where n8n never got to store it', () => {
		expect(placeIn(before, { remembered: { ...remembered, failed: true } })).toBe(AGAIN);
	});

	it("puts an older copy, brought back by another node's state, aside for what this process handed over last", () => {
		expect(placeIn(before, { remembered })).toBe(DONE);
		expect(placeIn(undefined, { remembered })).toBe(DONE);
	});

	it('goes by the stored state when another process handed over since', () => {
		const newer = stateOf({ a: 20 }, { sequence: 6 });
		expect(placeIn(newer, { remembered })).toBe(atMinute(20));
	});

	it('does not let an earlier failure undo what was confirmed and stored since', () => {
		const since = stateOf({ a: 20 }, { sequence: 6 });
		expect(placeIn(since, { remembered: { ...remembered, failed: true } })).toBe(atMinute(20));
	});

	it('does a hand-over again that was stored as arrived and failed after all', () => {
		const confirmed = confirmHandOver(marked);
		expect(placeIn(confirmed, { remembered: { ...remembered, failed: true } })).toBe(AGAIN);
	});

	it('leaves a state without hand-over as it is, whichever process wrote it', () => {
		expect(recall(before, { processId: 'next process' })).toEqual({ ok: true, value: before });
	});

	it('goes by the stored state when what it remembers is unreadable', () => {
		const damaged = { saved: { sequence: 99 }, at: NOW, failed: false };
		expect(placeIn(before, { remembered: damaged })).toBe(AGAIN);
	});
});

describe('recallState with durable cursors', () => {
	const ours = { saved: stateOf({ a: 9 }, { sequence: 5 }), at: NOW - 60_000, failed: false };

	it('goes by what n8n stored together with the execution, and not by what this process remembers', () => {
		expect(placeIn(before, { durable: true, remembered: ours })).toBe(AGAIN);
		expect(placeIn(ours.saved, { durable: true, remembered: ours })).toBe(DONE);
	});

	it('lets a poll pass while a hand-over is just being stored, which it would deliver again', () => {
		const justNow = { ...ours, at: NOW - 14_999 };
		expect(recall(before, { durable: true, remembered: justNow })).toEqual({ ok: true, value: undefined });
	});

	it('goes on at once when the hand-over is stored', () => {
		expect(placeIn(ours.saved, { durable: true, remembered: { ...ours, at: NOW } })).toBe(DONE);
	});

	it('does again what was not stored within the time that storing takes', () => {
		expect(placeIn(before, { durable: true, remembered: { ...ours, at: NOW - 15_000 } })).toBe(AGAIN);
	});

	it('is not stopped for hours by a clock that was set back after a hand-over', () => {
		expect(placeIn(before, { durable: true, remembered: { ...ours, at: NOW + 3_600_000 } })).toBe(AGAIN);
	});

	it('does again what a process without durable cursors handed over before it ended', () => {
		expect(placeIn(marked, { durable: true, processId: 'next process' })).toBe(AGAIN);
	});
});
