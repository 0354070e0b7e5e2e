const BEGIN = '<!-- made by `npm run bench -- --write-docs` -->';
const END = '<!-- end of what is made -->';

/** What the page tells of one measurement, from `### <name>:` on. */
export interface Section {
	name: string;
	text: string;
}

/**
 * The document with these in place of what it told of the same measurements; those that it did not know come last. Throws when it
 * has no place for them.
 */
export function withSections(document: string, sections: Section[]): string {
	const [before, rest] = document.split(BEGIN);
	const [made, after] = rest?.split(END) ?? [];
	if (before === undefined || made === undefined || after === undefined) {
		throw new Error(`The document has no place between '${BEGIN}' and '${END}'.`);
	}
	const known = made.split(/^(?=### )/m).filter((text) => text.startsWith('### '));
	const texts = new Map(known.map((text) => [/^### (\w+)/.exec(text)?.[1] ?? text, text.trim()]));
	for (const { name, text } of sections) texts.set(name, text);
	return [`${before}${BEGIN}`, ...texts.values(), `${END}${after}`].join('\n\n');
}
