import type { Evidence, Mail } from '../../core/evidence/evidence';
import { text } from '../../core/json';
import { lowerCase, moment, saysSomething, some } from '../words';
import { toldUrl } from './network';
import type { EvidenceTable, Told } from './told';
import { namedOrIdentified, quoted, told, toldList, toldTogether } from './told';

/** Mail, mailboxes and messages in Teams. */
export const MAIL_WORDS: EvidenceTable = {
	analyzedMessage: { label: 'email', tell: tellMail, more: tellMoreOfMail },
	submissionMail: { label: 'reported email', tell: tellMail, more: tellMoreOfMail },
	teamsMessage: { label: 'Teams message', tell: tellTeamsMessage, more: tellMoreOfMail },
	mailCluster: {
		label: 'email cluster',
		tell: (piece) => [
			...told(piece.raw.emailCount, '', (count) => (count === '1' ? '1 email' : `${count} emails`)),
			...told(piece.raw.clusterByValue ?? piece.name, 'alike: '),
			...told(piece.raw.clusterBy, 'by '),
		],
		more: ({ raw }) => told(raw.query, 'query '),
	},
	mailbox: {
		label: 'mailbox',
		tell: (piece) => [...namedOrIdentified(piece), ...told(piece.mailbox?.displayName)],
		more: ({ mailbox, id }) => [...told(mailbox?.principalName), ...told(id, 'user ID ')],
	},
	mailboxConfiguration: {
		label: 'mailbox setting',
		tell: (piece) => [
			...told(piece.raw.configurationType, '', lowerCase),
			...told(piece.name, '', quoted),
			...told(piece.mailbox?.address ?? piece.mailbox?.principalName, 'of '),
		],
	},
};

/** Whom the reader sees as sender: the name and the address. */
export const senderOf = ({ senderName, sender }: Mail): string | undefined =>
	senderName === undefined || sender === undefined ? (sender ?? senderName) : `${senderName} <${sender}>`;

/** Places that are no folders. Source: Graph `analyzedMessageEvidence.deliveryLocation` and `teamsDeliveryLocation`. */
const PLACES: ReadonlyMap<string, string> = new Map([
	['dropped', 'dropped'],
	['external', 'external'],
	['failed', 'failed'],
	['forwarded', 'forwarded'],
	['teams', 'in Teams'],
]);

/** What became of a mail: `delivered, in inbox`. */
export function deliveryOf({ deliveryAction, deliveryLocation }: Mail): string | undefined {
	const action = saysSomething(deliveryAction) ? [lowerCase(deliveryAction)] : [];
	const place = saysSomething(deliveryLocation) ? lowerCase(deliveryLocation) : undefined;
	const where = place === undefined ? [] : [PLACES.get(place) ?? `in ${place}`];
	const words = [...action, ...where].join(', ');
	return words === '' ? undefined : words;
}

const toldDelivery = (mail: Mail): Told[] =>
	toldTogether([mail.deliveryAction, mail.deliveryLocation], () => deliveryOf(mail) ?? '');

function tellMail({ mail }: Evidence): Told[] {
	if (mail === undefined) return [];
	const { envelopeSender, sender } = mail;
	return [
		...told(mail.subject, '', quoted),
		...toldTogether([mail.senderName, sender], () => senderOf(mail) ?? '', 'from '),
		...(envelopeSender === sender ? [] : told(envelopeSender, 'envelope sender ')),
		...toldTogether(mail.recipients, (known) => some(known) ?? '', 'to '),
		...told(mail.senderIp, 'sender IP '),
		...toldDelivery(mail),
		...toldList(mail.threats, 'threats '),
		...told(mail.submitter, 'reported by '),
		...told(mail.reportType, 'reported as '),
	];
}

function tellTeamsMessage({ mail, raw, name }: Evidence): Told[] {
	if (mail === undefined) return [];
	return [
		...told(mail.subject ?? name, '', quoted),
		...told(mail.sender, 'from '),
		...toldTogether(mail.recipients, (known) => some(known) ?? '', 'to '),
		...told(mail.senderIp, 'sender IP '),
		...toldDelivery(mail),
		...(raw.isExternal === true || raw.isExternal === 'true' ? [{ words: 'from outside', values: [] }] : []),
		...(saysSomething(text(raw.threadType)) ? told(raw.threadType, 'in ', lowerCase) : []),
		...toldList(raw.suspiciousRecipients, 'suspicious recipients '),
	];
}

function tellMoreOfMail({ mail, raw }: Evidence): Told[] {
	if (mail === undefined) return [];
	return [
		...toldList(raw.threatDetectionMethods, 'found by '),
		...mail.urls.slice(0, 5).flatMap((url) => toldUrl(url, 'link ')),
		...told(mail.attachments, 'attachments '),
		...told(mail.direction, '', lowerCase),
		...told(mail.receivedDateTime, 'received ', moment),
		...told(mail.submissionDateTime, 'reported ', moment),
		...told(mail.networkId, 'network message ID '),
		...told(mail.internetId, 'message ID '),
	];
}
