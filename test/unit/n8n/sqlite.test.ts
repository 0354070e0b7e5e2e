import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { twinOf } from '../../n8n/sqlite';

describe('the SQLite binary of another n8n', () => {
	const { DEFENDER_MSSP_CACHE: before } = process.env;
	let cache = '';

	beforeEach(async () => {
		cache = await mkdtemp(join(tmpdir(), 'sqlite-test-'));
		process.env.DEFENDER_MSSP_CACHE = cache;
	});

	afterEach(async () => {
		if (before === undefined) delete process.env.DEFENDER_MSSP_CACHE;
		else process.env.DEFENDER_MSSP_CACHE = before;
		await rm(cache, { recursive: true, force: true });
	});

	/** Puts an n8n into the cache; resolves to its folder. */
	async function installed(version: string, node: string, sqlite: string, prepared: boolean) {
		const dir = join(cache, `n8n-${version}`);
		const release = join(dir, 'node_modules', 'sqlite3', 'build', 'Release');
		await mkdir(release, { recursive: true });
		await writeFile(join(release, '..', '..', 'package.json'), JSON.stringify({ version: sqlite }));
		await writeFile(join(dir, '.packages'), `n8n@${version} ${node}\n`);
		if (!prepared) return dir;
		await writeFile(join(dir, '.sqlite'), `n8n@${version} ${node}\n`);
		await writeFile(join(release, 'node_sqlite3.node'), '');
		return dir;
	}

	it('is taken where version, Node and platform are the same', async () => {
		const other = await installed('2.41.1', 'node 24 linux-x64', '5.1.7', true);
		expect(await twinOf(await installed('2.20.12', 'node 24 linux-x64', '5.1.7', false))).toBe(other);
	});

	it.each([
		['another version', 'node 24 linux-x64', '5.1.6', true],
		['another Node', 'node 22 linux-x64', '5.1.7', true],
		['not prepared yet', 'node 24 linux-x64', '5.1.7', false],
	])('is left alone where it is of or for %s', async (_, node, sqlite, prepared) => {
		await installed('2.41.1', node, sqlite, prepared);
		expect(await twinOf(await installed('2.20.12', 'node 24 linux-x64', '5.1.7', false))).toBeUndefined();
	});
});
