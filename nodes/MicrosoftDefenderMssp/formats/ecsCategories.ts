import type { SimpleAlert } from '../core/alert';
import { entryOf } from '../core/knownWords';
import type { Evidence } from '../core/evidence/evidence';

/** What evidence an alert has tells what it is about, as in Elastic's integration. */
const BY_KIND: Readonly<Record<string, string>> = {
	device: 'host',
	iotDevice: 'host',
	user: 'iam',
	securityGroup: 'iam',
	file: 'file',
	fileHash: 'file',
	process: 'process',
	ip: 'network',
	url: 'web',
	dns: 'network',
	registryKey: 'registry',
	registryValue: 'registry',
	mailbox: 'email',
	mailCluster: 'email',
	analyzedMessage: 'email',
	cloudLogonRequest: 'authentication',
	cloudLogonSession: 'session',
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
export function ecsCategories({ category, determination }: SimpleAlert, evidence: Evidence[]) {
	const found = [
		...evidence.map(({ kind }) => entryOf(BY_KIND, kind)),
		...[category, determination].map((word) => entryOf(BY_WORD, word)),
	];
	const categories = [...new Set(found.filter((one) => one !== undefined))].sort();
	const types = categories.map((one) => (one === 'registry' ? 'access' : 'info'));
	return categories.length === 0
		? { 'event.category': ['intrusion_detection'], 'event.type': ['info'] }
		: { 'event.category': categories, 'event.type': [...new Set(types)].sort() };
}
