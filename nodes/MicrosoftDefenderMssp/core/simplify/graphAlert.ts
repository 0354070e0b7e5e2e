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
	const files = distinct(evidence.map(fileOf).filter((file) => file !== undefined));
	const passedOn: Partial<SimpleAlert> = {};
	for (const name of PASSED_ON) passedOn[name] = text(raw[name]);
	return compact({
		id: text(raw.id) ?? '',
		...passedOn,
		mitreTechniques: texts(raw.mitreTechniques),
		devices: devicesOf(ofType(evidence, 'device')),
		users: distinct([...ofType(evidence, 'user'), ...ofType(evidence, 'process')].map(userOf)),
		files,
		processes: distinct(ofType(evidence, 'process').map(processOf)),
		ips: unique(ofType(evidence, 'ip').map(({ ipAddress }) => text(ipAddress))),
		urls: unique(ofType(evidence, 'url').map(({ url }) => text(url))),
		hashes: unique(files.flatMap(({ sha256, sha1 }) => [sha256, sha1])),
	});
}

function ofType(evidence: JsonObject[], type: string): JsonObject[] {
	const name = `#microsoft.graph.security.${type}Evidence`;
	return evidence.filter((entry) => entry['@odata.type'] === name);
}

const child = (parent: JsonObject, name: string): JsonObject => {
	const value = parent[name];
	return isJsonObject(value) ? value : {};
};

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
	return distinct([...byContent.values()]);
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
	const account = child(evidence, 'userAccount');
	return {
		name: accountTitle(text(account.userPrincipalName), text(account.domainName), text(account.accountName)),
		id: text(account.azureAdUserId),
		sid: text(account.userSid),
	};
}

function fileOf(evidence: JsonObject): AlertFile | undefined {
	const details = { ...child(evidence, 'imageFile'), ...child(evidence, 'fileDetails') };
	return {
		name: text(details.fileName),
		path: text(details.filePath),
		sha1: text(details.sha1),
		sha256: text(details.sha256),
	};
}

function processOf(evidence: JsonObject): AlertProcess {
	return {
		id: text(evidence.processId),
		name: text(child(evidence, 'imageFile').fileName),
		commandLine: text(evidence.processCommandLine),
	};
}
