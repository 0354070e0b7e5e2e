import type { Evidence, Resource } from '../core/evidence/evidence';
import type { JsonObject } from '../core/json';
import { isJsonObject, text } from '../core/json';
import { entryOf } from '../core/knownWords';
import type { Enumerated } from './ocsfEnums';
import { pair } from './ocsfEnums';
import { ipOf } from './ocsfNetwork';
import { present } from './present';

/** What the alert is about: devices, cloud resources, applications, mailboxes and the like, with their part in it. */
export const ocsfResources = (evidence: readonly Evidence[]): JsonObject[] =>
	evidence.map(ocsfResource).filter((resource) => resource !== undefined);

/** The piece as a resource; undefined of what is none, or has neither ID nor name. */
export function ocsfResource(piece: Evidence): JsonObject | undefined {
	if (NO_RESOURCES.has(piece.kind)) return undefined;
	const named = piece.device === undefined ? thing(piece) : deviceResource(piece);
	return named && { ...named, ...pair('role', partOf(piece.roles)) };
}

/** People, what runs, what was sent and what was done. A type to come counts as a resource, because most are. */
const NO_RESOURCES: ReadonlySet<string> = new Set([
	'analyzedMessage',
	'cloudLogonRequest',
	'cloudLogonSession',
	'dns',
	'file',
	'fileHash',
	'gitHubUser',
	'hostLogonSession',
	'ip',
	'mailCluster',
	'malware',
	'networkConnection',
	'nic',
	'process',
	'registryKey',
	'registryValue',
	'submissionMail',
	'teamsMessage',
	'url',
	'user',
]);

/** What a resource is, where the service does not say. */
const TYPES: Readonly<Record<string, string>> = {
	activeDirectoryDomain: 'Active Directory domain',
	aiAgent: 'AI agent',
	blob: 'Blob',
	cloudApplication: 'Cloud application',
	mailbox: 'Mailbox',
	mailboxConfiguration: 'Mailbox configuration',
	oauthApplication: 'OAuth application',
	sasToken: 'SAS token',
	securityGroup: 'Security group',
	servicePrincipal: 'Service principal',
};

const NO_PART: Enumerated = { id: 0, caption: 'Unknown' };
const TARGET: Enumerated = { id: 1, caption: 'Target' };
const ACTOR: Enumerated = { id: 2, caption: 'Actor' };
const AFFECTED: Enumerated = { id: 3, caption: 'Affected' };

/** Graph's roles in OCSF's words. A role that says more of how something was found than of its part has none. */
const PARTS: Readonly<Record<string, Enumerated>> = {
	attacked: TARGET,
	compromised: TARGET,
	destination: TARGET,
	attacker: ACTOR,
	commandAndControl: ACTOR,
	source: ACTOR,
	policyViolator: ACTOR,
	added: AFFECTED,
	created: AFFECTED,
	edited: AFFECTED,
	contextual: { id: 4, caption: 'Related' },
};

function partOf(roles: readonly string[]): Enumerated {
	const parts = roles.map((role) => entryOf(PARTS, role)).filter((part) => part !== undefined);
	// The context says least: a machine may be compromised and context of something else.
	return parts.sort((one, other) => one.id - other.id)[0] ?? NO_PART;
}

function deviceResource({ id, name, device }: Evidence): JsonObject | undefined {
	const uid = device?.id ?? id;
	const label = device?.name ?? name;
	if (uid === undefined && label === undefined) return undefined;
	return present({
		uid,
		name: label,
		hostname: device?.name,
		ip: device?.ips.map(ipOf).find((ip) => ip !== undefined),
		type: 'Device',
		group: device?.group === undefined ? undefined : { name: device.group },
		labels: device?.tags,
	});
}

function thing({
	kind,
	id,
	name,
	resource = {},
	application,
	mailbox,
	raw,
}: Evidence): JsonObject | undefined {
	const uid = id ?? mailbox?.address;
	if (uid === undefined && name === undefined) return undefined;
	return present({
		uid,
		uid_alt: application?.objectId === uid ? undefined : application?.objectId,
		name,
		type: resource.type ?? entryOf(TYPES, kind) ?? kind,
		provider: resource.provider,
		region: resource.location,
		namespace: isJsonObject(raw.namespace) ? text(raw.namespace.name) : undefined,
		owner: ownerOf(resource),
	});
}

/** What OCSF calls the accounts of the clouds. */
const ACCOUNTS: Readonly<Record<string, Enumerated>> = {
	AWS: { id: 10, caption: 'AWS Account' },
	GCP: { id: 11, caption: 'GCP Project' },
	Azure: { id: 13, caption: 'Azure Subscription' },
};

const ownerOf = ({ account, provider = 'Unknown' }: Resource): JsonObject | undefined =>
	account === undefined
		? undefined
		: { account: { uid: account, ...pair('type', entryOf(ACCOUNTS, provider) ?? other(provider)) } };

const other = (caption: string): Enumerated => ({ id: 99, caption });
