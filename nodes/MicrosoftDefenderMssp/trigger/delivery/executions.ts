import type { ExecutionPer } from '../config';
import type { HealthItem } from '../health';
import type { Delivery } from '../deliver';

/** What one execution is started with. */
export interface Execution {
	alerts: object[];
	health: HealthItem[];
}

/** Divides what a poll found among executions: one in all, one for each tenant or one for each alert. */
export function executionsOf(
	deliveries: Delivery[],
	health: HealthItem[],
	executionPer: ExecutionPer,
): Execution[] {
	const ofAlerts = divided(deliveries, executionPer).map((alerts) => ({ alerts, health: [] }));
	if (health.length === 0) return ofAlerts;
	const [only] = ofAlerts;
	if (executionPer === 'poll' && only !== undefined) return [{ ...only, health }];
	return [...ofAlerts, { alerts: [], health }];
}

function divided(deliveries: Delivery[], executionPer: ExecutionPer): object[][] {
	switch (executionPer) {
		case 'poll':
			return deliveries.length === 0 ? [] : [deliveries.flatMap(({ rows }) => rows.flat())];
		case 'tenant':
			return deliveries.map(({ rows }) => rows.flat());
		case 'alert':
			return deliveries.flatMap(({ rows }) => rows);
	}
}
