import type { EventType, Row } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import {
	EVENT_TYPES,
	eventOf as firstOf,
	newVersionOf,
} from '../../../nodes/MicrosoftDefenderMssp/core/event';
import type { SeenAlert } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { nextTick, previousTick } from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';
import { atMinute, rowAt } from './builders';

const eventOf = <R extends Row>(
	row: R,
	known: SeenAlert | undefined,
	at: typeof marks,
	wanted = [...EVENT_TYPES],
) => {
	const version = newVersionOf(row, known, at);
	return version && firstOf(version, wanted);
};

const marks = { floor: atMinute(0), horizon: atMinute(-60) };

const seenAt = (minute: number, snapshot: SeenAlert['snapshot'] = { status: 'new' }): SeenAlert => ({
	updatedAt: atMinute(minute),
	snapshot,
});

describe('an alert whose key is that of another one', () => {
	it.each<[string, Row, SeenAlert, string | undefined]>([
		['created hours after what is remembered', rowAt('a', 200, { updated: 201 }), seenAt(5), 'created'],
		['created a little after what is remembered', rowAt('a', 64, { updated: 70 }), seenAt(5), 'updated'],
		['of a service that does not tell the creation', rowAt('a', 200), seenAt(5), 'updated'],
		['resolved long before', rowAt('a', 200, { updated: 201 }), { ...seenAt(5), old: true }, 'updated'],
		['older than what is remembered', rowAt('a', 4, { updated: 4.5 }), seenAt(5), undefined],
	])('is told from it by its creation: one %s', (_what, row, known, type) => {
		expect(eventOf(row, known, marks)?.type).toBe(type);
	});
});

describe('an alert that is not remembered', () => {
	it.each<[string, Row, string]>([
		['created at the floor itself', rowAt('a', 0), 'created'],
		[
			'created a tick before the floor',
			{ ...rowAt('a', 0), createdAt: previousTick(atMinute(0)) },
			'updated',
		],
		[
			'created after the floor and resolved since',
			rowAt('a', 1, { updated: 2, status: 'resolved' }),
			'created',
		],
		['created before the floor and changed since', rowAt('a', -1, { updated: 2 }), 'updated'],
		[
			'created before the floor, resolved at an unknown time',
			rowAt('a', -1, { status: 'resolved' }),
			'resolved',
		],
		[
			'created before the floor, resolved at the horizon itself',
			{ ...rowAt('a', -99, { updated: 2, status: 'resolved' }), resolvedAt: atMinute(-60) },
			'resolved',
		],
		[
			'created before the floor, resolved before the horizon and changed again since',
			{ ...rowAt('a', -99, { updated: 2, status: 'resolved' }), resolvedAt: atMinute(-61) },
			'updated',
		],
		[
			'created before the floor, resolved once but active again',
			{ ...rowAt('a', -99, { updated: 2, status: 'inProgress' }), resolvedAt: atMinute(1) },
			'updated',
		],
	])('and was %s', (_what, row, type) => {
		expect(eventOf(row, undefined, marks)).toEqual({ type, row, snapshot: row.snapshot });
	});
});

describe('an alert that is remembered', () => {
	it.each<[string, Row]>([
		['the same version', rowAt('a', 1, { updated: 5 })],
		['the same version that looks otherwise', rowAt('a', 1, { updated: 5, status: 'resolved' })],
		['an older version', rowAt('a', 1, { updated: 4, status: 'resolved' })],
	])('is no event in %s', (_what, row) => {
		expect(eventOf(row, seenAt(5), marks)).toBeUndefined();
	});

	it('is an event again one tick later', () => {
		const row = { ...rowAt('a', 1), updatedAt: nextTick(atMinute(5)) };
		expect(eventOf(row, seenAt(5), marks)?.type).toBe('updated');
	});

	it('is never created again, however new it is', () => {
		expect(eventOf(rowAt('a', 1, { updated: 6 }), seenAt(5), marks)?.type).toBe('updated');
	});

	it.each<[string, SeenAlert['snapshot'], string, string]>([
		['was new before', { status: 'new' }, 'resolved', 'resolved'],
		['had no status before', {}, 'resolved', 'resolved'],
		['was resolved before', { status: 'resolved' }, 'resolved', 'updated'],
		['was resolved and is active again', { status: 'resolved' }, 'inProgress', 'updated'],
	])('that %s', (_what, before, status, type) => {
		expect(eventOf(rowAt('a', 1, { updated: 6, status }), seenAt(5, before), marks)?.type).toBe(type);
	});

	it('keeps what the later version does not tell, so that its return is no change', () => {
		const known = seenAt(5, { status: 'new', evidence: '3' });
		const event = eventOf(rowAt('a', 1, { updated: 6, status: 'inProgress' }), known, marks);
		expect(event).toMatchObject({
			changes: { status: { from: 'new', to: 'inProgress' } },
			snapshot: { status: 'inProgress', evidence: '3' },
		});
	});

	it('that changed in nothing we track is updated all the same', () => {
		expect(eventOf(rowAt('a', 1, { updated: 6 }), seenAt(5), marks)).toMatchObject({
			type: 'updated',
			changes: {},
		});
	});
});

describe('a new alert', () => {
	const resolved = rowAt('a', 1, { updated: 2, status: 'resolved' });
	const untold: SeenAlert = { ...seenAt(1), untold: true };

	it.each<[string, SeenAlert | undefined, Row, EventType[], EventType | undefined]>([
		[
			'that was resolved before it was seen is created',
			undefined,
			resolved,
			['created', 'resolved'],
			'created',
		],
		[
			'that was resolved before it was seen is resolved where created is not wanted',
			undefined,
			resolved,
			['resolved'],
			'resolved',
		],
		['is no update', undefined, resolved, ['updated'], undefined],
		['that is open is not resolved', undefined, rowAt('a', 1), ['resolved'], undefined],
		[
			'that was held back is created in a later version',
			untold,
			rowAt('a', 1, { updated: 2 }),
			['created', 'updated'],
			'created',
		],
		['that was held back and resolved is created', untold, resolved, ['created', 'resolved'], 'created'],
		[
			'that was held back and resolved is resolved where created is not wanted',
			untold,
			resolved,
			['resolved', 'updated'],
			'resolved',
		],
		[
			'that was held back is updated where that alone is wanted',
			untold,
			rowAt('a', 1, { updated: 2 }),
			['updated'],
			'updated',
		],
		['that was held back is nothing in the same version', untold, rowAt('a', 1), ['created'], undefined],
	])('%s', (_what, known, row, wanted, type) => {
		expect(eventOf(row, known, marks, wanted)?.type).toBe(type);
	});

	it('tells no changes, because its receiver does not know it', () => {
		const row = rowAt('a', 1, { updated: 2, severity: 'high' });
		expect(eventOf(row, untold, marks)).not.toHaveProperty('changes');
		expect(eventOf(row, untold, marks, ['updated'])).toHaveProperty('changes');
		expect(eventOf(row, { ...untold, brief: true }, marks, ['updated'])).not.toHaveProperty('changes');
	});
});
