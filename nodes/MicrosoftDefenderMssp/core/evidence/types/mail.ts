import type { JsonObject } from '../../json';
import { objects, text, texts, unique } from '../../json';
import type { EvidenceParts } from '../evidence';
import { accountOf, child, timeText, wholeNumber } from '../values';
import type { EvidenceTypes } from './evidenceType';
import { ACCOUNT_DETAILS } from './identity';

/** Mail, mailboxes and messages in Teams. */
export const MAIL_TYPES: EvidenceTypes = {
	analyzedMessage: {
		id: ['networkMessageId', 'internetMessageId', 'urn'],
		name: ['subject', 'internetMessageId'],
		read: analyzedMessageOf,
		details: [['threatDetectionMethods'], ['language']],
	},
	submissionMail: {
		id: ['submissionId', 'networkMessageId'],
		name: ['subject'],
		read: submissionOf,
		details: [],
	},
	mailCluster: { id: ['urn'], name: ['clusterByValue', 'clusterBy'] },
	mailbox: {
		name: ['primaryAddress', 'upn', 'displayName'],
		read: mailboxOf,
		details: ACCOUNT_DETAILS,
	},
	mailboxConfiguration: {
		id: ['configurationId'],
		name: ['displayName', 'mailboxPrimaryAddress', 'upn'],
		read: configurationOf,
	},
	teamsMessage: {
		id: ['messageId', 'threadId'],
		name: ['subject', 'messageId'],
		nested: { urls: 'url', files: 'file' },
		read: teamsMessageOf,
	},
};

function analyzedMessageOf(entry: JsonObject): EvidenceParts {
	const [p1, p2] = [child(entry, 'p1Sender'), child(entry, 'p2Sender')];
	const envelopeSender = text(p1.emailAddress);
	return {
		mail: {
			sender: text(p2.emailAddress) ?? envelopeSender,
			senderName: text(p2.displayName) ?? text(p1.displayName),
			envelopeSender,
			senderIp: text(entry.senderIp),
			recipients: unique([text(entry.recipientEmailAddress)]),
			subject: text(entry.subject),
			internetId: text(entry.internetMessageId),
			networkId: text(entry.networkMessageId),
			direction: text(entry.antiSpamDirection),
			deliveryAction: text(entry.deliveryAction),
			deliveryLocation: text(entry.deliveryLocation),
			receivedDateTime: timeText(entry.receivedDateTime),
			threats: texts(entry.threats),
			urls: texts(entry.urls),
			attachments: wholeNumber(entry.attachmentsCount),
			language: text(entry.language),
		},
	};
}

function submissionOf(entry: JsonObject): EvidenceParts {
	return {
		mail: {
			sender: text(entry.sender),
			senderIp: text(entry.senderIp),
			recipients: unique([text(entry.recipient)]),
			subject: text(entry.subject),
			networkId: text(entry.networkMessageId),
			threats: [],
			urls: [],
			submitter: text(entry.submitter),
			reportType: text(entry.reportType),
			submissionDateTime: timeText(entry.submissionDateTime),
			submissionId: text(entry.submissionId),
		},
	};
}

function mailboxOf(entry: JsonObject): EvidenceParts {
	const account = accountOf(entry.userAccount);
	return {
		id: account?.id ?? account?.sid,
		account,
		mailbox: {
			address: text(entry.primaryAddress),
			displayName: text(entry.displayName),
			principalName: text(entry.upn),
		},
	};
}

function configurationOf(entry: JsonObject): EvidenceParts {
	return {
		account: {
			principalName: text(entry.upn),
			id: text(entry.externalDirectoryObjectId),
		},
		mailbox: { address: text(entry.mailboxPrimaryAddress), principalName: text(entry.upn) },
	};
}

function teamsMessageOf(entry: JsonObject): EvidenceParts {
	return {
		mail: {
			sender: text(entry.senderFromAddress),
			senderIp: text(entry.senderIP),
			// The details of a simplified item are texts.
			recipients: unique([...texts(entry.recipients), text(entry.recipients)]),
			subject: text(entry.subject),
			networkId: text(entry.messageId),
			direction: text(entry.messageDirection),
			deliveryAction: text(entry.deliveryAction),
			deliveryLocation: text(entry.deliveryLocation),
			receivedDateTime: timeText(entry.receivedDateTime),
			threats: [],
			urls: unique(objects(entry.urls).map(({ url }) => text(url))),
		},
	};
}
