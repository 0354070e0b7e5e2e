import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { KNOWN_NODES } from '../../examples/knownNodes';
import { missingNodes } from '../../examples/missingNodes';
import { TEST_FOLDER } from '../../support/testFolder';

interface Listed {
	name: string;
	version: number | number[];
}

/** A folder with the lists that n8n's own packages of nodes have. */
async function n8nWith(change: (type: string, version: number) => number | number[] | undefined) {
	const folder = await mkdtemp(join(process.env[TEST_FOLDER] ?? '', 'nodes-'));
	for (const name of ['n8n-nodes-base', '@n8n/n8n-nodes-langchain']) {
		const listed = Object.entries(KNOWN_NODES).flatMap(([type, used]): Listed[] => {
			const version = type.startsWith(`${name}.`) ? change(type, used) : undefined;
			return version === undefined ? [] : [{ name: type.slice(name.length + 1), version }];
		});
		const file = join(folder, 'node_modules', name, 'dist', 'types', 'nodes.json');
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, JSON.stringify(listed));
	}
	return folder;
}

describe('the nodes that an n8n lacks of those in the examples', () => {
	it('are none where each has the version used, beside others or alone', async () => {
		expect(await missingNodes(await n8nWith((_type, version) => [1, version, 99]))).toEqual([]);
		expect(await missingNodes(await n8nWith((_type, version) => version))).toEqual([]);
	});

	it('are those that are not there, and those without that version', async () => {
		const folder = await n8nWith((type, version) => {
			if (type.endsWith('.slack')) return undefined;
			return type.endsWith('.agent') ? version + 1 : version;
		});
		expect(await missingNodes(folder)).toEqual([
			`@n8n/n8n-nodes-langchain.agent ${KNOWN_NODES['@n8n/n8n-nodes-langchain.agent']}`,
			`n8n-nodes-base.slack ${KNOWN_NODES['n8n-nodes-base.slack']}`,
		]);
	});

	it('cannot be told without an n8n', async () => {
		const folder = await mkdtemp(join(process.env[TEST_FOLDER] ?? '', 'nodes-'));
		await expect(missingNodes(folder)).rejects.toThrow('ENOENT');
	});
});
