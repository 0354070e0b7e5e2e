import ts from 'typescript';

import { ORDER } from './layers';
import { moduleState } from './moduleState';
import type { SourceFile } from './sourceFiles';
import { layerOf, NODE_FOLDER, sourceFiles } from './sourceFiles';

const files = sourceFiles();
const inNodes = (path: string) => `${NODE_FOLDER}/${path}`;
const isOurs = (target: string) => /^(nodes|credentials)\/|^index\.ts$/.test(target);

/** Where actions and trigger meet n8n. */
const MEETING = [
	'trigger/n8nHost.ts',
	...['router', 'runBatch', 'runItem', 'target', 'tenantResults'].map((name) => `actions/${name}.ts`),
	...['prepare', 'run'].map((name) => `trigger/${name}.ts`),
];

/** Imports between two files that break `allowed`, as "from -> to". */
const breaking = (allowed: (file: SourceFile, target: string, typeOnly: boolean) => boolean) =>
	files.flatMap((file) =>
		file.imports
			.filter(({ target, typeOnly }) => !allowed(file, target, typeOnly))
			.map(({ target }) => `${file.path} -> ${target}`),
	);

const rank = (layer: string) => ORDER.findIndex((layers) => layers.includes(layer));

describe('imports', () => {
	it('are found at all, so that the tests below prove something', () => {
		expect(files.length).toBeGreaterThan(60);
		expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(200);
	});

	it('lead to files that exist and to folders that have a place in the order', () => {
		const paths = files.map(({ path }) => path);
		expect(breaking((_file, target) => !isOurs(target) || paths.includes(target))).toEqual([]);
		expect(files.filter(({ layer }) => rank(layer) === -1).map(({ path }) => path)).toEqual([]);
	});

	it('point one way: nodes, then actions and trigger, adapters, tenants, sources, transport, auth, core', () => {
		expect(
			breaking(
				(file, target) =>
					!isOurs(target) || layerOf(target) === file.layer || rank(layerOf(target)) > rank(file.layer),
			),
		).toEqual([]);
	});

	it('go in no circles', () => {
		const targets = new Map(
			files.map(({ path, imports }) => [path, imports.map(({ target }) => target).filter(isOurs)]),
		);
		const circles: string[] = [];
		const done = new Set<string>();
		const walk = (path: string, way: string[]): void => {
			if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' -> '));
			if (way.includes(path) || done.has(path)) return;
			for (const target of targets.get(path) ?? []) walk(target, [...way, path]);
			done.add(path);
		};
		for (const { path } of files) walk(path, []);
		expect(circles).toEqual([]);
	});

	it('of the core reach only the core and luxon', () => {
		expect(
			breaking(({ layer }, target) => layer !== 'core' || target === 'luxon' || layerOf(target) === 'core'),
		).toEqual([]);
	});

	it('of the formats reach only the core', () => {
		const isNear = (target: string) => ['formats', 'core'].includes(layerOf(target));
		expect(
			breaking(({ layer }, target) => layer !== 'formats' || (isOurs(target) && isNear(target))),
		).toEqual([]);
	});

	it('of MSAL stand in one file', () => {
		expect(
			breaking(({ path }, target) => !target.startsWith('@azure/') || path === inNodes('auth/msal.ts')),
		).toEqual([]);
	});

	it('of MSAL load nothing at start, because n8n loads every package then', () => {
		const eager = files.flatMap(({ path, tree }) =>
			tree.statements
				.filter(ts.isImportDeclaration)
				.filter(({ moduleSpecifier }) => moduleSpecifier.getText().includes('@azure/'))
				.filter(({ importClause }) => importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
				.map(() => path),
		);
		expect(eager).toEqual([]);
	});

	it('of n8n stand where the package meets n8n, and elsewhere only as types of descriptions', () => {
		const meets = (path: string) =>
			path.endsWith('.node.ts') ||
			['adapters/', 'methods/', 'descriptions/'].some((folder) => path.startsWith(inNodes(folder))) ||
			MEETING.some((file) => path === inNodes(file));
		const describes = ({ path, layer }: SourceFile) =>
			['actions', 'credentials'].includes(layer) || path === inNodes('trigger/properties.ts');
		expect(
			breaking(
				(file, target, typeOnly) =>
					!target.startsWith('n8n-') ||
					(target === 'n8n-workflow' && (meets(file.path) || (typeOnly && describes(file)))),
			),
		).toEqual([]);
	});

	it('of the adapters stand where the package meets n8n', () => {
		const mayAdapt = ({ path, layer }: SourceFile) =>
			['adapters', 'methods', 'node'].includes(layer) || MEETING.some((file) => path === inNodes(file));
		expect(breaking((file, target) => layerOf(target) !== 'adapters' || mayAdapt(file))).toEqual([]);
	});

	it('from outside are declared dependencies or parts of Node', () => {
		const known = /^(node:.*|luxon|@azure\/msal-node|n8n-workflow)$/;
		expect(breaking((_file, target) => isOurs(target) || known.test(target))).toEqual([]);
	});
});

describe('files', () => {
	it('are short: none has more than 300 lines', () => {
		const long = files.filter(({ text }) => text.split('\n').length > 300);
		expect(long.map(({ path }) => path)).toEqual([]);
	});

	it('keep no state between runs, but for one that says why it must', () => {
		const stateful = files.flatMap(({ path, tree }) => moduleState(tree).map((found) => `${path}: ${found}`));
		expect(stateful).toEqual([
			`${inNodes('adapters/processMemory.ts')}: processMemory: createProcessMemory()`,
		]);
	});
});

describe('the search for module state', () => {
	const search = (text: string) =>
		moduleState(ts.createSourceFile('x.ts', text, ts.ScriptTarget.ES2022, true));

	it.each([
		['a variable', 'let count = 0;'],
		['a cache', 'const cache = new Map<string, string>();'],
		['a cache inside an object', 'const memory = { tokens: new Map() };'],
		['something made by a create function', 'const cache = createTokenCache(5);'],
		['a pattern that remembers where it stopped', 'const WORD = /a/g;'],
		[
			'a constant that a function changes',
			'const seen: string[] = []; export const f = (x: string) => seen.push(x);',
		],
		['a constant whose property a function sets', 'const box = { a: 1 }; export function f() { box.a = 2; }'],
		[
			'an imported thing that a function changes',
			"import { box } from './box'; export const f = () => { box.a += 1; };",
		],
		['an instance', 'const clock = new Clock();'],
	])('finds %s', (_what, text) => {
		expect(search(text)).not.toEqual([]);
	});

	it.each([
		['a table', "const NAMES: ReadonlyMap<string, string> = new Map([['a', 'b']]);"],
		['a pattern', 'const WORD = /a/i;'],
		[
			'what lives inside a call',
			'export const make = () => { const seen = new Set(); seen.add(1); return seen; };',
		],
		['a text', "export const PATH = '/api';"],
	])('leaves %s alone', (_what, text) => {
		expect(search(text)).toEqual([]);
	});
});
