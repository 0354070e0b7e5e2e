import type { AlertDevice, AlertFile, AlertProcess, AlertUser, SimpleAlert } from '../alert';
import { accountTitle } from '../alert';
import { compact, distinct } from '../compact';
import type { JsonObject } from '../json';
import { isJsonObject, objects, text, texts, unique } from '../json';

/** Properties that Graph already sends the way we show them. */
const PASSED_ON = [
	'incidentId',
	'title',
	'description',
	'severity',
	'status',
	'classification',
	'determination',
	'category',
	'serviceSource',
	'detectionSource',
	'productName',
	'assignedTo',
	'actorDisplayName',
	'threatDisplayName',
	'threatFamilyName',
	'investigationState',
	'createdDateTime',
	'lastUpdateDateTime',
	'resolvedDateTime',
	'firstActivityDateTime',
	'lastActivityDateTime',
] as const satisfies ReadonlyArray<keyof SimpleAlert>;

/** Simplifies an alert of Graph `security/alerts_v2`. Never throws: what is missing or of another type is left out. */
export function simplifyGraphAlert(raw: JsonObject): SimpleAlert {
	const evidence = objects(raw.evidence);
	const processes = ofType(evidence, 'process');
	const files = distinct(evidence.map(fileOf).filter((file) => file !== undefined));
	return {
		id: text(raw.id) ?? '',
		...passedOn(raw),
		mitreTechniques: texts(raw.mitreTechniques),
		devices: devicesOf(ofType(evidence, 'device')),
		users: distinct([...ofType(evidence, 'user'), ...processes].map(userOf)),
		files,
		processes: distinct(processes.map(processOf)),
		ips: unique(ofType(evidence, 'ip').map(({ ipAddress }) => text(ipAddress))),
		urls: unique(ofType(evidence, 'url').map(({ url }) => text(url))),
		hashes: unique(files.flatMap(({ sha256, sha1 }) => [sha256, sha1])),
	};
}

/** Sets only what is there: to take the missing half out of an object of this many properties costs five times as much. */
function passedOn(raw: JsonObject): Partial<SimpleAlert> {
	const there: Partial<SimpleAlert> = {};
	for (const name of PASSED_ON) {
		const value = text(raw[name]);
		if (value !== undefined) there[name] = value;
	}
	return there;
}

function ofType(evidence: JsonObject[], type: string): JsonObject[] {
	const name = `#microsoft.graph.security.${type}Evidence`;
	return evidence.filter((entry) => entry['@odata.type'] === name);
}

const asObject = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/**
 * Each device once, with the tags of all its entries. Tags are of the entry, so that two entries of one device may list
 * other tags, or the same in other order: they do not make two devices of it.
 */
function devicesOf(evidence: JsonObject[]): AlertDevice[] {
	const byContent = new Map<string, AlertDevice>();
	for (const entry of evidence) {
		const device = compact(deviceOf(entry));
		const content = JSON.stringify(device);
		const tags = unique([...(byContent.get(content)?.tags ?? []), ...texts(entry.tags)]);
		byContent.set(content, tags.length > 0 ? { ...device, tags } : device);
	}
	return [...byContent.values()].filter((device) => Object.keys(device).length > 0);
}

function deviceOf(evidence: JsonObject): AlertDevice {
	return {
		id: text(evidence.mdeDeviceId),
		name: text(evidence.deviceDnsName) ?? text(evidence.hostName),
		os: text(evidence.osPlatform),
		group: text(evidence.rbacGroupName),
		riskScore: text(evidence.riskScore),
	};
}

function userOf(evidence: JsonObject): AlertUser {
	const account = asObject(evidence.userAccount);
	return {
		name: accountTitle(text(account.userPrincipalName), text(account.domainName), text(account.accountName)),
		id: text(account.azureAdUserId),
		sid: text(account.userSid),
	};
}

/** Undefined for evidence that is about no file, which is most. */
function fileOf({ imageFile, fileDetails }: JsonObject): AlertFile | undefined {
	const details =
		isJsonObject(imageFile) && isJsonObject(fileDetails)
			? { ...imageFile, ...fileDetails }
			: [imageFile, fileDetails].find(isJsonObject);
	return (
		details && {
			name: text(details.fileName),
			path: text(details.filePath),
			sha1: text(details.sha1),
			sha256: text(details.sha256),
		}
	);
}

function processOf(evidence: JsonObject): AlertProcess {
	return {
		id: text(evidence.processId),
		name: text(asObject(evidence.imageFile).fileName),
		commandLine: text(evidence.processCommandLine),
	};
}
