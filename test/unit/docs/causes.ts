import ts from 'typescript';

import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import { sourceFiles } from '../../package/sourceFiles';

/**
 * Every sentence that a failure of this package can tell as its cause, with `…` where something is put in: what stands
 * under `cause`, and what is handed to a parameter of that name.
 */
export function causesInCode(): string[] {
	const files = sourceFiles();
	const everywhere = files.flatMap(({ tree }) =>
		causeParameters(tree).filter(({ isExported }) => isExported),
	);
	return [
		...new Set(files.flatMap(({ tree }) => [...causesIn(tree, everywhere), ...reasonsIn(tree)])),
	].sort();
}

/** What the code says of a cause in the same object, as far as it is written out there. */
export type ToldFailure = Partial<Pick<Failure, 'kind' | 'appliesTo' | 'transient'>> & { cause: string };

/** The failures that are written out as objects, and those of `configurationFailure` with their kind. */
export function failuresInCode(): ToldFailure[] {
	const found: ToldFailure[] = [];
	for (const { tree } of sourceFiles()) {
		visitAll(tree, (node) => {
			if (ts.isPropertyAssignment(node) && isNamedCause(node) && ts.isObjectLiteralExpression(node.parent)) {
				const beside = literalsOf(node.parent);
				found.push(...sentences(node.initializer).map((cause) => ({ ...beside, cause })));
			}
			if (ts.isCallExpression(node) && node.expression.getText() === 'configurationFailure') {
				const kind = 'configuration' as const;
				found.push(...sentences(node.arguments[0]).map((cause) => ({ kind, cause })));
			}
		});
	}
	return found;
}

function literalsOf(object: ts.ObjectLiteralExpression): Omit<ToldFailure, 'cause'> {
	const entries = object.properties.filter(ts.isPropertyAssignment).flatMap(({ name, initializer }) => {
		const key = name.getText();
		if (!['kind', 'appliesTo', 'transient'].includes(key)) return [];
		if (ts.isStringLiteral(initializer)) return [[key, initializer.text]];
		if (initializer.kind === ts.SyntaxKind.TrueKeyword) return [[key, true]];
		return initializer.kind === ts.SyntaxKind.FalseKeyword ? [[key, false]] : [];
	});
	return Object.fromEntries(entries) as Omit<ToldFailure, 'cause'>;
}

/** A function that has a parameter `cause`, and which one that is. */
interface CauseParameter {
	name: string;
	place: number;
	isExported: boolean;
}

function causeParameters(tree: ts.SourceFile): CauseParameter[] {
	const found: CauseParameter[] = [];
	visitAll(tree, (node) => {
		if (!ts.isFunctionLike(node)) return;
		const place = node.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === 'cause');
		const holder = ts.isVariableDeclaration(node.parent) ? node.parent.name : node.name;
		if (place === -1 || !holder || !ts.isIdentifier(holder)) return;
		const isExported = node.getText().startsWith('export ');
		found.push({ name: holder.text, place, isExported });
	});
	return found;
}

function causesIn(tree: ts.SourceFile, everywhere: CauseParameter[]): string[] {
	const found: string[] = [];
	const known = [...causeParameters(tree), ...everywhere];
	visitAll(tree, (node) => {
		if (isNamedCause(node)) found.push(...sentences(node.initializer));
		if (!ts.isCallExpression(node)) return;
		const called = known.find(({ name }) => name === node.expression.getText());
		if (called !== undefined) found.push(...sentences(node.arguments[called.place]));
	});
	return found;
}

/** Why no answer came, by the code that Node gives it: `['ECONNREFUSED', 'refused the connection']`. */
function reasonsIn(tree: ts.SourceFile): string[] {
	const found: string[] = [];
	visitAll(tree, (node) => {
		const [code, reason] = ts.isArrayLiteralExpression(node) ? node.elements : [];
		if (!code || !reason || !ts.isStringLiteral(code) || !ts.isStringLiteral(reason)) return;
		if (/^E[A-Z]+(_[A-Z]+)?$/.test(code.text) && reason.text.includes(' ')) found.push(`… ${reason.text}.`);
	});
	return found;
}

type Named = (ts.PropertyAssignment | ts.VariableDeclaration) & { initializer: ts.Expression };

const isNamedCause = (node: ts.Node): node is Named =>
	(ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) &&
	ts.isIdentifier(node.name) &&
	node.name.text === 'cause' &&
	node.initializer !== undefined;

/** What an expression can say. n8n's own classification is named `cause` too, but is no sentence. */
function sentences(expression: ts.Expression | undefined): string[] {
	if (expression === undefined) return [];
	if (ts.isConditionalExpression(expression)) {
		return [...sentences(expression.whenTrue), ...sentences(expression.whenFalse)];
	}
	const text = ts.isTemplateExpression(expression)
		? [expression.head.text, ...expression.templateSpans.map(({ literal }) => literal.text)].join('…')
		: ts.isStringLiteralLike(expression)
			? expression.text
			: '';
	return /[a-z]/.test(text) && text.includes(' ') ? [text] : [];
}

function visitAll(root: ts.Node, see: (node: ts.Node) => void): void {
	const visit = (node: ts.Node): void => {
		see(node);
		ts.forEachChild(node, visit);
	};
	visit(root);
}
