import type {
	AlertApplication,
	AlertCloudResource,
	AlertDevice,
	AlertEmail,
	AlertEntity,
	AlertFile,
	AlertLists,
	AlertProcess,
	AlertUser,
	SimpleAlert,
} from '../alert';
import { noLists } from '../alert';
import { compact, distinct } from '../compact';
import { unlistedDetails } from '../evidence/details';
import type {
	Account,
	Application,
	Device,
	Evidence,
	FileDetails,
	Mail,
	Process,
} from '../evidence/evidence';
import { accountName } from '../evidence/values';
import { unique } from '../json';

/** An alert that lacks the lists that are made of its evidence. */
export type AlertHead = Omit<SimpleAlert, keyof AlertLists>;

/**
 * The alert with its lists, made of its evidence: each entry once, in the order of the evidence. The lists are set one by one
 * on the object given, because V8 makes a slow one of so many properties that are spread or assigned at once.
 */
export function withLists(head: AlertHead, evidence: readonly Evidence[]): SimpleAlert {
	const found = collected(evidence);
	const alert = head as SimpleAlert;
	alert.devices = mergedDevices(found.devices);
	alert.users = withoutParts(distinct(found.users));
	alert.files = distinct(found.files);
	alert.processes = distinct(found.processes);
	alert.ips = unique(found.ips);
	alert.urls = unique(found.urls);
	alert.hashes = unique(found.hashes);
	alert.mailboxes = distinct(found.mailboxes);
	alert.emails = distinct(found.emails);
	alert.applications = distinct(found.applications);
	alert.cloudResources = distinct(found.cloudResources);
	alert.entities = evidence.map(entityOf);
	return alert;
}

/** Everything that belongs into the lists, as often as it was found. */
function collected(evidence: readonly Evidence[]): AlertLists {
	const found = noLists();
	for (const piece of evidence) {
		addProgram(found, piece);
		addPerson(found, piece);
		addTraffic(found, piece);
		if (piece.device !== undefined) found.devices.push(deviceOf(piece.device));
		if (piece.application !== undefined) {
			found.applications.push(applicationOf(piece.kind, piece.application));
		}
		if (piece.resource !== undefined) found.cloudResources.push(cloudResourceOf(piece));
	}
	return found;
}

function addProgram(lists: AlertLists, { process, file, account }: Evidence): void {
	if (process !== undefined) lists.processes.push(processOf(process, account));
	for (const one of [file, process?.image]) {
		if (one === undefined) continue;
		if (one.name !== undefined || one.path !== undefined) lists.files.push(fileOf(one));
		for (const hash of [one.sha256, one.sha1, one.md5]) {
			if (hash !== undefined) lists.hashes.push(hash);
		}
	}
}

function addPerson(lists: AlertLists, { account, mailbox, mail }: Evidence): void {
	if (account !== undefined) lists.users.push(userOf(account));
	if (mailbox !== undefined) {
		const { address, displayName, principalName } = mailbox;
		lists.mailboxes.push({ address, name: displayName, upn: principalName });
	}
	if (mail !== undefined) lists.emails.push(emailOf(mail));
}

function addTraffic(lists: AlertLists, { ip, url, mail }: Evidence): void {
	if (ip !== undefined) lists.ips.push(ip);
	if (url !== undefined) lists.urls.push(url);
	if (mail?.senderIp !== undefined) lists.ips.push(mail.senderIp);
	// One by one: a mail may claim more links than a call takes arguments.
	for (const link of mail?.urls ?? []) lists.urls.push(link);
}

/** A piece of evidence in short; with details where no list of the alert has them. */
function entityOf(piece: Evidence): AlertEntity {
	const { id, detectionStatus, deviceId, within } = piece;
	const entity = headOf(piece);
	if (detectionStatus !== undefined) entity.detectionStatus = detectionStatus;
	if (deviceId !== undefined && deviceId !== id) entity.deviceId = deviceId;
	if (within !== undefined) entity.within = within;
	const told = unlistedDetails(piece);
	if (told.length > 0) entity.details = Object.fromEntries(told);
	return entity;
}

/** Written out for what nearly all evidence has, because an object that is filled name by name takes half as much again. */
function headOf({ kind: type, name, id, roles, verdict, remediationStatus }: Evidence): AlertEntity {
	if (name === undefined || verdict === undefined || remediationStatus === undefined) {
		return compact({ type, name, id, roles, verdict, remediationStatus });
	}
	return id === undefined
		? { type, name, roles, verdict, remediationStatus }
		: { type, name, id, roles, verdict, remediationStatus };
}

