import { createHash, randomInt, randomUUID } from 'node:crypto';

import { deviceIdOf } from '../devices/record';
import { definedOnly, inputTicks, ticksNow, withNormalTimes } from '../records/input';
import type { StoredRecord } from '../records/store';
import { checkEvidence, type EvidenceInput } from './evidence';
import { formatTicks } from './timestamp';

export interface AlertDevice {
	/** 40 hex digits: `machineId` of Defender, `mdeDeviceId` of Graph. */
	id: string;
	dnsName: string;
	osPlatform: string;
	groupName: string;
	tags: string[];
	riskScore: string;
	lastIpAddress: string;
}

export interface AlertUser {
	accountName: string;
	domainName: string;
	userSid: string;
	azureAdUserId: string;
	userPrincipalName: string;
	displayName: string;
}

export interface AlertFile {
	fileName: string;
	filePath: string;
	sha1: string;
	sha256: string;
}

export interface AlertProcess {
	processId: number;
	commandLine: string;
	createdDateTime: string;
	imageFile: AlertFile;
	parentProcessId: number;
	parentImageFile: AlertFile;
}

export interface AlertComment {
	comment: string;
	createdByDisplayName: string;
	createdDateTime: string;
}

/** A raw patch over one service's answer: properties to overwrite and properties to leave out. */
export interface ViewPatch {
	set?: Record<string, unknown>;
	omit?: string[];
}

/** One alert, kept once and shown by both APIs; enums in Graph's vocabulary, times with 100 ns as strings. */
export interface AlertRecord extends StoredRecord {
	id: string;
	/** The id that the service itself gave, if it is another one. */
	providerAlertId: string | null;
	title: string;
	description: string;
	recommendedActions: string;
	severity: string;
	status: string;
	classification: string;
	determination: string;
	serviceSource: string;
	detectionSource: string;
	productName: string;
	category: string;
	/** Of an alert of several categories; null: `category` is the only one. */
	categories: string[] | null;
	systemTags: string[];
	/** What an analytics rule of Microsoft Sentinel copies from its events. */
	customDetails: Record<string, unknown>;
	alertPolicyId: string | null;
	assignedTo: string | null;
	incidentId: number | null;
	investigationId: number | null;
	investigationState: string;
	detectorId: string;
	actorDisplayName: string | null;
	threatDisplayName: string | null;
	threatFamilyName: string | null;
	mitreTechniques: string[];
	createdDateTime: string;
	lastUpdateDateTime: string;
	resolvedDateTime: string | null;
	firstActivityDateTime: string;
	lastActivityDateTime: string;
	device: AlertDevice | null;
	user: AlertUser | null;
	file: AlertFile | null;
	process: AlertProcess | null;
	ipAddresses: string[];
	urls: string[];
	/** Evidence of any type, which Graph alone shows, behind all the other. */
	moreEvidence: EvidenceInput[];
	comments: AlertComment[];
	/** Graph leaves out suppressed and stand-alone alerts that Defender shows. */
	shownByGraph: boolean;
	/** Only alerts of Defender for Endpoint, unless set. */
	shownByDefender: boolean;
	extra: { graph?: ViewPatch; defender?: ViewPatch };
}

export type AlertInput = Partial<AlertRecord>;
export type AlertPatch = Partial<Omit<AlertRecord, 'id'>>;

const timeProperties = [
	'createdDateTime',
	'lastUpdateDateTime',
	'firstActivityDateTime',
	'lastActivityDateTime',
	'resolvedDateTime',
] as const;

/**
 * A complete, realistic alert around the properties given. Throws when a time is not a DateTimeOffset, because such a time could not be stored by Microsoft either (`extra` can still show one), and likewise for evidence
 * with a type or property that Graph does not have.
 */
export function newAlertRecord(input: AlertInput, now: number, domain: string): AlertRecord {
	const created = inputTicks(input.createdDateTime) ?? ticksNow(now);
	const serviceSource = input.serviceSource ?? 'microsoftDefenderForEndpoint';
	// Not spread into one literal: that is a hundred times slower, and tests add many thousand alerts.
	const defaults = Object.assign(
		defaultClassification(serviceSource),
		defaultTimes(created, input.status === 'resolved'),
		defaultEvidence(domain, formatTicks(created)),
		{
			...idsOf(serviceSource, created),
			visibleAt: 0,
			shownByGraph: true,
			shownByDefender: serviceSource === 'microsoftDefenderForEndpoint',
			extra: {},
		},
	);
	const record: AlertRecord = Object.assign(defaults, definedOnly(input));
	return checked(record);
}

/** The record after a change: `lastUpdateDateTime` moves to now unless the patch sets it. */
export function patchedAlertRecord(record: AlertRecord, patch: AlertPatch, now: number): AlertRecord {
	const stamp = formatTicks(ticksNow(now));
	const resolves = patch.status === 'resolved' && record.status !== 'resolved';
	const reopens = patch.status !== undefined && patch.status !== 'resolved';
	const changed = {
		...record,
		lastUpdateDateTime: stamp,
		resolvedDateTime: resolves ? stamp : reopens ? null : record.resolvedDateTime,
		...definedOnly(patch),
		id: record.id,
	};
	return checked(changed);
}

