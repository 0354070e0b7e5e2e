import type { LostWorker } from '../../e2e/scale/killWorker';
import { scaleFindings, scaleReport, type ScaleResult } from '../../e2e/scale/report';

const verdict = { lost: [], elsewhere: [], repeated: 0, unexplained: [] };

const worker = (status: string, kept: boolean): LostWorker => ({
	executions: 1,
	alerts: 1,
	spared: 2,
	statuses: [status],
	kept,
	seconds: 12.4,
	told: !kept,
});

const result = (changes: Partial<ScaleResult> = {}): ScaleResult => ({
	workers: [4, 3],
	ends: { alerts: 40, verdict, strikes: new Map([['done', 2]]), downSeconds: [9.6, 8.2] },
	mainRestarted: worker('crashed', true),
	mainAlive: worker('error', false),
	unnoticed: worker('running', true),
	durable: { alerts: 20, verdict, cursors: true, silentSeconds: 61, byRetry: 4 },
	measures: 'Memory: 300 MB.',
	...changes,
});

describe('what the scale scenario finds wrong', () => {
	it('is nothing when n8n does what docs/scaling.md says', () => {
		expect(scaleFindings(result())).toEqual([]);
		expect(scaleFindings(result({ mainAlive: worker('crashed', true) }))).toEqual([]);
		const unnoticed = { ...worker('running', true), statuses: ['running', 'crashed'] };
		expect(scaleFindings(result({ unnoticed }))).toEqual([]);
	});

	it.each<[string, Partial<ScaleResult>]>([
		['a lost alert', { ends: { ...result().ends, verdict: { ...verdict, lost: ['a1 never came'] } } }],
		[
			'a repeat with durable cursors',
			{ durable: { ...result().durable, verdict: { ...verdict, unexplained: ['a1'] } } },
		],
		['durable cursors that are not used', { durable: { ...result().durable, cursors: false } }],
		['alerts that are gone after main was restarted', { mainRestarted: worker('crashed', false) }],
		['alerts that are gone although nobody looked', { unnoticed: worker('error', false) }],
		['an n8n that does what is not documented', { mainAlive: worker('crashed', false) }],
	])('is %s', (_what, changes) => {
		expect(scaleFindings(result(changes))).toHaveLength(1);
	});
});

describe('the report of the scale scenario', () => {
	it('has a row for each way in which a worker was killed, and what was measured', () => {
		const report = scaleReport(result());
		expect(report).toContain('| main goes on, execution per alert');
		expect(report.match(/\| (crashed|error|running) +\| 12 s/g)).toHaveLength(3);
		expect(report).toContain('by worker: 4 and 3.');
		expect(report).toContain('Main was down for 10, 8 s.');
	});
});
