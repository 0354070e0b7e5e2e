/** Where the table of a page stands. */
const BEGIN = '<!-- The table is made by `npm run docs`. -->';
const END = '<!-- End of the table. -->';

/** The page with its tables renewed; throws where it has no place for them. */
export function withTable(page: string, table: string): string {
	const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (begin === -1 || end < begin) throw new Error(`The page needs the lines "${BEGIN}" and "${END}".`);
	return `${page.slice(0, begin)}${BEGIN}\n\n${table}\n\n${page.slice(end)}`;
}
