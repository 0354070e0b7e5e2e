import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INodeProperties,
	INodeTypes,
} from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';

import { MicrosoftDefenderMsspAppApi } from '../../credentials/MicrosoftDefenderMsspAppApi.credentials';
import { MicrosoftDefenderMsspOAuth2Api } from '../../credentials/MicrosoftDefenderMsspOAuth2Api.credentials';

/** The visible fields that the delegated credential inherits from n8n's `oAuth2Api`. */
const INHERITED: INodeProperties[] = [
	{ displayName: 'Client ID', name: 'clientId', type: 'string', default: '' },
	{ displayName: 'Client Secret', name: 'clientSecret', type: 'string', default: '' },
];

const TYPES: Record<string, ICredentialType> = {
	microsoftDefenderMsspAppApi: new MicrosoftDefenderMsspAppApi(),
	microsoftDefenderMsspOAuth2Api: new MicrosoftDefenderMsspOAuth2Api(),
};

export interface CredentialStore {
	/** What n8n would hold in its database, by credential id. */
	saved: Record<string, IDataObject>;
	/** n8n's credentials helper over this store: real defaults and expressions, only the database is ours. */
	helper: object;
}

/** n8n's place for credentials: resolves fields as n8n 2.41 does and stores rotated tokens. */
export function createCredentialStore(saved: Record<string, IDataObject>): CredentialStore {
	const helper = {
		getParentTypes: (type: string) => TYPES[type]?.extends ?? [],
		isCredentialUsableByNode: () => true,
		getDecrypted: (_data: unknown, { id }: { id: string }, type: string) =>
			Promise.resolve(resolveFields(type, structuredClone(saved[id] ?? {}))),
		getCredentialsProperties: (type: string) => propertiesOf(type),
		authenticate: (_credentials: unknown, _type: string, options: unknown) => Promise.resolve(options),
		preAuthentication: () => Promise.resolve(undefined),
		runPreAuthentication: () => Promise.resolve(undefined),
		updateCredentials: ({ id }: { id: string }, _type: string, data: IDataObject) => {
			saved[id] = data;
			return Promise.resolve();
		},
		updateCredentialsOauthTokenData: ({ id }: { id: string }, _type: string, data: IDataObject) => {
			saved[id] = { ...saved[id], oauthTokenData: data.oauthTokenData };
			return Promise.resolve();
		},
	};
	return { saved, helper };
}

function propertiesOf(type: string): INodeProperties[] {
	const own = TYPES[type]?.properties ?? [];
	return TYPES[type]?.extends === undefined ? own : [...INHERITED, ...own];
}

/** As n8n's `applyDefaultsAndOverwrites`: defaults first, then the expressions in them, over the credential itself. */
export function resolveFields(type: string, data: IDataObject): ICredentialDataDecryptedObject {
	const withDefaults = {
		...NodeHelpers.getNodeParameters(propertiesOf(type), data as never, true, false, null, null),
		...(data.oauthTokenData !== undefined && { oauthTokenData: data.oauthTokenData }),
	};
	const node = {
		id: '',
		name: '',
		type: '',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	// SAFETY: resolving expressions looks nothing up here; n8n itself passes a stand-in at this place.
	const nodeTypes = {
		getByNameAndVersion: () => ({ description: { properties: [] } }),
	} as unknown as INodeTypes;
	const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	// SAFETY: the resolved copy of a credential's fields is a credential's fields.
	return expression.getComplexParameterValue(
		node,
		withDefaults as never,
		'internal',
		{},
		undefined,
		undefined,
		withDefaults,
	) as ICredentialDataDecryptedObject;
}