function checked(record: AlertRecord): AlertRecord {
	checkEvidence(record.moreEvidence, record.createdDateTime);
	return withNormalTimes(record, timeProperties);
}

/** How ids of a service begin (Defender XDR's page "investigate alerts"). */
const idPrefixes: Readonly<Record<string, string>> = {
	microsoft365Defender: 'ra',
	microsoftDefenderForOffice365: 'fa',
	microsoftDefenderForIdentity: 'aa',
	microsoftDefenderForCloudApps: 'ca',
	microsoftAppGovernance: 'ma',
	azureAdIdentityProtection: 'ad',
	dataLossPrevention: 'dl',
	microsoftDefenderForCloud: 'dc',
	microsoftSentinel: 'sn',
	microsoftInsiderRiskManagement: 'ir',
};

/** Alerts of Defender for Endpoint have one id everywhere; those of others have their service's behind the prefix. */
function idsOf(serviceSource: string, created: bigint): { id: string; providerAlertId: string | null } {
	const prefix = idPrefixes[serviceSource];
	if (prefix === undefined) {
		return { id: `da${created}_${randomInt(-(2 ** 31), 2 ** 31 - 1)}`, providerAlertId: null };
	}
	const providerAlertId = randomUUID();
	return { id: `${prefix}${providerAlertId}`, providerAlertId };
}

function defaultClassification(serviceSource: string) {
	return {
		title: 'Suspicious PowerShell command line',
		description: 'A suspicious PowerShell activity was observed on the machine.',
		recommendedActions: 'Inspect the command line and isolate the device if it was not expected.',
		severity: 'medium',
		status: 'new',
		classification: 'unknown',
		determination: 'unknown',
		serviceSource,
		detectionSource: 'microsoftDefenderForEndpoint',
		productName: 'Microsoft Defender for Endpoint',
		category: 'Execution',
		categories: null,
		systemTags: [],
		customDetails: {},
		alertPolicyId: null,
		assignedTo: null,
		incidentId: randomInt(1, 100_000),
		investigationId: null,
		investigationState: 'unsupportedAlertType',
		detectorId: randomUUID(),
		actorDisplayName: null,
		threatDisplayName: null,
		threatFamilyName: null,
		mitreTechniques: ['T1059.001'],
		comments: [],
	};
}

function defaultTimes(created: bigint, resolved: boolean) {
	const second = 10_000_000n;
	const updated = formatTicks(created + 2n * second + 6_666_667n);
	return {
		createdDateTime: formatTicks(created),
		lastUpdateDateTime: updated,
		resolvedDateTime: resolved ? updated : null,
		firstActivityDateTime: formatTicks(created - 135n * second - 1_130_000n),
		lastActivityDateTime: formatTicks(created - 128n * second),
	};
}

function defaultEvidence(domain: string, createdDateTime: string) {
	const device = exampleDevice(domain);
	const user = exampleUser(domain);
	const process: AlertProcess = {
		processId: 6412,
		commandLine: 'powershell.exe -NoProfile -ExecutionPolicy Bypass -File update.ps1',
		createdDateTime,
		imageFile: { ...exampleFiles.powershell },
		parentProcessId: 4120,
		parentImageFile: { ...exampleFiles.explorer },
	};
	const urls = ['https://downloads.bad.example/update.ps1'];
	return {
		device,
		user,
		file: { ...exampleFiles.script },
		process,
		ipAddresses: ['203.0.113.9'],
		urls,
		moreEvidence: [],
	};
}

/** The device of a customer's alerts unless they say another. */
export const exampleDevice = (domain: string): AlertDevice => ({
	id: deviceIdOf(`pc7.${domain}`),
	dnsName: `pc7.${domain}`,
	osPlatform: 'Windows11',
	groupName: 'Workstations',
	tags: ['finance'],
	riskScore: 'medium',
	lastIpAddress: '192.0.2.7',
});

/** The person of a customer's alerts unless they say another. */
export const exampleUser = (domain: string): AlertUser => ({
	accountName: 'kim',
	domainName: domain.split('.')[0]?.toUpperCase() ?? 'CORP',
	userSid: 'S-1-5-21-1111111111-2222222222-3333333333-1107',
	azureAdUserId: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb',
	userPrincipalName: `kim@${domain}`,
	displayName: 'Kim Example',
});

/** Made once: hashes take most of the time of a new alert. */
const exampleFiles = {
	script: exampleFile('update.ps1', 'C:\\Users\\kim\\Downloads'),
	powershell: exampleFile('powershell.exe', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0'),
	explorer: exampleFile('explorer.exe', 'C:\\Windows'),
};

function exampleFile(fileName: string, filePath: string): AlertFile {
	const hash = (algorithm: string) => createHash(algorithm).update(fileName).digest('hex');
	return { fileName, filePath, sha1: hash('sha1'), sha256: hash('sha256') };
}
