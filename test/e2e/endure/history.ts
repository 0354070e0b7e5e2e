import type { Arrival } from '../../../demo/receiver';
import { at, stringAt } from '../../n8n/json';
import type { Database } from '../stage/database';
import type { Delivery, ExecutionRow } from './judge';

/** The alerts among what arrived; tenant health is no alert. */
export function deliveriesOf(arrivals: readonly Arrival[]): Delivery[] {
	return arrivals
		.filter(({ item }) => at(item, 'alert') !== undefined)
		.map(({ channel, item }) => ({
			channel,
			alertId: stringAt(item, 'alert', 'id'),
			eventId: stringAt(item, 'event', 'id'),
			tenantId: stringAt(item, 'tenant', 'id'),
			executionId: Number(stringAt(item, 'executionId')),
		}));
}

/** SQLite's text for a moment in UTC, as milliseconds since 1970. */
const millisecondsOf = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`);

/** Every execution of the workflow that n8n knows. */
export async function executionsOf(database: Database, workflowId: string): Promise<ExecutionRow[]> {
	const rows = await database.rows(
		'SELECT id, createdAt, retryOf FROM execution_entity WHERE workflowId = ? ORDER BY id',
		[workflowId],
	);
	return rows.map((row) => ({
		id: Number(row.id),
		createdAt: millisecondsOf(stringAt(row, 'createdAt')),
		...(row.retryOf === null ? {} : { retryOf: Number(row.retryOf) }),
	}));
}

/** The newest execution with each of these alerts in its data; without those that are in none. */
export async function executionsWith(
	database: Database,
	alertIds: readonly string[],
): Promise<Map<string, number>> {
	if (alertIds.length === 0) return new Map();
	const rows = await database.rows(
		`SELECT sent.value AS alertId, max(d.executionId) AS id FROM json_each(?) sent
			JOIN execution_data d ON instr(d.data, sent.value) > 0 GROUP BY sent.value`,
		[JSON.stringify(alertIds)],
	);
	return new Map(rows.map((row) => [stringAt(row, 'alertId'), Number(row.id)]));
}