/**
 * Each device once, with the tags of all its entries. Tags are of the entry, so that two entries of one device may list
 * other tags, or the same in other order: they do not make two devices of it.
 */
function mergedDevices(devices: AlertDevice[]): AlertDevice[] {
	const known = devices.filter((device) => Object.keys(device).length > 0);
	if (known.length < 2) return known.slice();
	const byContent = new Map<string, AlertDevice>();
	for (const { tags: own = [], ...device } of known) {
		const content = JSON.stringify(device);
		const tags = unique([...(byContent.get(content)?.tags ?? []), ...own]);
		byContent.set(content, tags.length > 0 ? { ...device, tags } : device);
	}
	return [...byContent.values()];
}

function deviceOf(device: Device): AlertDevice {
	const { id, name, osPlatform: os, group, riskScore, tags, ips, externalIp, loggedOnUsers } = device;
	const { entraId } = device;
	return compact({
		id,
		name,
		os,
		group,
		riskScore,
		tags: someOf(tags),
		ips: someOf(ips),
		externalIp,
		entraId,
		loggedOnUsers: someOf(loggedOnUsers),
	});
}

const someOf = (values: string[]): string[] | undefined => (values.length === 0 ? undefined : values);

function userOf(account: Account): AlertUser {
	const name = accountName(account);
	return {
		name,
		id: account.id,
		sid: account.sid,
		displayName: account.displayName === name ? undefined : account.displayName,
		accountName: account.name === name ? undefined : account.name,
		domain: account.domain,
	};
}

const fileOf = ({ name, path, md5, sha1, sha256 }: FileDetails): AlertFile => ({
	name,
	path,
	md5,
	sha1,
	sha256,
});

const processOf = ({ id, commandLine, image, parent }: Process, owner: Account = {}): AlertProcess => ({
	id: numberText(id),
	name: image?.name,
	commandLine,
	user: accountName(owner),
	parentId: numberText(parent?.id),
	parentName: parent?.image?.name,
});

const numberText = (value: number | undefined): string | undefined =>
	value === undefined ? undefined : String(value);

const emailOf = (mail: Mail): AlertEmail => ({
	sender: mail.sender,
	senderName: mail.senderName,
	envelopeSender: mail.envelopeSender,
	senderIp: mail.senderIp,
	recipient: mail.recipients.length === 0 ? undefined : mail.recipients.join(', '),
	subject: mail.subject,
	deliveryAction: mail.deliveryAction,
	deliveryLocation: mail.deliveryLocation,
	direction: mail.direction,
	receivedDateTime: mail.receivedDateTime,
	networkMessageId: mail.networkId,
	internetMessageId: mail.internetId,
	threats: someOf(mail.threats),
	urls: someOf(mail.urls),
	attachments: mail.attachments,
	submitter: mail.submitter,
	reportType: mail.reportType,
	submissionDateTime: mail.submissionDateTime,
	submissionId: mail.submissionId,
});

const applicationOf = (type: string, application: Application): AlertApplication => ({
	id: application.id,
	name: application.name,
	type,
	objectId: application.objectId,
	publisher: application.publisher,
	instanceName: application.instanceName,
	ownerTenantId: application.ownerTenantId,
});

const cloudResourceOf = ({ id, name, resource }: Evidence): AlertCloudResource => ({ id, name, ...resource });

/** Without users that another entry names too, and better: the owner of a process is mostly the user of the alert. */
function withoutParts(users: AlertUser[]): AlertUser[] {
	// So many are of no usual alert, and would be compared for minutes.
	if (users.length < 2 || users.length > 50) return users;
	return users.filter((user) => !users.some((other) => other !== user && isPartOf(user, other))).slice();
}

function isPartOf(user: AlertUser, other: AlertUser): boolean {
	const names = Object.keys(user) as Array<keyof AlertUser>;
	return names.every((name) => user[name] === other[name] || (name === 'name' && isSameAccount(user, other)));
}

const isSameAccount = (one: AlertUser, other: AlertUser): boolean =>
	one.accountName !== undefined && one.accountName === other.accountName && one.domain === other.domain;
