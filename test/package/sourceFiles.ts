import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import ts from 'typescript';

export const repositoryRoot = join(__dirname, '..', '..');

/** The folder that holds both nodes. */
export const NODE_FOLDER = 'nodes/MicrosoftDefenderMssp';

export interface Import {
	/** A file of ours by its path in the repository, else the package as written. */
	target: string;
	typeOnly: boolean;
}

export interface SourceFile {
	/** Path in the repository, with slashes. */
	path: string;
	/** First folder below the nodes' folder; `node` for the node files, `credentials`, `index`. */
	layer: string;
	text: string;
	tree: ts.SourceFile;
	imports: Import[];
}

/** Every published TypeScript file, parsed. */
export function sourceFiles(): SourceFile[] {
	const paths = ['nodes', 'credentials'].flatMap(filesBelow).filter((path) => path.endsWith('.ts'));
	return [...paths, 'index.ts'].map(parse);
}

function filesBelow(folder: string): string[] {
	const entries = readdirSync(join(repositoryRoot, folder), { withFileTypes: true });
	return entries.flatMap((entry) => {
		const path = `${folder}/${entry.name}`;
		return entry.isDirectory() ? filesBelow(path) : [path];
	});
}

function parse(path: string): SourceFile {
	const text = readFileSync(join(repositoryRoot, path), 'utf8');
	const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
	return { path, layer: layerOf(path), text, tree, imports: importsOf(path, tree) };
}

export function layerOf(path: string): string {
	if (path.endsWith('.node.ts')) return 'node';
	if (!path.startsWith(`${NODE_FOLDER}/`)) return path.split('/')[0]?.replace('.ts', '') ?? '';
	return path.slice(NODE_FOLDER.length + 1).split('/')[0] ?? '';
}

/** Static, re-exported, dynamic and `require`d imports alike. */
function importsOf(path: string, tree: ts.SourceFile): Import[] {
	const found: Import[] = [];
	const visit = (node: ts.Node): void => {
		const specifier = specifierOf(node);
		if (specifier !== undefined) found.push({ target: resolve(path, specifier), typeOnly: isTypeOnly(node) });
		ts.forEachChild(node, visit);
	};
	visit(tree);
	return found;
}

function specifierOf(node: ts.Node): string | undefined {
	if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
	if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
	if (!ts.isCallExpression(node)) return undefined;
	const { expression } = node;
	const loads =
		expression.kind === ts.SyntaxKind.ImportKeyword ||
		(ts.isIdentifier(expression) && expression.text === 'require');
	return loads ? textOf(node.arguments[0]) : undefined;
}

const textOf = (node: ts.Node | undefined): string | undefined =>
	node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;

function isTypeOnly(node: ts.Node): boolean {
	if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
	return (ts.isExportDeclaration(node) && node.isTypeOnly) || ts.isImportTypeNode(node);
}

function resolve(from: string, specifier: string): string {
	if (!specifier.startsWith('.')) return specifier;
	const path = normalize(join(dirname(from), specifier)).replaceAll('\\', '/');
	const candidates = [`${path}.ts`, `${path}/index.ts`];
	return candidates.find((candidate) => exists(candidate)) ?? path;
}

function exists(path: string): boolean {
	const folder = join(repositoryRoot, dirname(path));
	try {
		return readdirSync(folder).includes(relative(folder, join(repositoryRoot, path)));
	} catch {
		return false;
	}
}
