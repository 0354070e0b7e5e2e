import type { Findings, Measurement, Table } from '../measurement';
import type { Section } from './docs';
import { goalRow } from './goals';

/** What a run found, with everything needed to judge it. */
export interface Run {
	/** ISO 8601. */
	date: string;
	machine: string;
	node: string;
	n8n: string;
	commit: string;
	/** Processes that wanted to run beside it: average of the last minute at its beginning and end. */
	load: [number, number];
	results: Array<{ measurement: Measurement; findings: Findings; seconds: number }>;
}

type Result = Run['results'][number];

/** A run as Markdown, each measurement with its goals and when it was made, because others may be older. */
export const sectionsOf = (run: Run): Section[] =>
	run.results.map((result) => ({
		name: result.measurement.name,
		text: [resultText(result), ...goalTable([result]), headText(run)].join('\n\n'),
	}));

/** When, of what and on what it was measured. */
export function headText({ date, machine, node, n8n, commit, load }: Run): string {
	const [before, after] = load.map((value) => value.toFixed(1));
	return [
		`Measured ${date.slice(0, 16).replace('T', ' ')} UTC at ${commit}, on ${machine}, Node ${node}, ${n8n};`,
		`load ${before ?? '-'} before, ${after ?? '-'} after.`,
	].join('\n');
}

/** What one measurement found. */
export const resultText = ({ measurement, findings, seconds }: Result): string =>
	[
		`### ${measurement.name}: ${measurement.title}`,
		...findings.tables.map(tableText),
		...findings.faults.map((fault) => `**Fault: ${fault}.**`),
		`(measured in ${seconds.toFixed(0)} s)`,
	].join('\n\n');

/** All goals under a heading; nothing where there are none. */
export const goalsText = ({ results }: Pick<Run, 'results'>): string[] =>
	goalTable(results).map((table) => `### Goals\n\n${table}`);

function goalTable(results: Result[]): string[] {
	const rows = results.flatMap(({ findings }) => findings.goals).map(goalRow);
	if (rows.length === 0) return [];
	const columns = ['goal', 'wanted', 'measured', 'verdict'];
	return [tableText({ title: '', columns, rows })];
}

/** Numbers stand right. */
export function tableText({ title, columns, rows, notes = [] }: Table): string {
	const cells = [columns, ...rows.map((row) => row.map(String))];
	const widths = columns.map((_, at) => Math.max(3, ...cells.map((row) => row[at]?.length ?? 0)));
	const line = (row: string[]): string =>
		`| ${widths.map((width, at) => (at === 0 ? (row[at] ?? '').padEnd(width) : (row[at] ?? '').padStart(width))).join(' | ')} |`;
	const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
	const [head = [], ...body] = cells;
	return [
		...(title === '' ? [] : [`**${title}**`, '']),
		line(head),
		rule,
		...body.map(line),
		...notes.flatMap((note) => ['', note]),
	].join('\n');
}
