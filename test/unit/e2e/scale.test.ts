import { groupedByExecution } from '../../e2e/scale/batch';
import { residentMegabytes } from '../../e2e/scale/measures';
import { notTaken } from '../../e2e/scale/scale';
import { missingText, newestFirst } from '../../e2e/scale/servers/binaries';
import { numbered } from '../../e2e/scale/servers/queries';
import { startedExecutions } from '../../e2e/scale/workerLog';

describe('servers for queue mode', () => {
	it('are taken from the newest PostgreSQL, by number and not by name', () => {
		expect(newestFirst(['9', '15', 'lost+found', '14'])).toEqual(['15', '14', '9']);
	});

	it('are named with their packages when they are missing', () => {
		expect(missingText(['redis-server'])).toContain('needs redis-server,');
		expect(missingText(['initdb'])).toContain('--no-install-recommends postgresql redis-server');
	});

	it.each([
		['a = ? AND b = ?', 'a = $1 AND b = $2'],
		['a LIKE ?1 OR b LIKE ?1', 'a LIKE $1 OR b LIKE $1'],
		['SELECT 1', 'SELECT 1'],
	])('are asked %j as %j', (sql, expected) => {
		expect(numbered(sql)).toBe(expected);
	});
});

describe("a worker's log", () => {
	it('tells which executions it started', () => {
		const log = [
			'n8n worker is now ready',
			'Worker started execution 7 (job 3)',
			'Worker finished execution 7 (job 3)',
			'Worker started execution 12 (job 8) {"file":"job-processor.js"}',
		].join('\n');
		expect(startedExecutions(log)).toEqual([7, 12]);
	});
});

describe('the memory of a process', () => {
	it('is read from /proc in megabytes', () => {
		expect(residentMegabytes('Name:\tnode\nVmRSS:\t  307200 kB\nThreads:\t11\n')).toBe(300);
	});

	it('is unknown where there is no such file', () => {
		expect(residentMegabytes(undefined)).toBeUndefined();
	});
});

describe('the alerts of a batch', () => {
	const alerts = ['a1', 'a2', 'a3'].map((alertId) => ({ alertId, tenantId: 't1', channel: 'contoso' }));

	it('are grouped by the execution that holds them', () => {
		const groups = groupedByExecution(alerts, [5, 6, 5]);
		expect([...(groups ?? [])].map(([id, held]) => [id, held.length])).toEqual([
			[5, 2],
			[6, 1],
		]);
	});

	it('are not grouped before each is in one', () => {
		expect(groupedByExecution(alerts, [5, undefined, 5])).toBeUndefined();
	});
});

describe('a change before an alert is sent', () => {
	const arrival = (taken: object, alert: object | undefined = { id: 'a1' }) => ({
		number: 1,
		channel: 'contoso',
		receivedAt: 0,
		item: { tenant: { id: 't1' }, alert, taken },
	});
	const change = (tenantId: string, id: string, status: string) => ({
		tenant: { id: tenantId },
		alert: { id, status },
	});

	it('is in order for the same alert of the same customer', () => {
		expect(notTaken([arrival(change('t1', 'a1', 'inProgress'))])).toEqual([]);
	});

	it.each([
		['another customer', change('t2', 'a1', 'inProgress')],
		['another alert', change('t1', 'a2', 'inProgress')],
		['another status', change('t1', 'a1', 'new')],
		['nothing', {}],
	])('is told of when it was of %s', (_what, taken) => {
		expect(notTaken([arrival(taken)])).toHaveLength(1);
	});

	it('is not asked of what is no alert', () => {
		expect(notTaken([{ ...arrival({}), item: { tenant: { id: 't1' } } }])).toEqual([]);
	});
});
