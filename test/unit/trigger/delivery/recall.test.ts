import type { DeliveryMemory } from '../../../../nodes/MicrosoftDefenderMssp/core/deliveryMemory';
import { createDeliveryMemory } from '../../../../nodes/MicrosoftDefenderMssp/core/deliveryMemory';
import {
	LONGEST_ANSWER_MS,
	recallState,
} from '../../../../nodes/MicrosoftDefenderMssp/trigger/delivery/recall';
import type { TriggerState } from '../../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { emptyState } from '../../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { storedState } from '../../../../nodes/MicrosoftDefenderMssp/trigger/storedState';
import { atMinute, NOW } from '../../core/builders';
import { stateOf } from '../builders';
import { pendingEntry } from './builders';

const THIS = 'this process';
const MINUTE_MS = 60_000;

const before = stateOf({ a: 1 }, { sequence: 4 });
const after = stateOf({ a: 9 }, { sequence: 5 });
const marked: TriggerState = { ...after, pending: [pendingEntry(5, THIS)] };

interface Heard {
	answer?: 'arrived' | 'failed';
	/** So long ago it was handed over. */
	agoMs?: number;
	sequence?: number;
}

/** A process that left `latest` behind, and handed over so. */
function memoryOf(latest?: TriggerState, ...heard: Heard[]): DeliveryMemory {
	const memory = createDeliveryMemory(THIS);
	if (latest) memory.latest = storedState(latest);
	for (const { answer, agoMs = MINUTE_MS, sequence = 5 } of heard) {
		memory.handOvers.set(sequence, { at: NOW - agoMs, ...(answer && { answer }) });
	}
	return memory;
}

const recall = (stored: TriggerState | undefined, memory: DeliveryMemory, atomic = false) =>
	recallState(stored && storedState(stored), { memory, atomic, now: NOW });

/** What becomes of the hand-over in the state that is gone on from. */
function fateIn(stored: TriggerState | undefined, memory: DeliveryMemory, atomic = false) {
	const recalled = recall(stored, memory, atomic);
	if (!recalled.ok) throw new Error(recalled.failure.cause);
	const state = recalled.value;
	if (state === undefined) return 'the poll passes';
	if (state.checkpoints.a?.backlog.length !== 0) return 'done again';
	if (state.pending !== undefined) return 'kept open';
	return state.checkpoints.a.from === atMinute(9) ? 'done' : 'not done yet';
}

describe('recallState', () => {
	it('undoes the newest of several lost hand-overs first, so that each finds how things stood before it', () => {
		const health = { kind: 'outage', since: new Date(NOW).toISOString(), reported: true } as const;
		const first = { ...pendingEntry(4, THIS), health: { a: null } };
		const second = { ...pendingEntry(5, THIS), health: { a: health } };
		const memory = memoryOf(undefined, { answer: 'failed', sequence: 4 }, { answer: 'failed' });
		const recalled = recall({ ...after, pending: [first, second] }, memory);
		expect(recalled).toMatchObject({ ok: true, value: { health: {} } });
		expect(recalled.ok ? Object.keys(recalled.value?.health ?? { none: 1 }) : undefined).toEqual([]);
	});

	it.each([false, true])('begins empty where nothing was kept yet (atomic: %p)', (atomic) => {
		expect(recall(undefined, memoryOf(), atomic)).toEqual({ ok: true, value: emptyState() });
	});

	it.each([false, true])('refuses a damaged state rather than begin anew (atomic: %p)', (atomic) => {
		const options = { memory: memoryOf(marked, { answer: 'arrived' }), atomic, now: NOW };
		expect(recallState({ version: 99 }, options)).toMatchObject({
			ok: false,
			failure: { kind: 'configuration' },
		});
	});

	it('leaves a state without hand-over as it is, whichever process wrote it', () => {
		expect(recall(before, memoryOf())).toEqual({ ok: true, value: before });
	});
});

