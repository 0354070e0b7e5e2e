const HEADING = /^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?[ \t]*$/;

/** What the changelog says of a version that has a date; undefined where there is no such version or nothing under it. */
export function changesOf(changelog: string, version: string): string | undefined {
	const lines = changelog.split(/\r?\n/);
	const start = lines.findIndex((line) => {
		const [, named, date] = HEADING.exec(line) ?? [];
		return named === version && date !== undefined;
	});
	if (start === -1) return undefined;
	const rest = lines.slice(start + 1);
	const end = rest.findIndex((line) => line.startsWith('## '));
	const text = rest
		.slice(0, end === -1 ? undefined : end)
		.join('\n')
		.trim();
	return text === '' ? undefined : text;
}
