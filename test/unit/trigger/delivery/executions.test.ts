import type { AlertEvent } from '../../../../nodes/MicrosoftDefenderMssp/core/event';
import type { RecordRow } from '../../../../nodes/MicrosoftDefenderMssp/core/item';
import { eventItem, rowOf } from '../../../../nodes/MicrosoftDefenderMssp/core/item';
import { SOURCES } from '../../../../nodes/MicrosoftDefenderMssp/sources';
import type { ExecutionPer } from '../../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { executionsOf } from '../../../../nodes/MicrosoftDefenderMssp/trigger/delivery/executions';
import type { Delivery } from '../../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { atMinute, CONTOSO } from '../../core/builders';
import { healthItem } from '../builders';

const eventOf = (id: string, minute: number): AlertEvent<RecordRow> => {
	const time = atMinute(minute);
	const raw = { id, createdDateTime: time, lastUpdateDateTime: time };
	const row = rowOf(SOURCES.graphAlerts.record(raw), true);
	return { type: 'created', row, snapshot: row.snapshot };
};

function deliveryOf(key: string, events: Array<AlertEvent<RecordRow>>): Delivery {
	const items = events.map((event) => eventItem(event, 'alert', CONTOSO, { portalUrl: '', simplify: true }));
	return {
		key,
		items,
		rows: items.map((item) => [item]),
		undo: { from: atMinute(0), to: atMinute(9), seen: [] },
	};
}

const a = deliveryOf('a', [eventOf('a1', 1), eventOf('a2', 2)]);
const b = deliveryOf('b', [eventOf('b1', 1)]);
const deliveries = [a, b];
const PER: ExecutionPer[] = ['poll', 'tenant', 'alert'];

describe('executionsOf', () => {
	it('starts one execution for all that a poll found', () => {
		expect(executionsOf(deliveries, [healthItem], 'poll')).toEqual([
			{ alerts: [...a.items, ...b.items], health: [healthItem] },
		]);
	});

	it('starts one for each customer that has something new, and one for what is told of customers', () => {
		expect(executionsOf(deliveries, [healthItem], 'tenant')).toEqual([
			{ alerts: a.items, health: [] },
			{ alerts: b.items, health: [] },
			{ alerts: [], health: [healthItem] },
		]);
	});

	it('starts one for each alert', () => {
		expect(executionsOf(deliveries, [], 'alert').map(({ alerts }) => alerts)).toEqual(
			[...a.items, ...b.items].map((item) => [item]),
		);
	});

	it.each(PER)('starts none when there is nothing to tell, per %s', (per) => {
		expect(executionsOf([], [], per)).toEqual([]);
	});

	it.each(PER)('tells health although there is no alert, per %s', (per) => {
		expect(executionsOf([], [healthItem], per)).toEqual([{ alerts: [], health: [healthItem] }]);
	});

	it.each(PER)('holds every alert and what is told exactly once, and tells last, per %s', (per) => {
		const executions = executionsOf(deliveries, [healthItem], per);
		expect(executions.flatMap(({ alerts }) => alerts)).toEqual([...a.items, ...b.items]);
		expect(executions.map(({ health }) => health.length)).toEqual(
			executions.map((_, index) => (index === executions.length - 1 ? 1 : 0)),
		);
	});
});
