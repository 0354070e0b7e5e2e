import { graphEvidence, type EvidenceInput, type EvidenceView } from './evidence';
import type { AlertFile, AlertRecord, ViewPatch } from './record';
import { shownMember } from './schema';
import { plainGraphMembers } from './vocabulary';

type Json = Record<string, unknown>;
type ShownEnum =
	'status' | 'severity' | 'classification' | 'determination' | 'serviceSource' | 'detectionSource';

/** The alert as `microsoft.graph.security.alert`; enum members outside the plain ones are hidden unless preferred. */
export function graphAlert(record: AlertRecord, tenantId: string, includeUnknownEnumMembers: boolean): Json {
	const shown = (property: ShownEnum) =>
		shownMember(plainGraphMembers[property], record[property], includeUnknownEnumMembers);
	const portal = 'https://security.microsoft.com';
	const alert: Json = {
		id: record.id,
		providerAlertId: record.providerAlertId ?? record.id,
		incidentId: record.incidentId === null ? null : String(record.incidentId),
		status: shown('status'),
		severity: shown('severity'),
		classification: shown('classification'),
		determination: shown('determination'),
		serviceSource: shown('serviceSource'),
		detectionSource: shown('detectionSource'),
		productName: record.productName,
		detectorId: record.detectorId,
		tenantId,
		title: record.title,
		description: record.description,
		recommendedActions: record.recommendedActions,
		category: record.category,
		categories: record.categories ?? [record.category],
		assignedTo: record.assignedTo,
		alertWebUrl: `${portal}/alerts/${record.id}?tid=${tenantId}`,
		incidentWebUrl:
			record.incidentId === null ? null : `${portal}/incidents/${record.incidentId}?tid=${tenantId}`,
		actorDisplayName: record.actorDisplayName,
		threatDisplayName: record.threatDisplayName,
		threatFamilyName: record.threatFamilyName,
		mitreTechniques: record.mitreTechniques,
		alertPolicyId: record.alertPolicyId,
		investigationState: record.investigationState,
		createdDateTime: record.createdDateTime,
		lastUpdateDateTime: record.lastUpdateDateTime,
		resolvedDateTime: record.resolvedDateTime,
		firstActivityDateTime: record.firstActivityDateTime,
		lastActivityDateTime: record.lastActivityDateTime,
		systemTags: record.systemTags,
		additionalData: null,
		customDetails: record.customDetails,
		comments: record.comments,
		evidence: evidenceOf(record, includeUnknownEnumMembers),
	};
	return patched(alert, record.extra.graph);
}

/** Overwrites and leaves out what a test asked for. */
export function patched(view: Json, patch: ViewPatch | undefined): Json {
	if (!patch) return view;
	const omitted = patch.omit ?? [];
	return Object.fromEntries(
		Object.entries({ ...view, ...patch.set }).filter(([name]) => !omitted.includes(name)),
	);
}

/** All evidence of the alert as Graph sends it. */
export function evidenceOf(record: AlertRecord, includeUnknownEnumMembers: boolean): Json[] {
	const { createdDateTime, ipAddresses, urls, moreEvidence } = record;
	const view: EvidenceView = { createdDateTime, includeUnknownEnumMembers };
	const first = [deviceEvidence(record), userEvidence(record), fileEvidence(record), processEvidence(record)];
	const evidence: EvidenceInput[] = [
		...first.filter((item) => item !== undefined),
		...ipAddresses.map((ipAddress) => ({ kind: 'ip', ipAddress, countryLetterCode: null })),
		...urls.map((url) => ({ kind: 'url', url })),
		...moreEvidence,
	];
	return evidence.map((input) => graphEvidence(input, view));
}

/** Who was signed in to the device. */
export const loggedOnUsers = ({ device, user }: AlertRecord): Json[] =>
	device && user ? [{ accountName: user.accountName, domainName: user.domainName }] : [];

function deviceEvidence(record: AlertRecord): EvidenceInput | undefined {
	const { device } = record;
	if (!device) return undefined;
	const [hostName, ...dnsDomain] = device.dnsName.split('.');
	return {
		kind: 'device',
		verdict: 'unknown',
		tags: device.tags,
		mdeDeviceId: device.id,
		azureAdDeviceId: null,
		deviceDnsName: device.dnsName,
		hostName,
		dnsDomain: dnsDomain.join('.'),
		ntDomain: null,
		osPlatform: device.osPlatform,
		osBuild: 22631,
		version: '23H2',
		healthStatus: 'active',
		riskScore: device.riskScore,
		rbacGroupId: 11,
		rbacGroupName: device.groupName,
		onboardingStatus: 'onboarded',
		defenderAvStatus: 'updated',
		ipInterfaces: [device.lastIpAddress],
		lastIpAddress: device.lastIpAddress,
		lastExternalIpAddress: '198.51.100.7',
		loggedOnUsers: loggedOnUsers(record),
		firstSeenDateTime: '2025-06-01T07:00:00Z',
		vmMetadata: null,
	};
}

function userEvidence(record: AlertRecord): EvidenceInput | undefined {
	if (!record.user) return undefined;
	return {
		kind: 'user',
		verdict: 'unknown',
		stream: null,
		userAccount: userAccount(record),
	};
}

function userAccount({ user }: AlertRecord): Json | null {
	if (!user) return null;
	return {
		accountName: user.accountName,
		domainName: user.domainName,
		userSid: user.userSid,
		azureAdUserId: user.azureAdUserId,
		userPrincipalName: user.userPrincipalName,
		displayName: user.displayName,
		activeDirectoryObjectGuid: null,
		resourceAccessEvents: [],
	};
}

function fileEvidence(record: AlertRecord): EvidenceInput | undefined {
	if (!record.file) return undefined;
	return {
		kind: 'file',
		detectionStatus: 'detected',
		mdeDeviceId: record.device?.id ?? null,
		fileDetails: fileDetails(record.file),
	};
}

function processEvidence(record: AlertRecord): EvidenceInput | undefined {
	const { process } = record;
	if (!process) return undefined;
	return {
		kind: 'process',
		processId: process.processId,
		parentProcessId: process.parentProcessId,
		processCommandLine: process.commandLine,
		processCreationDateTime: process.createdDateTime,
		parentProcessCreationDateTime: record.firstActivityDateTime,
		detectionStatus: 'detected',
		mdeDeviceId: record.device?.id ?? null,
		imageFile: fileDetails(process.imageFile),
		parentProcessImageFile: fileDetails(process.parentImageFile),
		userAccount: userAccount(record),
	};
}

function fileDetails(file: AlertFile): Json {
	return {
		fileName: file.fileName,
		filePath: file.filePath,
		sha1: file.sha1,
		sha256: file.sha256,
		fileSize: 4096,
		filePublisher: null,
		signer: null,
		issuer: null,
	};
}
