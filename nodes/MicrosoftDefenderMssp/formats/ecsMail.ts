import { normalizeTimestamp } from '../core/timestamp';
import type { JsonObject } from '../core/json';
import type { Evidence } from '../core/evidence/evidence';
import { attachmentOf } from './ecsFile';
import type { EcsFields } from './ecsFields';
import { nested } from './ecsFields';

/** `email.*`: the reader sees `from` as the sender (P2), the servers `sender` (P1). */
export function mailFields({ kind, mail }: Partial<Evidence>, evidence: readonly Evidence[]): EcsFields {
	if (mail === undefined) return {};
	return {
		'email.subject': mail.subject,
		'email.from.address': mail.sender === undefined ? undefined : [mail.sender],
		'email.sender.address': mail.envelopeSender,
		'email.to.address': mail.recipients,
		'email.message_id': mail.internetId,
		'email.local_id': mail.networkId,
		'email.direction': mail.direction?.toLowerCase(),
		'email.delivery_timestamp': normalizeTimestamp(mail.receivedDateTime),
		// The services name the files of a message in Teams; of a mail they only count them.
		'email.attachments': kind === 'teamsMessage' ? evidence.flatMap(attachmentIn) : undefined,
	};
}

const attachmentIn = ({ within, file }: Evidence): JsonObject[] =>
	within === 'teamsMessage' && file !== undefined ? [nested(attachmentOf(file))] : [];
