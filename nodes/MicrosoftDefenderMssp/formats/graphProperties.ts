import type { Account, Device, Evidence, FileDetails, Mail, Process } from '../core/evidence/evidence';
import type { JsonObject } from '../core/json';

/** What is known of a piece of evidence under the names of Graph's evidence, where the service's own object is not. */
export function graphPropertiesOf(piece: Evidence): JsonObject {
	const { device, account, process, file, ip, url, domain, registry, mail, mailbox, application, resource } =
		piece;
	return {
		...(device !== undefined && ofDevice(device)),
		...(account !== undefined && { userAccount: ofAccount(account) }),
		...(process !== undefined && ofProcess(process)),
		...(file !== undefined && { fileDetails: ofFile(file) }),
		ipAddress: ip,
		url,
		domainName: domain,
		...(registry !== undefined && {
			registryHive: registry.hive,
			registryKey: registry.key,
			registryValueName: registry.name,
			registryValueType: registry.type,
			registryValue: registry.value,
		}),
		...(mail !== undefined && ofMail(mail)),
		...(mailbox !== undefined && {
			primaryAddress: mailbox.address,
			displayName: mailbox.displayName,
			upn: mailbox.principalName,
		}),
		...(application !== undefined && {
			appId: application.id,
			displayName: application.name,
			objectId: application.objectId,
			publisher: application.publisher,
			instanceName: application.instanceName,
			appOwnerTenantId: application.ownerTenantId,
		}),
		...(resource !== undefined && {
			cloudProvider: resource.provider,
			resourceType: resource.type,
			resourceAccount: resource.account,
			location: resource.location,
		}),
	};
}

const ofDevice = (device: Device): JsonObject => ({
	mdeDeviceId: device.id,
	azureAdDeviceId: device.entraId,
	deviceDnsName: device.name,
	hostName: device.hostName,
	dnsDomain: device.domain,
	osPlatform: device.osPlatform,
	version: device.osVersion,
	osBuild: device.osBuild,
	rbacGroupName: device.group,
	riskScore: device.riskScore,
	tags: device.tags,
	ipInterfaces: device.ips,
	lastExternalIpAddress: device.externalIp,
	loggedOnUsers: device.loggedOnUsers.map(loggedOnUser),
});

function loggedOnUser(name: string): JsonObject {
	const [, domainName, accountName] = /^([^\\]+)\\(.+)$/s.exec(name) ?? [];
	return accountName === undefined ? { accountName: name } : { accountName, domainName };
}

const ofAccount = (account: Account): JsonObject => ({
	accountName: account.name,
	domainName: account.domain,
	userPrincipalName: account.principalName,
	displayName: account.displayName,
	azureAdUserId: account.id,
	userSid: account.sid,
});

const ofFile = ({
	name,
	path,
	size,
	publisher,
	signer,
	issuer,
	md5,
	sha1,
	sha256,
}: FileDetails): JsonObject => ({
	fileName: name,
	filePath: path,
	fileSize: size,
	filePublisher: publisher,
	signer,
	issuer,
	md5,
	sha1,
	sha256,
});

const ofProcess = ({ id, commandLine, createdDateTime, image, parent = {} }: Process): JsonObject => ({
	processId: id,
	processCommandLine: commandLine,
	processCreationDateTime: createdDateTime,
	imageFile: image && ofFile(image),
	parentProcessId: parent.id,
	parentProcessCreationDateTime: parent.createdDateTime,
	parentProcessImageFile: parent.image && ofFile(parent.image),
});

const ofMail = (mail: Mail): JsonObject => ({
	p1Sender: { emailAddress: mail.envelopeSender },
	p2Sender: { emailAddress: mail.sender, displayName: mail.senderName },
	senderIp: mail.senderIp,
	recipientEmailAddress: mail.recipients,
	subject: mail.subject,
	internetMessageId: mail.internetId,
	networkMessageId: mail.networkId,
	antiSpamDirection: mail.direction,
	deliveryAction: mail.deliveryAction,
	deliveryLocation: mail.deliveryLocation,
	receivedDateTime: mail.receivedDateTime,
	threats: mail.threats,
	urls: mail.urls,
	attachmentsCount: mail.attachments,
	language: mail.language,
	submitter: mail.submitter,
	reportType: mail.reportType,
	submissionDateTime: mail.submissionDateTime,
	submissionId: mail.submissionId,
});
