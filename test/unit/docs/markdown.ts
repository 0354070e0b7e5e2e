import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

import { repositoryRoot } from '../../package/sourceFiles';

/** A document of the repository. */
export interface MarkdownFile {
	/** Path in the repository, with slashes. */
	path: string;
	text: string;
}

const NOT_OURS = /^(\.git|node_modules|dist|artifacts|coverage|golden|\.cache)$/;

/** Every document of the repository. */
export const markdownFiles = (): MarkdownFile[] =>
	pathsBelow('')
		.filter((path) => path.endsWith('.md'))
		.map((path) => ({ path, text: readFileSync(join(repositoryRoot, path), 'utf8') }));

function pathsBelow(folder: string): string[] {
	return readdirSync(join(repositoryRoot, folder), { withFileTypes: true }).flatMap((entry) => {
		if (NOT_OURS.test(entry.name)) return [];
		const path = posix.join(folder, entry.name);
		return entry.isDirectory() ? pathsBelow(path) : [path];
	});
}

const withoutCode = (markdown: string): string =>
	markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** Where links and pictures of a document lead, but for web addresses: the file's path in the repository, and the heading. */
export function linksOf({ path, text }: MarkdownFile): Array<{ target: string; anchor: string }> {
	const written = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
	return written
		.filter((link) => !/^[a-z]+:/i.test(link))
		.map((link) => {
			const [file = '', anchor = ''] = link.split('#');
			return { target: file === '' ? path : posix.join(posix.dirname(path), decodeURI(file)), anchor };
		});
}

/** The anchors of a document's headings, as GitHub makes them. */
export const anchorsOf = (markdown: string): string[] =>
	[...markdown.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/g, '-'),
	);

/** The scripts that a document tells to run: `demo` of `npm run demo -- --check`. */
export const scriptsIn = (markdown: string): string[] =>
	[...markdown.matchAll(/\bnpm (?:run )?((?:[a-z0-9]+:?)+)/g)]
		.filter(([command]) => command === 'npm test' || command.startsWith('npm run '))
		.map(([, script = '']) => script);
