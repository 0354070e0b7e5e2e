import ts from 'typescript';

const MUTATORS = new Set(
	'set add delete clear push pop shift unshift splice sort reverse fill copyWithin defineProperty assign'.split(
		' ',
	),
);

/**
 * What in a file could keep something from one run to the next: variables instead of constants, collections that are not
 * declared read-only, things made by a `create…` function (by our naming these hold state), patterns that remember where
 * they stopped, and code that changes a constant of a module.
 */
export function moduleState(tree: ts.SourceFile): string[] {
	const constants = tree.statements.filter(ts.isVariableStatement);
	const names = new Set([...constants.flatMap(namesOf), ...importedNames(tree)]);
	return [
		...constants
			.filter((statement) => !isConst(statement))
			.map((statement) => statement.getText().slice(0, 60)),
		...constants.flatMap(({ declarationList }) => declarationList.declarations.flatMap(heldBy)),
		...changesOf(tree, names),
	];
}

const isConst = ({ declarationList }: ts.VariableStatement): boolean =>
	(declarationList.flags & ts.NodeFlags.Const) !== 0;

const namesOf = ({ declarationList }: ts.VariableStatement): string[] =>
	declarationList.declarations.map(({ name }) => name.getText());

function importedNames(tree: ts.SourceFile): string[] {
	return tree.statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
		const bindings = importClause?.namedBindings;
		const named = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
		return named.map(({ name }) => name.text);
	});
}

/** State in the value of a module's constant; what is inside functions lives only as long as their call. */
function heldBy({ name, type, initializer }: ts.VariableDeclaration): string[] {
	const readOnly = type?.getText().startsWith('Readonly') === true;
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isFunctionLike(node)) return;
		if (isStateful(node, readOnly)) found.push(`${name.getText()}: ${node.getText().slice(0, 60)}`);
		ts.forEachChild(node, visit);
	};
	if (initializer !== undefined) visit(initializer);
	return found;
}

function isStateful(node: ts.Node, readOnly: boolean): boolean {
	if (ts.isNewExpression(node)) return !(readOnly && /^(Map|Set)$/.test(node.expression.getText()));
	if (ts.isCallExpression(node)) return /(^|\.)create[A-Z]/.test(node.expression.getText());
	return ts.isRegularExpressionLiteral(node) && /\/[a-z]*[gy][a-z]*$/.test(node.text);
}

/** Assignments to, and mutating calls on, a constant of this module or one that it imports. */
function changesOf(tree: ts.SourceFile, names: Set<string>): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		const changed = changedBy(node);
		if (changed !== undefined && names.has(rootOf(changed))) found.push(node.getText().slice(0, 60));
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return found;
}

function changedBy(node: ts.Node): ts.Node | undefined {
	if (ts.isBinaryExpression(node)) {
		const { kind } = node.operatorToken;
		const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
		return assigns ? node.left : undefined;
	}
	if (ts.isDeleteExpression(node)) return node.expression;
	if (ts.isPostfixUnaryExpression(node)) return node.operand;
	if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
	const { expression: receiver, name } = node.expression;
	if (!MUTATORS.has(name.text)) return undefined;
	return receiver.getText() === 'Object' ? node.arguments[0] : receiver;
}

function rootOf(node: ts.Node): string {
	if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
		return rootOf(node.expression);
	if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node)) return rootOf(node.expression);
	return node.getText();
}
