import type { INode, INodeProperties, INodeTypes } from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject, text } from '../../../nodes/MicrosoftDefenderMssp/core/json';

const node: INode = {
	id: 'mock',
	name: 'mock',
	type: 'mock',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const nodeTypes: INodeTypes = {
	getByName: () => ({ description: mockDescription }),
	getByNameAndVersion: () => ({ description: mockDescription }),
	getKnownTypes: () => ({}),
};

const mockDescription = {
	displayName: 'mock',
	name: 'mock',
	group: [],
	version: 1,
	description: '',
	defaults: {},
	inputs: [],
	outputs: [],
	properties: [],
};

const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });

/** n8n never lets stored values of these take the place of a hidden default (n8n 2.41, `OAUTH_PINNED_FIELDS`). */
export const PINNED = ['authUrl', 'accessTokenUrl', 'grantType', 'authentication', 'usePkce'];

/**
 * What n8n hands out for a credential with the given stored data: pinned fields dropped, defaults filled in, fields that are
 * not shown left out, expressions resolved with the data as `$self` (n8n 2.41, `applyDefaultsAndOverwrites`).
 */
export function resolveCredential(properties: INodeProperties[], stored: JsonObject): JsonObject {
	const hidden = properties.filter(({ type }) => type === 'hidden').map(({ name }) => name);
	const kept = Object.entries(stored).filter(([name]) => !(PINNED.includes(name) && hidden.includes(name)));
	// SAFETY: the stored data of a test are plain texts.
	const values = Object.fromEntries(kept) as Record<string, string>;
	const shown = NodeHelpers.getNodeParameters(properties, values, true, false, null, null) ?? {};
	const resolved = expression.getComplexParameterValue(
		node,
		shown,
		'internal',
		{},
		undefined,
		undefined,
		shown,
	);
	return isJsonObject(resolved) ? resolved : {};
}

/** An expression of a credential test, resolved as n8n's routing does it. */
export function resolveForTest(value: string, $credentials: JsonObject): string {
	const keys = { $credentials };
	const resolved = expression.getParameterValue(
		value,
		null,
		0,
		0,
		node.name,
		[],
		'internal',
		keys,
		undefined,
		false,
	);
	return text(resolved) ?? '';
}
