import type { JsonObject } from '../test/n8n/json';

/** Node types are prefixed with the npm package they come from. */
export const triggerType = 'n8n-nodes-microsoft-defender-mssp.microsoftDefenderMsspTrigger';
export const actionType = 'n8n-nodes-microsoft-defender-mssp.microsoftDefenderMssp';

export interface CredentialReference {
	id: string;
	name: string;
}

export interface NodeInput {
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: JsonObject;
	credentials?: Record<string, CredentialReference>;
	retryOnFail?: boolean;
	webhookId?: string;
	notes?: string;
}

/** A node as n8n stores it. */
export const node = (input: NodeInput): JsonObject => ({ id: input.name, ...input });

/** A sticky note. */
export function note(content: string, position: [number, number], size: [number, number]): JsonObject {
	const [width, height] = size;
	return node({
		name: 'Note',
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position,
		parameters: { content, width, height, color: 5 },
	});
}

/** What stands behind one output of a node. */
export const to = (...names: string[]): JsonObject[] =>
	names.map((name) => ({ node: name, type: 'main', index: 0 }));
