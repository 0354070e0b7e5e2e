import ts from 'typescript';

import { sourceFiles } from '../../package/sourceFiles';

/** A row of the page's tables of failures. */
export interface FailureRow {
	kind: string;
	/** The messages as the page quotes them. */
	says: string[];
	codes: string;
	appliesTo: 'tenant' | 'all' | undefined;
	transient: boolean | undefined;
	remedy: string;
}

const HEADING = ['Kind', 'Says', 'Codes', 'Concerns', 'Passes', 'What to do'];
const CONCERNS = new Map([
	['This customer', 'tenant' as const],
	['All customers', 'all' as const],
]);
const PASSES = new Map([
	['Yes', true],
	['No', false],
]);

/** The rows of every table that has the columns of a failure. */
export function failureRows(markdown: string): FailureRow[] {
	const tables = markdown.split(/\n(?!\|)/).map((table) => table.trim().split('\n').map(cellsOf));
	return tables
		.filter(([heading]) => heading?.join() === HEADING.join())
		.flatMap(([, , ...rows]) => rows.map(toRow));
}

const cellsOf = (line: string): string[] =>
	line
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());

function toRow([
	kind = '',
	says = '',
	codes = '',
	concerns = '',
	passes = '',
	remedy = '',
]: string[]): FailureRow {
	return {
		kind: kind.replaceAll('`', ''),
		says: quotedMessages(says),
		codes,
		appliesTo: CONCERNS.get(concerns),
		transient: PASSES.get(passes),
		remedy,
	};
}

/** The messages that a text quotes. */
export const quotedMessages = (markdown: string): string[] =>
	[...markdown.matchAll(/“([^”]+)”/g)].map(([, message = '']) => message);

/** Every member of the type `FailureKind`, read from its declaration. */
export function failureKinds(): string[] {
	const file = sourceFiles().find(({ path }) => path.endsWith('core/failure.ts'));
	const declared = file?.tree.statements.find(
		(statement): statement is ts.TypeAliasDeclaration =>
			ts.isTypeAliasDeclaration(statement) && statement.name.text === 'FailureKind',
	);
	return declared === undefined ? [] : textsIn(declared);
}

/** Every text in the published code, with `…` where something is put in. */
export const sourceTexts = (): Set<string> => new Set(sourceFiles().flatMap(({ tree }) => textsIn(tree)));

function textsIn(root: ts.Node): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node)) found.push(node.text);
		if (ts.isTemplateExpression(node)) {
			found.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'));
		}
		ts.forEachChild(node, visit);
	};
	visit(root);
	return found;
}

export interface CodeTable {
	/** AADSTS code to kind. */
	codes: Array<[code: string, kind: string]>;
	/** OAuth `error` values. */
	errors: string[];
}

/** What auth/entraCodes.ts knows, read from its two tables. */
export function codeTable(): CodeTable {
	const file = sourceFiles().find(({ path }) => path.endsWith('auth/entraCodes.ts'));
	const table: CodeTable = { codes: [], errors: [] };
	const visit = (node: ts.Node): void => {
		if (ts.isPropertyAssignment(node) && ts.isArrayLiteralExpression(node.initializer)) {
			const kind = node.name.getText();
			const numbers = node.initializer.elements.filter(ts.isNumericLiteral);
			table.codes.push(...numbers.map(({ text }): [string, string] => [text, kind]));
		}
		const [error, kind, ...more] = ts.isArrayLiteralExpression(node) ? node.elements : [];
		if (error && kind && more.length === 0 && ts.isStringLiteral(error) && ts.isStringLiteral(kind)) {
			table.errors.push(error.text);
		}
		ts.forEachChild(node, visit);
	};
	if (file !== undefined) visit(file.tree);
	return table;
}
