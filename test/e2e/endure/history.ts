import type { Arrival } from '../../../demo/receiver';
import { at, stringAt } from '../../n8n/json';
import type { Queries } from '../stage/database';
import type { Delivery, ExecutionRow, SentAlert } from './judge';

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

/** A moment in UTC, as SQLite or PostgreSQL has it, as milliseconds since 1970. */
const millisecondsOf = (text: string): number => Date.parse(`${text.replace(' ', 'T').replace(/Z$/, '')}Z`);

/** Every execution of the workflow that n8n knows, and which of the alerts sent are in those that did not come to their end. */
export async function executionsOf(
	database: Queries,
	workflowId: string,
	sent: readonly SentAlert[] = [],
): Promise<ExecutionRow[]> {
	const rows = await database.rows(
		`SELECT e.id, e."createdAt", e."retryOf", CASE WHEN e.status = 'success' THEN NULL ELSE d.data END AS held
			FROM execution_entity e LEFT JOIN execution_data d ON d."executionId" = e.id
			WHERE e."workflowId" = ? ORDER BY e.id`,
		[workflowId],
	);
	return rows.map((row) => ({
		id: Number(row.id),
		createdAt: millisecondsOf(stringAt(row, 'createdAt')),
		...(row.retryOf === null ? {} : { retryOf: Number(row.retryOf) }),
		...(typeof row.held === 'string' && { unsent: alertsIn(row.held, sent) }),
	}));
}

const alertsIn = (data: string, sent: readonly SentAlert[]): ReadonlySet<string> =>
	new Set(sent.map(({ alertId }) => alertId).filter((alertId) => data.includes(alertId)));

/** The newest execution with each of these alerts in its data; without those that are in none. */
export async function executionsWith(
	database: Queries,
	alertIds: readonly string[],
): Promise<Map<string, number>> {
	if (alertIds.length === 0) return new Map();
	// The same in SQLite and in PostgreSQL, where a parameter has no type of its own.
	const sent = alertIds.map(() => '(CAST(? AS text))').join(', ');
	const rows = await database.rows(
		`WITH sent (alert) AS (VALUES ${sent})
			SELECT sent.alert AS alert, max(d."executionId") AS id
			FROM sent JOIN execution_data d ON d.data LIKE '%' || sent.alert || '%' GROUP BY sent.alert`,
		[...alertIds],
	);
	return new Map(rows.map((row) => [stringAt(row, 'alert'), Number(row.id)]));
}

/** The newest execution with this alert in its data; undefined when there is none. */
export const executionWith = async (database: Queries, alertId: string): Promise<number | undefined> =>
	(await executionsWith(database, [alertId])).get(alertId);
