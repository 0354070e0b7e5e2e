import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataObject, INodeType } from 'n8n-workflow';

import { createCredentialStore } from '../../support/credentialStore';
import type { NodeSetting } from '../../support/nodeSetting';
import { settingOf } from '../../support/nodeSetting';
import { tenantIdAt } from '../service/stage';

export const CLIENT_ID = 'a0000000-0000-4000-8000-00000000000a';
export const CLIENT_SECRET = 'a-secret-of-the-benchmark';

const APP_ONLY_TYPE = 'microsoftDefenderMsspAppApi';

/** The trigger has a poll, the other an execute: n8n calls what the description promises. */
type BuiltNode = INodeType & Required<Pick<INodeType, 'execute' | 'poll'>>;

/** A node of the built package, which is what n8n loads. */
export function builtNode(packageDir: string, className: string): BuiltNode {
	const file = join(packageDir, 'dist', 'nodes', 'MicrosoftDefenderMssp', `${className}.node.js`);
	// SAFETY: n8n loads a node in just this way.
	const loaded = createRequire(__filename)(file) as Record<string, new () => BuiltNode>;
	const NodeClass = loaded[className];
	if (NodeClass === undefined) throw new Error(`${file} has no class ${className}.`);
	return new NodeClass();
}

/** Puts a node that uses the app-only credential, with the service as its cloud, into a workflow. */
export function appOnlySetting(nodeType: INodeType, parameters: IDataObject, origin: string): NodeSetting {
	const store = createCredentialStore({
		app: {
			cloud: 'custom',
			loginUrl: origin,
			graphUrl: origin,
			defenderUrl: origin,
			portalUrl: 'https://security.microsoft.com',
			tenantId: tenantIdAt(0),
			clientId: CLIENT_ID,
			clientSecret: CLIENT_SECRET,
		},
	});
	const credentials = { [APP_ONLY_TYPE]: { id: 'app', name: 'App' } };
	return settingOf(nodeType, parameters, store, {
		node: { name: nodeType.description.displayName, credentials },
	});
}
