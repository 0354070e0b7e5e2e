import type {
	Account,
	Application,
	Device,
	Evidence,
	FileDetails,
	Mail,
	Process,
	Resource,
} from '../core/evidence/evidence';
import type { JsonObject } from '../core/json';

/**
 * A piece of evidence as the service sent it. Of a simplified alert, and where the service told of it elsewhere, what is known of
 * it under Graph's names.
 */
export const ownObject = (piece: Evidence): JsonObject =>
	'@odata.type' in piece.raw || 'entityType' in piece.raw
		? piece.raw
		: { ...partsOf(piece), mdeDeviceId: piece.deviceId, ...piece.raw };

function partsOf(piece: Evidence): JsonObject {
	const { device, account, process, file, mail, mailbox, application, resource } = piece;
	return {
		...(device && ofDevice(device)),
		...(account && { userAccount: ofAccount(account) }),
		...(process && ofProcess(process)),
		...(file && { fileDetails: ofFile(file) }),
		ipAddress: piece.ip,
		url: piece.url,
		...(mail && ofMail(mail)),
		...(mailbox && {
			primaryAddress: mailbox.address,
			displayName: mailbox.displayName,
			upn: mailbox.principalName,
		}),
		...(application && ofApplication(application)),
		...(resource && ofResource(resource)),
	};
}

const ofDevice = (device: Device): JsonObject => ({
	mdeDeviceId: device.id,
	azureAdDeviceId: device.entraId,
	deviceDnsName: device.name,
	osPlatform: device.osPlatform,
	rbacGroupName: device.group,
	riskScore: device.riskScore,
	ipInterfaces: device.ips,
	lastExternalIpAddress: device.externalIp,
	loggedOnUsers: device.loggedOnUsers,
});

const ofAccount = (account: Account): JsonObject => ({
	accountName: account.name,
	domainName: account.domain,
	userPrincipalName: account.principalName,
	displayName: account.displayName,
	azureAdUserId: account.id,
	userSid: account.sid,
});

const ofFile = ({ name, path, md5, sha1, sha256 }: FileDetails): JsonObject => ({
	fileName: name,
	filePath: path,
	md5,
	sha1,
	sha256,
});

const ofProcess = ({ id, commandLine, image, parent }: Process): JsonObject => ({
	processId: id,
	processCommandLine: commandLine,
	imageFile: image && ofFile(image),
	parentProcessId: parent?.id,
	parentProcessImageFile: parent?.image && ofFile(parent.image),
});

const ofMail = (mail: Mail): JsonObject => ({
	p1Sender: { emailAddress: mail.envelopeSender },
	p2Sender: { emailAddress: mail.sender, displayName: mail.senderName },
	recipientEmailAddress: mail.recipients.join(', '),
	senderIp: mail.senderIp,
	subject: mail.subject,
	antiSpamDirection: mail.direction,
	deliveryAction: mail.deliveryAction,
	deliveryLocation: mail.deliveryLocation,
	receivedDateTime: mail.receivedDateTime,
	networkMessageId: mail.networkId,
	internetMessageId: mail.internetId,
	threats: mail.threats,
	urls: mail.urls,
	attachmentsCount: mail.attachments,
	submitter: mail.submitter,
});

const ofApplication = (application: Application): JsonObject => ({
	appId: application.id,
	displayName: application.name,
	objectId: application.objectId,
	publisher: application.publisher,
	instanceName: application.instanceName,
	appOwnerTenantId: application.ownerTenantId,
});

const ofResource = ({ provider, type, account, location }: Resource): JsonObject => ({
	provider,
	resourceType: type,
	account,
	location,
});
