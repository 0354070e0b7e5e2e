import type { Evidence, FileDetails, Mail, Registry } from '../core/evidence/evidence';
import { registryPath } from '../core/evidence/types/file';
import { entryOf } from '../core/knownWords';
import { evidenceDetails } from './evidenceDetails';
import { upperFirst } from './names';

/** The fields of that API that tell of one evidence. */
export function evidenceFields(evidence: Partial<Evidence> = {}) {
	const { process, file } = evidence;
	return Object.assign(
		fileFields(process?.image ?? file),
		trafficFields(evidence),
		remediationFields(evidence),
		{
			CommandLine: orEmpty(process?.commandLine),
			WasExecutingWhileDetected: process === undefined ? null : wasExecuting(evidence),
		},
	);
}

/** Of a mail who sent it from where, and the first link in it. */
const trafficFields = ({ ip, url, mail }: Partial<Evidence>) => ({
	IpAddress: ip ?? orEmpty(mail?.senderIp),
	Url: url ?? orEmpty(mail?.urls[0]),
});

const fileFields = (file: FileDetails = {}) => ({
	FileName: file.name ?? '',
	FilePath: file.path ?? '',
	Md5: file.md5 ?? '',
	Sha1: file.sha1 ?? '',
	Sha256: file.sha256 ?? '',
	FileHash: file.sha1 ?? file.sha256 ?? '',
});

/** Whether a remediation that is over worked; those that go on or were not tried have no result. */
const REMEDIATION_RESULTS: Readonly<Record<string, boolean>> = {
	remediated: true,
	prevented: true,
	blocked: true,
	notRemediated: false,
	unremediated: false,
	partiallyRemediated: false,
};

/** What was done about a piece of evidence, and whether it worked. */
export function remediationFields({ remediationStatus, detectionStatus }: Partial<Evidence>) {
	// Defender for Endpoint tells a prevention as kind of detection.
	const action =
		remediationStatus ?? (detectionStatus === 'detected' ? undefined : detectionStatus) ?? 'none';
	return {
		RemediationAction: action === 'none' ? '' : upperFirst(action),
		RemediationIsSuccess: entryOf(REMEDIATION_RESULTS, action) ?? null,
	};
}

/** Of a process: one that was stopped before it ran was not executing. */
export function wasExecuting({ detectionStatus }: Partial<Evidence>): boolean | null {
	if (detectionStatus === 'detected') return true;
	return detectionStatus === 'prevented' || detectionStatus === 'blocked' ? false : null;
}

/** Additions: evidence of every type, and the most asked of those that the API had no fields for. */
export function addedFields(evidence: Partial<Evidence> = {}) {
	const { roles = [], mail, registry } = evidence;
	const identity = {
		EvidenceType: orEmpty(evidence.kind),
		EvidenceId: orEmpty(evidence.id),
		EvidenceName: orEmpty(evidence.name),
		EvidenceDetails: evidenceDetails(evidence),
		DetectionStatus: orEmpty(evidence.detectionStatus),
		Verdict: orEmpty(evidence.verdict),
		Roles: roles.join('; '),
	};
	return Object.assign(identity, mailFields(mail), registryFields(registry));
}

/** Who sent a mail to whom. */
export const mailFields = ({ sender, envelopeSender, recipients = [], subject }: Partial<Mail> = {}) => ({
	MailSender: sender ?? orEmpty(envelopeSender),
	MailRecipient: recipients.join('; '),
	MailSubject: orEmpty(subject),
});

const registryFields = ({ hive, key, name, value }: Registry = {}) => ({
	RegistryKey: orEmpty(registryPath({ hive, key })),
	RegistryValueName: orEmpty(name),
	RegistryValue: orEmpty(value),
});

const orEmpty = (value: string | undefined): string => value ?? '';
