const BEGIN = '<!-- made by `npm run bench -- --write-docs` -->';
const END = '<!-- end of what is made -->';

/** The document with the tables of a run in their place. Throws when it has none. */
export function withRun(document: string, markdown: string): string {
	const [before, rest] = document.split(BEGIN);
	const after = rest?.split(END)[1];
	if (before === undefined || after === undefined) {
		throw new Error(`The document has no place between '${BEGIN}' and '${END}'.`);
	}
	return `${before}${BEGIN}\n\n${markdown}\n\n${END}${after}`;
}
