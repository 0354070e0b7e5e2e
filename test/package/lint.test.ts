import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lintRules, n8nScan } from './n8nRules';
import { NODE_FOLDER, repositoryRoot, sourceFiles } from './sourceFiles';

const paths = sourceFiles().map(({ path }) => path);

describe("n8n's scan of the source", () => {
	it('finds MSAL, which is needed at run time, and the connections that a poll keeps, and nothing else', async () => {
		const { files, findings } = await n8nScan(repositoryRoot, 'source');
		expect(files).toBeGreaterThan(200);
		expect(findings).toEqual([
			`${NODE_FOLDER}/adapters/environment.ts: @n8n/community-nodes/no-restricted-globals`,
			`${NODE_FOLDER}/adapters/keptConnections.ts: @n8n/community-nodes/no-restricted-imports`,
			`${NODE_FOLDER}/auth/msal.ts: @n8n/community-nodes/no-restricted-imports`,
			'package.json: @n8n/community-nodes/no-runtime-dependencies',
		]);
	}, 300_000);

	it('would find more if there were more', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'scan-test-'));
		try {
			await mkdir(join(folder, 'nodes'));
			await writeFile(join(folder, 'nodes', 'Bad.node.ts'), "console.log(process.env); require('fs');");
			const { findings } = await n8nScan(folder, 'source');
			expect(findings).toEqual([
				'nodes/Bad.node.ts: @n8n/community-nodes/no-restricted-globals',
				'nodes/Bad.node.ts: @n8n/community-nodes/no-restricted-imports',
				'nodes/Bad.node.ts: no-console',
			]);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	}, 120_000);
});

describe('our lint', () => {
	it("holds every file to all that n8n's plugins recommend, but for these", async () => {
		const files = ['package.json', ...paths.filter((path) => path !== 'index.ts')];
		const { weaker, unused } = await lintRules(files);
		const constants = [
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node',
			'n8n-nodes-base/node-class-description-outputs-wrong',
		];
		const address = ['n8n-nodes-base/cred-class-field-documentation-url-miscased'];
		expect(weaker).toEqual({
			'package.json': ['@n8n/community-nodes/no-runtime-dependencies'],
			'credentials/MicrosoftDefenderMsspAppApi.credentials.ts': address,
			'credentials/MicrosoftDefenderMsspOAuth2Api.credentials.ts': address,
			[`${NODE_FOLDER}/MicrosoftDefenderMssp.node.ts`]: constants,
			[`${NODE_FOLDER}/MicrosoftDefenderMsspTrigger.node.ts`]: constants,
			[`${NODE_FOLDER}/adapters/environment.ts`]: ['@n8n/community-nodes/no-restricted-globals'],
			[`${NODE_FOLDER}/adapters/keptConnections.ts`]: ['@n8n/community-nodes/no-restricted-imports'],
			[`${NODE_FOLDER}/auth/msal.ts`]: ['@n8n/community-nodes/no-restricted-imports'],
		});
		expect(unused).toEqual([]);
	}, 120_000);
});
