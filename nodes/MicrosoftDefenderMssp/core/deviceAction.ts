import { compact } from './compact';
import type { JsonObject } from './json';
import { isJsonObject, text } from './json';

/** What Defender for Endpoint can do to a device. Source: its "machineAction" resource. */
export const DEVICE_ACTION_TYPES = [
	'CollectInvestigationPackage',
	'Isolate',
	'LiveResponse',
	'Offboard',
	'RestrictCodeExecution',
	'RunAntiVirusScan',
	'StopAndQuarantineFile',
	'Unisolate',
	'UnrestrictCodeExecution',
] as const;

export type DeviceActionType = (typeof DEVICE_ACTION_TYPES)[number];

export const DEVICE_ACTION_STATUSES = [
	'Cancelled',
	'Failed',
	'InProgress',
	'Pending',
	'Succeeded',
	'TimeOut',
] as const;

/** The second is what older pages of the reference call it. */
const CANCELLED: readonly unknown[] = ['Cancelled', 'Canceled'];
const ENDED: readonly unknown[] = ['Succeeded', 'Failed', 'TimeOut', ...CANCELLED];

/** Whether the action was cancelled. */
export const isCancelled = ({ status }: JsonObject): boolean => CANCELLED.includes(status);

/** Whether the action is over, well or not. */
export const hasEnded = ({ status }: JsonObject): boolean => ENDED.includes(status);

/**
 * An action on a device as people route on it, with the names and values of Defender for Endpoint ("machineAction"
 * resource). A property that the service did not send is absent.
 */
export interface SimpleDeviceAction {
	id?: string;
	type?: string;
	status?: string;
	scope?: string;
	machineId?: string;
	computerDnsName?: string;
	requestor?: string;
	requestorComment?: string;
	creationDateTimeUtc?: string;
	lastUpdateDateTimeUtc?: string;
	cancellationRequestor?: string;
	cancellationComment?: string;
	cancellationDateTimeUtc?: string;
	relatedFileInfo?: RelatedFile;
}

interface RelatedFile {
	fileIdentifier?: string;
	fileIdentifierType?: string;
}

/** Simplifies an action on a device. Never throws: what is missing or of another type is left out. */
export function simplifyDeviceAction(raw: JsonObject): SimpleDeviceAction {
	return compact({
		id: text(raw.id),
		type: text(raw.type),
		status: text(raw.status),
		scope: text(raw.scope),
		machineId: text(raw.machineId),
		computerDnsName: text(raw.computerDnsName),
		requestor: text(raw.requestor),
		requestorComment: text(raw.requestorComment),
		creationDateTimeUtc: text(raw.creationDateTimeUtc),
		// The samples of lists call it so.
		lastUpdateDateTimeUtc: text(raw.lastUpdateDateTimeUtc) ?? text(raw.lastUpdateTimeUtc),
		cancellationRequestor: text(raw.cancellationRequestor),
		cancellationComment: text(raw.cancellationComment),
		cancellationDateTimeUtc: text(raw.cancellationDateTimeUtc),
		relatedFileInfo: relatedFile(raw),
	});
}

function relatedFile({ relatedFileInfo: file }: JsonObject): RelatedFile | undefined {
	if (!isJsonObject(file)) return undefined;
	return compact({
		fileIdentifier: text(file.fileIdentifier),
		fileIdentifierType: text(file.fileIdentifierType),
	});
}

/**
 * Whether an action of its kind has the isolation type, scan type and file that were asked for. What an action does not
 * tell is taken for the same.
 */
export function isAsAsked(raw: JsonObject, { IsolationType, ScanType, Sha1 }: JsonObject): boolean {
	const { fileIdentifier, fileIdentifierType } = relatedFile(raw) ?? {};
	const sha1 = fileIdentifierType === 'Sha1' ? fileIdentifier : undefined;
	return isSame(text(raw.scope), text(IsolationType ?? ScanType)) && isSame(sha1, text(Sha1));
}

const isSame = (found: string | undefined, asked: string | undefined): boolean =>
	found === undefined || asked === undefined || found.toLowerCase() === asked.toLowerCase();

/** What an action does, in a few words: `Isolate, Selective`. */
export const actionWords = (raw: JsonObject): string =>
	[text(raw.type), text(raw.scope), relatedFile(raw)?.fileIdentifier]
		.filter((word) => word !== undefined)
		.join(', ');
