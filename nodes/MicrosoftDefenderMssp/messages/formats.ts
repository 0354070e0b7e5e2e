import type { MessageContent } from './content';
import { htmlMail } from './html';
import { markdownTicket } from './markdown';
import { plainMessage } from './plainText';
import { slackMessage } from './slack';
import { teamsMessage } from './teams';

/** Every way to render a message, by the value of parameter 'Message Format'. */
export const MESSAGE_FORMATS = {
	html: htmlMail,
	markdown: markdownTicket,
	slack: slackMessage,
	teams: teamsMessage,
	text: plainMessage,
} as const satisfies Record<string, (content: MessageContent) => object>;

export type MessageFormat = keyof typeof MESSAGE_FORMATS;
