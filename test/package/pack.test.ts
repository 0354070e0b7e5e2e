import type { ICredentialType, INodeType, Themed } from 'n8n-workflow';
import { homedir, tmpdir } from 'node:os';
import { PackageDirectoryLoader } from 'n8n-core';

import type { PackedPackage } from './packedPackage';
import { inNewProcess, packPackage } from './packedPackage';
import { repositoryRoot, sourceFiles } from './sourceFiles';

interface Manifest {
	name: string;
	main: string;
	types: string;
	keywords: string[];
	scripts: Record<string, string>;
	dependencies: Record<string, string>;
	peerDependencies: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; nodes: string[]; credentials: string[] };
}

let packed: PackedPackage;
let manifest: Manifest;
let loader: PackageDirectoryLoader;
beforeAll(async () => {
	packed = await packPackage();
	cleanUps.push(packed.remove);
	// SAFETY: our own package.json, whose fields the tests below check.
	manifest = JSON.parse(await packed.read('package.json')) as Manifest;
	loader = new PackageDirectoryLoader(packed.folder);
	await loader.loadAll();
}, 300_000);
const cleanUps: Array<() => Promise<void>> = [];
afterAll(async () => {
	for (const cleanUp of cleanUps) await cleanUp();
});

const ALLOWED =
	/^(dist\/[\w./-]+\.(js|d\.ts|node\.json|svg)|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;

describe('the packed package', () => {
	it('holds what is built, and nothing of tests, sources or maps', () => {
		expect(packed.files.filter((path) => !ALLOWED.test(path))).toEqual([]);
		expect(packed.files.filter((path) => /test|spec|fixture|emulator|demo|\.map$/i.test(path))).toEqual(
			packed.files.filter((path) => /\/(testAppCredential|credentialTestHttp)\./.test(path)),
		);
	});

	it('holds every source file as code and as types, and both codex files and icons', () => {
		const built = sourceFiles().flatMap(({ path }) =>
			['.js', '.d.ts'].map((end) => `dist/${path.replace(/\.ts$/, end)}`),
		);
		const nodes = 'dist/nodes/MicrosoftDefenderMssp';
		const others = [
			`${nodes}/MicrosoftDefenderMssp.node.json`,
			`${nodes}/MicrosoftDefenderMsspTrigger.node.json`,
			'dist/icons/defenderMssp.svg',
			'dist/icons/defenderMssp.dark.svg',
		];
		expect(packed.files.filter((path) => path.startsWith('dist/')).sort()).toEqual(
			[...built, ...others].sort(),
		);
	});

	it.each(['README.md', 'LICENSE'])('holds %s, which n8n and npm show to users', (file) => {
		expect(packed.files).toContain(file);
	});

	it('names no folder of the machine that built it', async () => {
		const folders = [repositoryRoot, tmpdir(), homedir()].filter((folder) => folder.length > 1);
		for (const file of packed.files) {
			const text = await packed.read(file);
			// Only as a folder: "/tmp/" but not a "/tmp" that begins another word.
			const named = folders.filter((folder) => text.includes(`${folder}/`));
			expect({ file, named }).toEqual({ file, named: [] });
		}
	});

	it('has a package.json that n8n accepts and a user can install', () => {
		expect(manifest.name).toMatch(/^n8n-nodes-[a-z0-9-]+$/);
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.n8n.n8nNodesApiVersion).toBe(1);
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(Object.keys(manifest.dependencies).sort()).toEqual(['@azure/msal-node', 'luxon']);
	});

	it('runs nothing when it is installed', () => {
		const lifecycle = /^(pre|post)?(install|prepare|pack|publish)$|^prepublishOnly$|^dependencies$/;
		expect(Object.keys(manifest.scripts).filter((name) => lifecycle.test(name))).toEqual([]);
	});

	it('lists exactly the nodes and credentials that it holds', () => {
		const { nodes, credentials } = manifest.n8n;
		const built = (end: string) => packed.files.filter((path) => path.endsWith(end)).sort();
		expect([...nodes].sort()).toEqual(built('.node.js'));
		expect([...credentials].sort()).toEqual(built('.credentials.js'));
		expect(packed.files).toEqual(expect.arrayContaining([manifest.main, manifest.types]));
	});
});

/** A node or credential as n8n's own loader took it in. */
interface Loaded {
	icon?: unknown;
	iconUrl?: Themed<string>;
}

const nodeOf = (name: string): INodeType => {
	const node = loader.getNode(name).type;
	if (!('description' in node) || 'nodeVersions' in node) throw new Error(`${name} has versions`);
	return node;
};
const credentialOf = (name: string): ICredentialType => loader.getCredential(name).type;

const NODES = ['microsoftDefenderMssp', 'microsoftDefenderMsspTrigger'];
const CREDENTIALS = ['microsoftDefenderMsspAppApi', 'microsoftDefenderMsspOAuth2Api'];

