import { exchangeOnline, graphOnly, mailboxOf, personOf, senderOf } from './parts';
import { digest, eventId, lastingId, minutesBefore, type Scene, type Story } from './scene';
import { services } from './services';

const statementOf = ({ domain }: Scene) => ({
	fileName: 'customers-with-cards.xlsx',
	filePath: `https://files.${domain}/sites/finance/Shared Documents`,
	fileSize: 88_064,
	sha256: digest('sha256', 'customers-with-cards.xlsx'),
});

/** Card numbers in a mail to somebody outside. */
export const mailWithCards: Story = (scene) => {
	const { userPrincipalName, displayName } = scene.user;
	const sender = senderOf(userPrincipalName, displayName);
	return graphOnly({
		...services.dataLossPrevention,
		title: 'DLP policy (Credit card numbers) matched for email with subject (Customer list)',
		description: 'A message with more than ten card numbers was sent to somebody outside.',
		severity: 'medium',
		category: 'Exfiltration',
		mitreTechniques: [],
		alertPolicyId: lastingId(scene, 'card policy'),
		moreEvidence: [
			personOf(scene, { roles: ['policyViolator'] }),
			{
				kind: 'analyzedMessage',
				subject: 'Customer list',
				networkMessageId: eventId(scene, 'message'),
				internetMessageId: `<${eventId(scene, 'message')}@${scene.domain}>`,
				p1Sender: sender,
				p2Sender: sender,
				senderIp: '192.0.2.25',
				recipientEmailAddress: 'leads@broker.bad.example',
				antiSpamDirection: 'Outbound',
				deliveryAction: 'Delivered',
				deliveryLocation: 'External',
				attachmentsCount: 1,
				urlCount: 0,
				receivedDateTime: minutesBefore(scene, 3),
			},
			mailboxOf(scene, { verdict: 'unknown' }),
		],
	});
};

/** The same numbers in a file that was shared. */
export const fileWithCards: Story = (scene) =>
	graphOnly({
		...services.dataLossPrevention,
		title: 'DLP policy (Credit card numbers) matched for document (customers-with-cards.xlsx)',
		description: 'A document with card numbers was shared with everybody who has the link.',
		severity: 'low',
		category: 'Exfiltration',
		mitreTechniques: [],
		alertPolicyId: lastingId(scene, 'card policy'),
		moreEvidence: [
			{ kind: 'file', roles: ['policyViolator'], fileDetails: statementOf(scene) },
			personOf(scene, { roles: ['policyViolator'] }),
		],
	});

/** Somebody who leaves takes files along. */
export const leavingEmployee: Story = (scene) =>
	graphOnly({
		...services.insiderRisk,
		title: 'Data theft by a departing user',
		description: 'A user with a resignation date sent an unusual number of files to a private address.',
		severity: 'medium',
		category: 'Exfiltration',
		mitreTechniques: ['T1567'],
		moreEvidence: [
			personOf(scene, { roles: ['suspicious'] }),
			{ kind: 'file', fileDetails: statementOf(scene) },
			exchangeOnline(),
		],
	});
