import { loggedOnUsers, patched } from './graphView';
import type { AlertRecord } from './record';
import {
	classifications,
	defenderDetectionSource,
	determinations,
	pascalCase,
	severities,
	statuses,
} from './vocabulary';

type Json = Record<string, unknown>;

/** Every key of an evidence row, all present and null where they do not apply. */
const emptyEvidence: Json = {
	entityType: null,
	evidenceCreationTime: null,
	sha1: null,
	sha256: null,
	fileName: null,
	filePath: null,
	processId: null,
	processCommandLine: null,
	processCreationTime: null,
	parentProcessId: null,
	parentProcessCreationTime: null,
	parentProcessFileName: null,
	parentProcessFilePath: null,
	ipAddress: null,
	url: null,
	registryKey: null,
	registryHive: null,
	registryValueType: null,
	registryValue: null,
	accountName: null,
	domainName: null,
	userSid: null,
	aadUserId: null,
	userPrincipalName: null,
	detectionStatus: null,
};

/** The severity as the Defender API spells it. */
export const defenderSeverity = (record: AlertRecord) => translated(severities, record.severity);
/** The status as the Defender API spells it. */
export const defenderStatus = (record: AlertRecord) => translated(statuses, record.status);

/** The alert as the Defender API shows it; evidence is `[]` unless asked for. */
export function defenderAlert(record: AlertRecord, tenantId: string, expandEvidence: boolean): Json {
	const { user, device } = record;
	const alert: Json = {
		id: record.id,
		incidentId: record.incidentId,
		investigationId: record.investigationId,
		assignedTo: record.assignedTo,
		severity: defenderSeverity(record),
		status: defenderStatus(record),
		classification: classifications[record.classification] ?? null,
		determination: determinations[record.determination] ?? null,
		investigationState: pascalCase(record.investigationState),
		detectionSource: defenderDetectionSource(record.detectionSource),
		detectorId: record.detectorId,
		category: record.category,
		threatFamilyName: record.threatFamilyName,
		title: record.title,
		description: record.description,
		alertCreationTime: record.createdDateTime,
		firstEventTime: record.firstActivityDateTime,
		lastEventTime: record.lastActivityDateTime,
		lastUpdateTime: record.lastUpdateDateTime,
		resolvedTime: record.resolvedDateTime,
		machineId: device?.id ?? null,
		computerDnsName: device?.dnsName ?? null,
		rbacGroupName: device?.groupName ?? null,
		aadTenantId: tenantId,
		threatName: record.threatDisplayName,
		mitreTechniques: record.mitreTechniques,
		relatedUser: user && { userName: user.accountName, domainName: user.domainName },
		// On none of Microsoft's pages, but in answers that were recorded.
		loggedOnUsers: loggedOnUsers(record),
		comments: record.comments.map(({ comment, createdByDisplayName, createdDateTime }) => ({
			comment,
			createdBy: createdByDisplayName,
			createdTime: createdDateTime,
		})),
		evidence: expandEvidence ? defenderEvidence(record) : [],
	};
	return patched(alert, record.extra.defender);
}

function translated(names: Record<string, string>, graphName: string): string {
	return names[graphName] ?? pascalCase(graphName);
}

function defenderEvidence(record: AlertRecord): Json[] {
	const row = (entityType: string, properties: Json): Json => ({
		...emptyEvidence,
		entityType,
		evidenceCreationTime: record.createdDateTime,
		detectionStatus: 'Detected',
		...properties,
	});
	return [
		...(record.user ? [row('User', userProperties(record.user))] : []),
		...(record.file ? [row('File', { ...record.file })] : []),
		...(record.process ? [row('Process', processProperties(record))] : []),
		...record.ipAddresses.map((ipAddress) => row('Ip', { ipAddress })),
		...record.urls.map((url) => row('Url', { url })),
	];
}

function userProperties(user: NonNullable<AlertRecord['user']>): Json {
	return {
		accountName: user.accountName,
		domainName: user.domainName,
		userSid: user.userSid,
		aadUserId: user.azureAdUserId,
		userPrincipalName: user.userPrincipalName,
		detectionStatus: null,
	};
}

function processProperties({ process, user, firstActivityDateTime }: AlertRecord): Json {
	if (!process) return {};
	return {
		...process.imageFile,
		processId: process.processId,
		processCommandLine: process.commandLine,
		processCreationTime: process.createdDateTime,
		parentProcessId: process.parentProcessId,
		parentProcessCreationTime: firstActivityDateTime,
		parentProcessFileName: process.parentImageFile.fileName,
		parentProcessFilePath: process.parentImageFile.filePath,
		accountName: user?.accountName ?? null,
		domainName: user?.domainName ?? null,
		userSid: user?.userSid ?? null,
	};
}
