import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { at } from '../n8n/json';
import { KNOWN_NODES } from './knownNodes';

/** Where n8n keeps its own nodes. */
const nodePackages = ['n8n-nodes-base', '@n8n/n8n-nodes-langchain'];

/** The nodes of KNOWN_NODES that the n8n in this folder does not have in their version, as `type version`. Throws without an n8n. */
export async function missingNodes(n8nFolder: string): Promise<string[]> {
	const known = new Map<string, number[]>();
	for (const name of nodePackages) {
		const listed = join(n8nFolder, 'node_modules', name, 'dist', 'types', 'nodes.json');
		const types: unknown = JSON.parse(await readFile(listed, 'utf8'));
		for (const type of Array.isArray(types) ? types : []) {
			const key = `${name}.${String(at(type, 'name'))}`;
			known.set(key, [...(known.get(key) ?? []), at(type, 'version')].flat().map(Number));
		}
	}
	return Object.entries(KNOWN_NODES)
		.filter(([type, version]) => known.get(type)?.includes(version) !== true)
		.map(([type, version]) => `${type} ${version}`);
}
