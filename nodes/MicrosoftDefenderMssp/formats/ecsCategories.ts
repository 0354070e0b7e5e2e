import type { SimpleAlert } from '../core/alert';
import { entryOf } from '../core/knownWords';
import type { Evidence } from '../core/evidence/evidence';

/**
 * What evidence an alert has tells what it is about, as in Elastic's integration where that knows the type. Types that ECS has
 * no category for (links, cloud resources, most of a cluster, applications that are no identity) tell none.
 */
const BY_KIND: Readonly<Record<string, readonly string[]>> = {
	device: ['host'],
	ioTDevice: ['host'],
	nic: ['host', 'network'],
	user: ['iam'],
	securityGroup: ['iam'],
	activeDirectoryDomain: ['iam'],
	gitHubUser: ['iam'],
	servicePrincipal: ['iam'],
	oauthApplication: ['iam'],
	kubernetesServiceAccount: ['iam'],
	cloudLogonRequest: ['authentication'],
	cloudLogonSession: ['authentication', 'session'],
	hostLogonSession: ['authentication', 'session'],
	sasToken: ['authentication'],
	file: ['file'],
	fileHash: ['file'],
	blob: ['file'],
	process: ['process'],
	container: ['process'],
	malware: ['malware'],
	registryKey: ['registry'],
	registryValue: ['registry'],
	ip: ['network'],
	dns: ['network'],
	networkConnection: ['network'],
	mailbox: ['email'],
	mailboxConfiguration: ['configuration', 'email'],
	mailCluster: ['email'],
	analyzedMessage: ['email'],
	submissionMail: ['email'],
	teamsMessage: ['email'],
};

const BY_WORD: Readonly<Record<string, string>> = {
	Malware: 'malware',
	Ransomware: 'malware',
	malware: 'malware',
	phishing: 'email',
};

/**
 * `event.category` and a fitting `event.type`, both of ECS's allowed values. The registry category does not go with `info`,
 * so it comes with `access`.
 */
export function ecsCategories({ category, determination }: SimpleAlert, evidence: readonly Evidence[]) {
	const found = [
		...evidence.flatMap(({ kind }) => entryOf(BY_KIND, kind) ?? []),
		...[category, determination].map((word) => entryOf(BY_WORD, word)),
	];
	const categories = [...new Set(found.filter((one) => one !== undefined))].sort();
	const types = categories.map((one) => (one === 'registry' ? 'access' : 'info'));
	return categories.length === 0
		? { 'event.category': ['intrusion_detection'], 'event.type': ['info'] }
		: { 'event.category': categories, 'event.type': [...new Set(types)].sort() };
}
