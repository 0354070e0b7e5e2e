import { at, isObject, type JsonObject } from '../test/n8n/json';

/** What a customer owns: it is what an alert happened to. */
const owned = new Set(
	[
		...['device', 'user', 'mailbox', 'mailboxConfiguration', 'ioTDevice', 'aiAgent', 'securityGroup'],
		...['azureResource', 'amazonResource', 'googleCloudResource', 'blob', 'blobContainer'],
		...['kubernetesPod', 'kubernetesCluster', 'kubernetesService', 'gitHubRepo'],
	].map((type) => type.toLowerCase()),
);

/** By what it happened, the most telling first, and how the page calls it. */
const means: ReadonlyArray<readonly [type: string, word: string]> = [
	['analyzedMessage', 'Email'],
	['submissionMail', 'Reported email'],
	['teamsMessage', 'Teams message'],
	['oauthApplication', 'App'],
	['servicePrincipal', 'App'],
	['malware', 'Malware'],
	['container', 'Container'],
	['sasToken', 'Token'],
	['file', 'File'],
	['process', 'Process'],
	['dns', 'Domain'],
	['url', 'URL'],
	['networkConnection', 'Connection'],
	['ip', 'IP address'],
];

const hitRoles = new Set(['attacked', 'compromised', 'edited', 'policyViolator']);
const mostVictims = 2;

interface Entity {
	type: string;
	name: string;
	isHit: boolean;
	isPart: boolean;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** To whom or what the alert happened, and by what: a line for each of the two that is known. */
export function telling(alert: JsonObject): string[] {
	const entities = list(alert.entities)
		.map(entityOf)
		.filter(({ name }) => name !== '');
	// What the alert lists itself says more than what is a part of that, such as the page that a device links to.
	const own = entities.filter(({ isPart }) => !isPart);
	return [victims(alert, own), mailOf(alert) || meansOf(own) || meansOf(entities)].filter(Boolean);
}

function entityOf(value: unknown): Entity {
	const roles = list(at(value, 'roles'));
	return {
		type: text(at(value, 'type')).toLowerCase(),
		name: text(at(value, 'name')),
		isHit: roles.some((role) => hitRoles.has(text(role))),
		isPart: text(at(value, 'within')) !== '',
	};
}

/** Those whom their role says to be hit first; without any entity, what has a list of its own. */
function victims(alert: JsonObject, entities: Entity[]): string {
	const candidates = entities.filter(({ type }) => owned.has(type));
	const ranked = [...candidates.filter(({ isHit }) => isHit), ...candidates.filter(({ isHit }) => !isHit)];
	const names = ranked.map(({ name }) => name);
	const found = names.length > 0 ? names : [...list(alert.devices), ...list(alert.users)].map(nameOf);
	return [...new Set(found.filter(Boolean))].slice(0, mostVictims).join(', ');
}

const nameOf = (value: unknown): string => text(at(value, 'name'));

/** The first message: what it is called, from whom, and where it went. */
function mailOf(alert: JsonObject): string {
	const mail = list(alert.emails).find(isObject);
	if (!mail) return '';
	const subject = text(mail.subject);
	const sender = text(mail.sender);
	const went = [text(mail.deliveryAction), text(mail.deliveryLocation)].filter(Boolean).join(', ');
	const what = [subject && `“${subject}”`, sender && `from ${sender}`].filter(Boolean).join(' ');
	return what && [`Email ${what}`, went].filter(Boolean).join(' · ');
}

function meansOf(entities: Entity[]): string {
	for (const [type, word] of means) {
		const entity = entities.find((candidate) => candidate.type === type.toLowerCase());
		if (entity) return `${word} ${entity.name}`;
	}
	return '';
}
