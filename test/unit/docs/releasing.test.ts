import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const text = read('docs/releasing.md');

describe('docs/releasing.md', () => {
	it('names files that exist', () => {
		const named = [...text.matchAll(/`((?:scripts|test|nodes|credentials)\/[\w./-]+\.\w+)`/g)].map(
			([, path]) => path ?? '',
		);
		expect(named.length).toBeGreaterThan(4);
		expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
	});

	it('names jobs, environment and secret as the workflow has them', () => {
		const workflow = read('.github/workflows/publish.yml');
		expect(workflow).toContain('name: Publish to npm');
		expect(workflow).toContain('environment: npm');
		expect(workflow).toContain('secrets.NPM_TOKEN');
		for (const name of ['*Publish to npm*', 'Environment `npm`', '`NPM_TOKEN`']) expect(text).toContain(name);
	});

	it('finds every place of the placeholder address', () => {
		const address = 'github.com/n8n-nodes-microsoft-defender-mssp';
		const nodes = 'nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp';
		const places = ['package.json', `${nodes}.node.json`, `${nodes}Trigger.node.json`];
		expect(places.filter((path) => !read(path).includes(address))).toEqual([]);
		expect(text).toContain(address);
	});
});
