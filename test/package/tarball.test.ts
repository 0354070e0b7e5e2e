import { createHash } from 'node:crypto';

import type { PackedPackage } from './packedPackage';
import { packPackage } from './packedPackage';
import { findings } from './privacy';
import { readTarball } from './tarball';
import { n8nScan } from './n8nRules';

let packed: PackedPackage;
beforeAll(async () => {
	packed = await packPackage();
}, 300_000);
afterAll(async () => {
	await packed.remove();
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the tarball', () => {
	it('is smaller than 1 MB, and so is what it unpacks to, but for twice that', () => {
		const unpacked = readTarball(packed.tarball).reduce((sum, { content }) => sum + content.length, 0);
		expect(packed.tarball.length).toBeLessThan(1_000_000);
		expect(unpacked).toBeLessThan(2_000_000);
	});

	it('is the same, byte for byte, whenever and wherever it is packed', async () => {
		const again = await packPackage();
		try {
			expect(again.folder).not.toBe(packed.folder);
			expect(sha256(again.tarball)).toBe(sha256(packed.tarball));
		} finally {
			await again.remove();
		}
	}, 300_000);

	it('tells nothing of who packed it, when, or with which rights', () => {
		const entries = readTarball(packed.tarball);
		expect(new Set(entries.map(({ mtime }) => mtime)).size).toBe(1);
		expect(new Set(entries.map(({ owner }) => owner))).toEqual(new Set(['']));
		expect(new Set(entries.map(({ mode }) => mode))).toEqual(new Set([0o644]));
	});

	it('holds nothing private: categories and places only, the values are not printed', () => {
		const found = readTarball(packed.tarball).flatMap(({ path, content }) =>
			findings(content.toString('utf8')).map(({ category, line }) => `${category}: ${path}:${line}`),
		);
		expect(found).toEqual([]);
	});

	it("passes n8n's scan, but for MSAL, which is needed at run time", async () => {
		const { files, findings: found } = await n8nScan(packed.folder, '**/*.js', 'package.json');
		expect(files).toBe(packed.files.filter((path) => /\.js$|^package\.json$/.test(path)).length);
		expect(found).toEqual([
			'dist/nodes/MicrosoftDefenderMssp/adapters/environment.js: @n8n/community-nodes/no-restricted-globals',
			'dist/nodes/MicrosoftDefenderMssp/adapters/keptConnections.js: @n8n/community-nodes/no-restricted-imports',
			'dist/nodes/MicrosoftDefenderMssp/auth/msal.js: @n8n/community-nodes/no-restricted-imports',
			'package.json: @n8n/community-nodes/no-runtime-dependencies',
		]);
	}, 300_000);
});
