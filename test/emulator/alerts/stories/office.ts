import type { EvidenceInput } from '../evidence';
import { graphOnly, addressOf, mailboxOf, personOf, senderOf } from './parts';
import { digest, eventId, minutesBefore, type Scene, type Story } from './scene';
import { services } from './services';

const link = 'https://invoice-portal.bad.example/pay';
const senderIp = '203.0.113.77';
const subject = 'Invoice 20931 is overdue';
/** The envelope's sender differs from the one that is shown, as in most phishing. */
const envelopeSender = senderOf('bounce-4471@mailer.bad.example', '');
const shownSender = senderOf('billing@supplier.bad.example', 'Supplier Billing');

/** The mail as Defender for Office 365 saw it. */
function messageOf(scene: Scene, part: Record<string, unknown>): EvidenceInput {
	const networkMessageId = eventId(scene, 'message');
	return {
		kind: 'analyzedMessage',
		verdict: 'malicious',
		networkMessageId,
		internetMessageId: `<${networkMessageId}@mailer.bad.example>`,
		subject,
		language: 'en',
		senderIp,
		p1Sender: envelopeSender,
		p2Sender: shownSender,
		recipientEmailAddress: scene.user.userPrincipalName,
		antiSpamDirection: 'Inbound',
		deliveryAction: 'Delivered',
		deliveryLocation: 'Inbox',
		attachmentsCount: 0,
		urlCount: 1,
		urls: [link],
		receivedDateTime: minutesBefore(scene, 25),
		threats: ['Phish', 'NormalPhish'],
		threatDetectionMethods: ['URL detonation reputation'],
		urn: `urn:MailEntity:${digest('md5', networkMessageId)}`,
		...part,
	};
}

/** All mails of the same attack. */
const clusterOf = (scene: Scene): EvidenceInput => ({
	kind: 'mailCluster',
	clusterBy: 'Subject;P2SenderDomain;ContentType',
	clusterByValue: `${subject};${shownSender.domainName};1`,
	emailCount: 7,
	networkMessageIds: [eventId(scene, 'message'), eventId(scene, 'second message')],
	query: `Subject:"${subject}" AND P2SenderDomain:"${shownSender.domainName}" AND ContentType:"1"`,
	urn: `urn:MailClusterEntity:${digest('md5', eventId(scene, 'cluster'))}`,
});

/** A delivered phishing mail whose link somebody followed: mailbox, mail, person, link, sender's address, and its like. */
export const phishing: Story = (scene) =>
	graphOnly({
		...services.office,
		title: 'A potentially malicious URL click was detected',
		description: 'A user followed a link in a message that was found to be phishing.',
		severity: 'high',
		category: 'InitialAccess',
		mitreTechniques: ['T1566.002'],
		recommendedActions: 'Ask the user what was entered, reset the password, and remove the messages.',
		alertPolicyId: eventId(scene, 'policy'),
		moreEvidence: [
			mailboxOf(scene, { roles: ['attacked'], remediationStatus: 'active' }),
			messageOf(scene, { remediationStatus: 'active', roles: ['source'] }),
			personOf(scene, { roles: ['compromised'] }),
			{ kind: 'url', url: link, verdict: 'malicious' },
			addressOf(senderIp, { roles: ['source'] }),
			clusterOf(scene),
		],
	});

/** The same mail, taken out of the mailbox afterwards. */
export const mailRemoved: Story = (scene) =>
	graphOnly({
		...services.office,
		title: 'Email messages containing malicious URL removed after delivery',
		description: 'Messages with a URL that was found to be malicious were taken out of mailboxes.',
		severity: 'informational',
		category: 'InitialAccess',
		mitreTechniques: ['T1566.002'],
		investigationState: 'successfullyRemediated',
		moreEvidence: [
			mailboxOf(scene, { remediationStatus: 'remediated' }),
			messageOf(scene, {
				remediationStatus: 'remediated',
				deliveryAction: 'Blocked',
				deliveryLocation: 'Quarantine',
				threats: ['ZapPhish', 'HighConfPhish'],
			}),
			{ kind: 'url', url: link, verdict: 'malicious', remediationStatus: 'remediated' },
			clusterOf(scene),
		],
	});

/** A mail that a person reported. */
export const reportedMail: Story = (scene) =>
	graphOnly({
		...services.office,
		title: 'Email reported by user as malware or phish',
		description: 'A user reported a message with the Report button.',
		severity: 'low',
		category: 'InitialAccess',
		mitreTechniques: ['T1566'],
		moreEvidence: [
			{
				kind: 'submissionMail',
				submissionId: eventId(scene, 'submission'),
				networkMessageId: eventId(scene, 'message'),
				submitter: scene.user.userPrincipalName,
				recipient: scene.user.userPrincipalName,
				sender: shownSender.emailAddress,
				senderIp,
				subject,
				reportType: 'Phish',
				submissionDateTime: minutesBefore(scene, 4),
			},
			messageOf(scene, { verdict: 'suspicious', threats: [], threatDetectionMethods: [] }),
			mailboxOf(scene, { verdict: 'unknown' }),
		],
	});

/** A link and a file in a chat, from outside. */
export const teamsMessage: Story = (scene) => {
	const url = 'https://login-check.bad.example/teams';
	const fileDetails = { fileName: 'Payroll.html', sha256: digest('sha256', 'Payroll.html'), fileSize: 9216 };
	return graphOnly({
		...services.office,
		title: 'Teams message with a malicious link was delivered',
		description: 'Somebody outside wrote to a user in Teams, with a link and a file that imitate a sign-in.',
		severity: 'medium',
		category: 'InitialAccess',
		categories: ['InitialAccess', 'CredentialAccess'],
		mitreTechniques: ['T1566.003'],
		moreEvidence: [
			{
				kind: 'teamsMessage',
				verdict: 'malicious',
				messageId: String(scene.time),
				threadId: `19:${eventId(scene, 'thread')}@thread.v2`,
				threadType: 'Chat',
				subject: 'Payroll change',
				senderFromAddress: 'help-desk@partner.bad.example',
				senderIP: senderIp,
				recipients: [scene.user.userPrincipalName],
				suspiciousRecipients: [scene.user.userPrincipalName],
				owningTenantId: eventId(scene, 'other tenant'),
				isExternal: true,
				isOwned: false,
				messageDirection: 'inbound',
				deliveryAction: 'delivered',
				deliveryLocation: 'teams',
				receivedDateTime: minutesBefore(scene, 9),
				sourceAppName: 'Teams',
				urls: [{ url, verdict: 'malicious' }],
				files: [{ fileDetails }],
			},
			personOf(scene, { roles: ['attacked'] }),
			{ kind: 'url', url, verdict: 'malicious' },
			{ kind: 'file', fileDetails, verdict: 'malicious' },
		],
	});
};
