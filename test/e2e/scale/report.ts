import type { Verdict } from '../endure/judge';
import { aligned, listed } from '../endure/report';
import type { DurableRun } from './durable';
import type { MainEnds } from './mainEnds';
import type { LostWorker } from './killWorker';

export interface ScaleResult {
	/** Executions of each worker that sent alerts. */
	workers: readonly number[];
	ends: MainEnds;
	mainRestarted: LostWorker;
	mainAlive: LostWorker;
	unnoticed: LostWorker;
	durable: DurableRun;
	measures: string;
}

const seconds = (values: readonly number[]): string => values.map((value) => value.toFixed(0)).join(', ');

function endsTable({ ends, durable }: ScaleResult): string {
	const row = (what: string, alerts: number, verdict: Verdict, byRetry: number): string[] => {
		const { lost, repeated, unexplained, elsewhere } = verdict;
		const counts = [alerts, lost.length, repeated, unexplained.length, elsewhere.length, byRetry];
		return [what, ...counts.map(String)];
	};
	return aligned([
		['Main', 'Alerts', 'Lost', 'Repeated', 'Unexplained', 'Elsewhere', 'By retry'],
		row('restarted and killed', ends.alerts, ends.verdict, 0),
		row('killed, durable cursors', durable.alerts, durable.verdict, durable.byRetry),
	]);
}

function workersTable({ mainRestarted, mainAlive, unnoticed }: ScaleResult): string {
	const yes = (is: boolean): string => (is ? 'yes' : 'no');
	const row = (what: string, lost: LostWorker): string[] => [
		what,
		String(lost.alerts),
		String(lost.spared),
		lost.statuses.join(' and '),
		`${lost.seconds.toFixed(0)} s`,
		yes(lost.kept),
		yes(lost.told),
	];
	return aligned([
		['Worker killed', 'Alerts on it', 'On the other', 'Ends as', 'After', 'Alerts kept', 'Error workflow'],
		row('main restarted, execution per poll', mainRestarted),
		row('main goes on, execution per alert', mainAlive),
		row('nobody looks for it, execution per tenant', unnoticed),
	]);
}

/** The results as tables in Markdown, with what was measured below them. */
export function scaleReport(result: ScaleResult): string {
	const { workers, ends, durable, measures } = result;
	return [
		endsTable(result),
		'',
		workersTable(result),
		'',
		`Executions that sent alerts, by worker: ${workers.join(' and ')}.`,
		`Aimed kills of main found ${listed(ends.strikes)}. Main was down for ${seconds(ends.downSeconds)} s.`,
		`With durable cursors nothing arrived for ${seconds([durable.silentSeconds])} s after the kill.`,
		measures,
	].join('\n');
}

/** Everything that must not be, one sentence each. */
export function scaleFindings(result: ScaleResult): string[] {
	const { ends, durable, mainRestarted, mainAlive, unnoticed } = result;
	const wrong = ({ lost, elsewhere, unexplained }: Verdict): string[] => [
		...lost,
		...elsewhere,
		...unexplained,
	];
	// docs/scaling.md tells people what to do in each case; another n8n may need other words.
	const asDocumented = (what: string, lost: LostWorker, ...ways: Array<[string, boolean]>): string[] =>
		lost.statuses
			.filter((ended) => !ways.some(([status, kept]) => ended === status && lost.kept === kept))
			.map((ended) => `${what}, n8n ended an execution as ${ended}, alerts ${lost.kept ? 'kept' : 'gone'}`);
	return [
		...wrong(ends.verdict),
		...wrong(durable.verdict),
		...(durable.cursors ? [] : ["The trigger's state is not in n8n's table of cursors"]),
		...asDocumented('With main restarted', mainRestarted, ['crashed', true]),
		...asDocumented('With main going on', mainAlive, ['error', false], ['crashed', true]),
		...asDocumented('With nobody looking for it', unnoticed, ['running', true], ['crashed', true]),
	];
}
