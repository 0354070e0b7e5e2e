/** What is tried with each version of n8n, in this order. */
export const checks = ['load', 'connect', 'poll', 'act'] as const;
export type Check = (typeof checks)[number];

/** How one version of n8n fared; a check that was not come to is missing. */
export interface Compatibility {
	version: string;
	results: Partial<Record<Check, boolean>>;
}

const words = (result: boolean | undefined): string => {
	if (result === undefined) return '-';
	return result ? 'yes' : 'no';
};

/** The table in Markdown as README.md shows it, one line for each version. */
export function compatibilityTable(versions: readonly Compatibility[]): string {
	const head = ['n8n', ...checks];
	const rows = versions.map(({ version, results }) => [
		version,
		...checks.map((check) => words(results[check])),
	]);
	return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
