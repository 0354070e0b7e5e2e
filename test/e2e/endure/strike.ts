import { at } from '../../n8n/json';
import type { Queries } from '../stage/database';

/** What a kill left in n8n's database of the hand-over that it was aimed at. */
export type Strike =
	'nothing stored' | 'state without execution' | 'execution without state' | 'waiting' | 'running' | 'done';

async function containsAny(database: Queries, sql: string, alertIds: readonly string[]): Promise<unknown[]> {
	const [first = ''] = alertIds;
	return await database.rows(sql, [`%${first}%`]);
}

const inState = `SELECT 'workflow' AS place FROM workflow_entity WHERE CAST("staticData" AS TEXT) LIKE ?1
	UNION ALL SELECT 'cursor' FROM poller_state WHERE CAST(cursor AS TEXT) LIKE ?1`;
const inExecution = `SELECT e.status AS status FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id
	WHERE d.data LIKE ? ORDER BY e.id DESC LIMIT 1`;

/** Looks into the database of a dead n8n for one of the alerts that its last poll saw. */
export async function strikeOf(database: Queries, alertIds: readonly string[]): Promise<Strike> {
	const [states, executions] = [
		await containsAny(database, inState, alertIds),
		await containsAny(database, inExecution, alertIds),
	];
	const status = at(executions, 0, 'status');
	if (status === undefined) return states.length > 0 ? 'state without execution' : 'nothing stored';
	if (states.length === 0) return 'execution without state';
	if (status === 'new') return 'waiting';
	return status === 'running' ? 'running' : 'done';
}
