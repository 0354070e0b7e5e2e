import { advance, withHandled } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import type { AlertEvent } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import type { RecordRow } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import { eventItem, rowOf } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { ExecutionPer } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { executionsOf } from '../../../nodes/MicrosoftDefenderMssp/trigger/executions';
import type { Delivery } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { atMinute, CONTOSO, MINUTE_MS } from '../core/builders';
import { checkpointOf, healthItem } from './builders';

const eventOf = (id: string, minute: number): AlertEvent<RecordRow> => {
	const time = atMinute(minute);
	const raw = { id, createdDateTime: time, lastUpdateDateTime: time };
	const row = rowOf(SOURCES.graphAlerts.record(raw), true);
	return { type: 'created', row, snapshot: row.snapshot };
};

const deliveryOf = (key: string, events: Array<AlertEvent<RecordRow>>): Delivery => ({
	key,
	before: checkpointOf(),
	next: checkpointOf({ from: atMinute(99) }),
	events,
	items: events.map((event) => eventItem(event, 'alert', CONTOSO, { portalUrl: '', simplify: true })),
});

const wholeOf = ({ key, next }: Delivery) => ({ key, to: { checkpoint: next } });

const a = deliveryOf('a', [eventOf('a1', 1), eventOf('a2', 2)]);
const b = deliveryOf('b', [eventOf('b1', 1)]);
const deliveries = [a, b];
const PER: ExecutionPer[] = ['poll', 'tenant', 'alert'];

describe('executionsOf', () => {
	it('starts one execution for all that a poll found', () => {
		expect(executionsOf(deliveries, [healthItem], 'poll')).toEqual([
			{ alerts: [...a.items, ...b.items], health: [healthItem], moves: [wholeOf(a), wholeOf(b)] },
		]);
	});

	it('starts one for each customer that has something new, and one for what is told of customers', () => {
		expect(executionsOf(deliveries, [healthItem], 'tenant')).toEqual([
			{ alerts: a.items, health: [], moves: [wholeOf(a)] },
			{ alerts: b.items, health: [], moves: [wholeOf(b)] },
			{ alerts: [], health: [healthItem], moves: [] },
		]);
	});

	it('starts one for each alert', () => {
		expect(executionsOf(deliveries, [], 'alert').map(({ alerts }) => alerts)).toEqual(
			[...a.items, ...b.items].map((item) => [item]),
		);
	});

	it("moves with each alert past that alert alone, and past all that was read with the customer's last one", () => {
		const [first, second] = executionsOf([a], [], 'alert');
		expect(first?.moves).toEqual([{ key: 'a', to: { event: a.events[0], from: a.before } }]);
		expect(second?.moves).toEqual([wholeOf(a)]);
		const rules = { overlapMs: MINUTE_MS, sweepMs: MINUTE_MS, latest: atMinute(99), limit: Infinity };
		const page = { rows: a.events.map(({ row }) => row), ascending: false };
		const reached = withHandled(a.before, a.events.slice(0, 1));
		const again = advance(reached, { pages: [page], left: [] }, rules, () => true);
		expect(again.events.map(({ row }) => row.id)).toEqual(['a2']);
	});

	it.each(PER)('starts none when there is nothing to tell, per %s', (per) => {
		expect(executionsOf([], [], per)).toEqual([]);
	});

	it.each(PER)('tells health although there is no alert, per %s', (per) => {
		expect(executionsOf([], [healthItem], per)).toEqual([{ alerts: [], health: [healthItem], moves: [] }]);
	});

	it.each(PER)(
		'holds every alert and what is told exactly once, ends where the poll ended, and tells last, per %s',
		(per) => {
			const executions = executionsOf(deliveries, [healthItem], per);
			expect(executions.flatMap(({ alerts }) => alerts)).toEqual([...a.items, ...b.items]);
			const moves = executions.flatMap((execution) => execution.moves);
			expect(new Map(moves.map(({ key, to }) => [key, to]))).toEqual(
				new Map([a, b].map(wholeOf).map(({ key, to }) => [key, to])),
			);
			expect(executions.map(({ health }) => health.length)).toEqual(
				executions.map((_, index) => (index === executions.length - 1 ? 1 : 0)),
			);
		},
	);
});