describe('a hand-over of this process', () => {
	it.each<[string, Heard, string]>([
		['arrived', { answer: 'arrived' }, 'done'],
		['failed', { answer: 'failed' }, 'done again'],
		['failed, as n8n says late', { answer: 'failed', agoMs: 4 * MINUTE_MS }, 'done again'],
		['is not known to have arrived', {}, 'kept open'],
		['was just made', { agoMs: 0 }, 'kept open'],
		['is not known to have arrived after a while', { agoMs: LONGEST_ANSWER_MS - 1 }, 'kept open'],
		['was made longer ago than n8n ever takes', { agoMs: LONGEST_ANSWER_MS }, 'done'],
	])('that %s', (_what, heard, fate) => {
		expect(fateIn(marked, memoryOf(marked, heard))).toBe(fate);
		expect(fateIn(marked, memoryOf(undefined, heard))).toBe(fate);
		expect(fateIn(undefined, memoryOf(marked, heard))).toBe(fate);
	});

	it('that nothing is known of any more is done again', () => {
		expect(fateIn(marked, memoryOf())).toBe('done again');
	});

	it('that is open does not keep one that failed since from being done again', () => {
		const both = { ...marked, sequence: 6, pending: [pendingEntry(5, THIS, 'b'), pendingEntry(6, THIS)] };
		const memory = memoryOf(both, {}, { sequence: 6, answer: 'failed' });
		const recalled = recall(both, memory);
		expect(fateIn(both, memory)).toBe('done again');
		expect(recalled.ok && recalled.value?.pending).toEqual([pendingEntry(5, THIS, 'b')]);
	});
});

describe('a hand-over of a process that ended', () => {
	it.each([false, true])('is done again, because it may never have been started (atomic: %p)', (atomic) => {
		const other = { ...after, pending: [pendingEntry(5, 'process before')] };
		expect(fateIn(other, memoryOf(), atomic)).toBe('done again');
		expect(fateIn(other, memoryOf(undefined, { answer: 'arrived' }), atomic)).toBe('done again');
	});
});

describe("a stored state that another node's older copy replaced", () => {
	it('is put aside for what this process left behind last', () => {
		expect(fateIn(before, memoryOf(marked, { answer: 'arrived' }))).toBe('done');
		expect(fateIn(undefined, memoryOf(after))).toBe('done');
	});

	it('is put aside likewise where that was no hand-over', () => {
		expect(fateIn(undefined, memoryOf(before))).toBe('not done yet');
	});

	it('is not one if another process handed over since', () => {
		const newer = stateOf({ a: 20 }, { sequence: 6 });
		expect(recall(newer, memoryOf(marked, { answer: 'failed' }))).toEqual({ ok: true, value: newer });
	});

	it('stays where what is remembered cannot be read', () => {
		const memory = memoryOf();
		memory.latest = { sequence: 99 };
		expect(fateIn(before, memory)).toBe('not done yet');
	});
});

describe('where n8n stores state and execution in one transaction', () => {
	it.each<[string, TriggerState, Heard, string]>([
		['stored is done', after, { answer: 'arrived' }, 'done'],
		['stored is done, whatever n8n has yet to say', after, { agoMs: 0 }, 'done'],
		['not stored and not answered is waited for', before, { agoMs: 0 }, 'the poll passes'],
		[
			'not stored is waited for as long as n8n takes',
			before,
			{ agoMs: LONGEST_ANSWER_MS - 1 },
			'the poll passes',
		],
		['not stored for longer was none', before, { agoMs: LONGEST_ANSWER_MS }, 'not done yet'],
		['that failed was none', before, { answer: 'failed', agoMs: 0 }, 'not done yet'],
		['that arrived is stored in a moment', before, { answer: 'arrived', agoMs: 14_999 }, 'the poll passes'],
		['that arrived was replaced by an older copy', before, { answer: 'arrived', agoMs: 15_000 }, 'done'],
	])('a hand-over that was %s', (_what, stored, heard, fate) => {
		expect(fateIn(stored, memoryOf(after, heard), true)).toBe(fate);
	});
});
