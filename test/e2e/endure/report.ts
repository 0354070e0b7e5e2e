import type { Verdict } from './judge';
import type { Strike } from './strike';

/** What a mode's run came to. */
export interface Result {
	mode: string;
	kills: number;
	alerts: number;
	verdict: Verdict;
	/** Alerts that came only because a crashed execution was retried. */
	byRetry: number;
	/** What the kills left of the hand-over that they were aimed at. */
	strikes: Map<Strike, number>;
	/** How often each trouble came. */
	troubles: Map<string, number>;
}

/** Counts one more of a kind. */
export function count<T>(counts: Map<T, number>, what: T): void {
	counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** Rows as a table in Markdown; the first is its head. */
export function aligned(rows: string[][]): string {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	return rows
		.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
		.map((line, index) =>
			index === 0 ? `${line}\n| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |` : line,
		)
		.join('\n');
}

/** Counts as text. */
export const listed = (counts: Map<string, number>): string =>
	[...counts].map(([what, times]) => `${times} ${what}`).join(', ') || 'none';

/** The results as a table in Markdown, with what happened below it. */
export function reportOf(results: readonly Result[]): string {
	const head = ['Mode', 'Kills', 'Alerts', 'Lost', 'Repeated', 'Unexplained', 'Elsewhere', 'By retry'];
	const rows = results.map(({ mode, kills, alerts, verdict, byRetry }) => [
		mode,
		...[
			kills,
			alerts,
			verdict.lost.length,
			verdict.repeated,
			verdict.unexplained.length,
			verdict.elsewhere.length,
			byRetry,
		].map(String),
	]);
	const details = results.map(
		({ mode, strikes, troubles }) =>
			`${mode}: aimed kills found ${listed(strikes)}. Between kills: ${listed(troubles)}.`,
	);
	return [aligned([head, ...rows]), '', ...details].join('\n');
}

/** Everything that must not be, one sentence each. */
export function findingsOf({ mode, verdict, byRetry }: Result): string[] {
	const { lost, elsewhere, unexplained } = verdict;
	const retried =
		mode === 'default' && byRetry > 0 ? [`${byRetry} alerts came only by retrying a crashed execution`] : [];
	return [...lost, ...elsewhere, ...unexplained, ...retried].map((text) => `${mode}: ${text}`);
}