describe("n8n's own package loader", () => {
	it('finds both nodes and both credentials', () => {
		expect(Object.keys(loader.known.nodes).sort()).toEqual(NODES);
		expect(Object.keys(loader.known.credentials).sort()).toEqual(CREDENTIALS);
	});

	it.each([...NODES, ...CREDENTIALS])('finds the light and the dark icon of %s', (name) => {
		const loaded: Loaded = NODES.includes(name) ? nodeOf(name).description : credentialOf(name);
		const { iconUrl } = loaded;
		if (typeof iconUrl !== 'object') throw new Error('The icon is not themed.');
		const prefix = `icons/${manifest.name}/`;
		const paths = [iconUrl.light, iconUrl.dark].map((url) => url.slice(prefix.length));
		expect(paths).toEqual(['dist/icons/defenderMssp.svg', 'dist/icons/defenderMssp.dark.svg']);
		expect(packed.files).toEqual(expect.arrayContaining(paths));
	});

	it('finds the icons as drawings that differ', async () => {
		const [light, dark] = await Promise.all(
			['dist/icons/defenderMssp.svg', 'dist/icons/defenderMssp.dark.svg'].map(
				async (path) => await packed.read(path),
			),
		);
		expect([light, dark].map((text) => text?.includes('<svg'))).toEqual([true, true]);
		expect(light).not.toBe(dark);
	});

	it.each(NODES)('finds the codex of %s, which belongs to it', async (name) => {
		const { description } = nodeOf(name);
		expect(description.codex?.categories?.length).toBeGreaterThan(0);
		expect(description.codex?.resources?.primaryDocumentation?.[0]?.url).toMatch(/^https:\/\//);
		const [file = ''] = manifest.n8n.nodes.filter((path) =>
			path.includes(`/${loader.known.nodes[name]?.className}.node`),
		);
		const codex: unknown = JSON.parse(await packed.read(file.replace(/\.js$/, '.json')));
		expect(codex).toMatchObject({
			node: `${manifest.name}.${name}`,
			nodeVersion: '1.0',
			codexVersion: '1.0',
		});
	});

	it('offers the action node to AI agents, and the trigger not', () => {
		expect(nodeOf('microsoftDefenderMssp').description.usableAsTool).toBe(true);
		expect(nodeOf('microsoftDefenderMsspTrigger').description.usableAsTool).toBeUndefined();
	});

	it('gives the trigger its poll times', () => {
		const { properties, polling } = nodeOf('microsoftDefenderMsspTrigger').description;
		expect([polling, properties[0]?.name]).toEqual([true, 'pollTimes']);
	});

	it.each(CREDENTIALS)('knows that both nodes use %s', (name) => {
		expect([...(loader.known.credentials[name]?.supportedNodes ?? [])].sort()).toEqual(NODES);
	});

	it.each(NODES)('finds every credential that %s names, and its test', (name) => {
		const { description, methods } = nodeOf(name);
		for (const { name: credential, testedBy } of description.credentials ?? []) {
			const type = credentialOf(credential);
			const test = typeof testedBy === 'string' ? methods?.credentialTest?.[testedBy] : type.test;
			expect([credential, typeof test]).toEqual([credential, testedBy === undefined ? 'object' : 'function']);
		}
	});

	it('lets nobody but these nodes use the secret of the app', () => {
		expect(credentialOf('microsoftDefenderMsspAppApi').restrictToSupportedNodes).toBe(true);
	});
});

describe('the built code', () => {
	it('does not load MSAL until a token is wanted, because n8n loads every package when it starts', async () => {
		const entries = [manifest.main, ...manifest.n8n.nodes, ...manifest.n8n.credentials];
		const script = `for (const file of ${JSON.stringify(entries)}) require('./' + file);
			console.log(JSON.stringify(Object.keys(require.cache).filter((file) => /msal/i.test(file))));`;
		const loaded = await inNewProcess(packed.folder, script);
		expect(loaded).toEqual([expect.stringMatching(/dist\/nodes\/MicrosoftDefenderMssp\/auth\/msal\.js$/)]);
	});

	it('gets a token through MSAL', async () => {
		const script = `const { acquireToken } = require('./dist/nodes/MicrosoftDefenderMssp/auth/msal.js');
			const { CLOUDS } = require('./dist/nodes/MicrosoftDefenderMssp/core/clouds.js');
			const body = { token_type: 'Bearer', expires_in: 3599, access_token: 'granted' };
			acquireToken(
				{ cloud: CLOUDS.global, clientId: 'c', proof: { kind: 'secret', clientSecret: 's' }, tenantId: 't', audience: 'a' },
				{ send: async () => ({ ok: true, value: { status: 200, headers: {}, body } }), serviceNow: Date.now },
			).then((token) => console.log(JSON.stringify(token)));`;
		expect(await inNewProcess(packed.folder, script)).toEqual({ ok: true, value: 'granted' });
	});

	it('gives programs the pure part alone, without n8n', async () => {
		const script = `const names = Object.keys(require('./${manifest.main}'));
			const n8n = Object.keys(require.cache).filter((file) => file.includes('n8n-workflow'));
			console.log(JSON.stringify({ names, n8n }));`;
		expect(await inNewProcess(packed.folder, script)).toEqual({
			names: ['simplifyDefenderAlert', 'simplifyGraphAlert'],
			n8n: [],
		});
	});
});
