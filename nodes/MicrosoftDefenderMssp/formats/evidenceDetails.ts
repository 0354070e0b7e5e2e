import { detailsOf } from '../core/evidence/details';
import type { Evidence } from '../core/evidence/evidence';
import { typeOf } from '../core/evidence/types';

/** What other columns of a row tell, by the names of the properties that they are made of, and what all rows of Defender have. */
const TOLD: ReadonlySet<string> = new Set(
	`accountName computerDnsName detectionStatus deviceDnsName deviceId domainName entityType evidenceCreationTime fileName filePath
	imageFile.fileName imageFile.filePath imageFile.md5 imageFile.sha1 imageFile.sha256 fileDetails.fileName
	fileDetails.filePath fileDetails.md5 fileDetails.sha1 fileDetails.sha256 ipAddress mdeDeviceId processCommandLine
	rbacGroupName recipient recipientEmailAddress registryHive registryKey registryValue registryValueName remediationStatus
	roles sha1 sha256 subject url userAccount.accountName userAccount.domainName verdict`.split(/\s+/),
);

/** What else a piece of evidence says, `name=value` joined with `; `: in the names of the service, or of a simplified item. */
export function evidenceDetails(evidence: Partial<Evidence>): string {
	const { kind = '', raw, id, name } = evidence;
	if (raw === undefined) return '';
	const own = detailsOf({ kind, raw, roles: [], tags: [] });
	const isWhole = isServices(raw) || (Object.keys(raw).length > 0 && typeOf(kind).type.details === undefined);
	const parts = isWhole ? [] : detailsOf({ kind, raw: partsOf(evidence), roles: [], tags: [] });
	return [...own, ...parts]
		.filter(([property, value]) => value !== id && value !== name && !TOLD.has(property))
		.map(([property, value]) => `${property}=${value}`)
		.join('; ');
}

/** Every object of Graph's and every row of Defender's names its type. */
const isServices = (raw: Evidence['raw']): boolean => '@odata.type' in raw || 'entityType' in raw;

/** What a simplified item has in its lists of the evidence that no column tells. */
const partsOf = (evidence: Partial<Evidence>) => {
	const { account, application, connection, device, mail, mailbox, process, resource, session } = evidence;
	return {
		account: account && { ...account, name: undefined, domain: undefined },
		application,
		connection,
		device: device && {
			entraId: device.entraId,
			externalIp: device.externalIp,
			ips: device.ips,
			riskScore: device.riskScore,
		},
		mail: mail && { ...mail, recipients: undefined, sender: undefined, subject: undefined },
		mailbox,
		process: process?.parent && { parentId: process.parent.id, parentName: process.parent.image?.name },
		resource,
		session,
	};
};
