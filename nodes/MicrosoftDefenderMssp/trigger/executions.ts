import type { Checkpoint } from '../core/checkpoint';
import type { AlertEvent } from '../core/event';
import type { RecordRow } from '../core/item';
import type { ExecutionPer } from './config';
import type { HealthItem } from './health';
import type { Delivery } from './poll';

/** What one execution is started with. */
export interface Execution {
	alerts: object[];
	health: HealthItem[];
	moves: Move[];
}

/** How far a partition is handed over once an execution exists: to a checkpoint, or by one event from where it was. */
export interface Move {
	key: string;
	to: { checkpoint: Checkpoint } | { event: AlertEvent<RecordRow>; from: Checkpoint };
}

/** Divides what a poll found among executions: one in all, one for each tenant or one for each alert. */
export function executionsOf(
	deliveries: Delivery[],
	health: HealthItem[],
	executionPer: ExecutionPer,
): Execution[] {
	const ofHealth: Execution[] = health.length === 0 ? [] : [{ alerts: [], health, moves: [] }];
	switch (executionPer) {
		case 'poll': {
			if (deliveries.length === 0) return ofHealth;
			return [{ alerts: deliveries.flatMap(({ items }) => items), health, moves: deliveries.map(whole) }];
		}
		case 'tenant':
			return [...deliveries.map(perTenant), ...ofHealth];
		case 'alert':
			return [...deliveries.flatMap(perAlert), ...ofHealth];
	}
}

const whole = ({ key, next }: Delivery): Move => ({ key, to: { checkpoint: next } });

const perTenant = (delivery: Delivery): Execution => ({
	alerts: delivery.items,
	health: [],
	moves: [whole(delivery)],
});

/** Until a tenant's last alert is handed over, what was read of the tenant counts as unread but for those before it. */
function perAlert(delivery: Delivery): Execution[] {
	const { key, before, events, items } = delivery;
	return events.map((event, index) => ({
		alerts: items.slice(index, index + 1),
		health: [],
		moves: [index === events.length - 1 ? whole(delivery) : { key, to: { event, from: before } }],
	}));
}
