import type { Fact, MessageButton, MessageContent } from './content';
import { headline } from './frame';
import type { MessageLink } from './links';
import { withinSize } from './shrink';
import { fit, withoutMentions } from './text';

/** Published limits of Block Kit in characters (docs.slack.dev, reference of blocks and composition objects). */
const HEADER = 150;
const SECTION = 3000;
const FIELDS_PER_SECTION = 10;
const FIELD = 2000;
/** Of chat.postMessage's `text`; longer ones are allowed, but this is only what notifications show. */
const FALLBACK = 500;
const EVIDENCE = 1400;
/** One less than Slack takes, for what a workflow adds. */
const BLOCKS = 49;

type TextObject =
	{ type: 'mrkdwn'; text: string; verbatim: true } | { type: 'plain_text'; text: string; emoji: false };

interface SlackButton {
	type: 'button';
	action_id: string;
	text: TextObject;
	url?: string;
	value?: string;
}

export type SlackBlock =
	| { type: 'header'; text: TextObject }
	| { type: 'section'; text: TextObject }
	| { type: 'section'; fields: TextObject[] }
	| { type: 'context'; elements: TextObject[] }
	| { type: 'actions'; elements: SlackButton[] };

/** The body of chat.postMessage, without its channel. */
export interface SlackMessage {
	text: string;
	blocks: SlackBlock[];
}

/**
 * The message in Slack's Block Kit. Text of the item stands in plain text or in code, where Slack knows no formatting, and
 * always escaped: `<!channel>` and `<@U1>` would be mentions otherwise.
 */
export const slackMessage = (content: MessageContent): SlackMessage =>
	withinSize(content, BLOCKS, ({ blocks }) => blocks.length, messageOf);

function messageOf(content: MessageContent): SlackMessage {
	const { level, facts, description } = content;
	const blocks: SlackBlock[] = [
		{ type: 'header', text: plain(`${level.emoji} ${headline(content, ' · ')}`, HEADER) },
		...chunks(facts, FIELDS_PER_SECTION).map((some) => ({
			type: 'section' as const,
			fields: some.map(field),
		})),
		...(description === undefined ? [] : [section(plain(description, SECTION))]),
		...evidenceBlocks(content),
		...linkBlocks(content),
	];
	return { text: fit(`${level.emoji} ${headline(content)}`, FALLBACK, escapeSlack), blocks };
}

/** Slack's three control characters; and an `@` that no setting of the sender can turn into a mention. */
const escapeSlack = (text: string): string =>
	withoutMentions(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A backtick would end the code and cannot be escaped; this one looks the same. */
const asCode = (text: string): string => `\`${escapeSlack(text.replaceAll('`', 'ˋ'))}\``;

const plain = (text: string, limit: number): TextObject => ({
	type: 'plain_text',
	text: fit(text, limit, escapeSlack),
	emoji: false,
});

/** `verbatim`: Slack makes no links or mentions of what looks like one. */
const mrkdwn = (text: string): TextObject => ({ type: 'mrkdwn', text, verbatim: true });

const section = (text: TextObject): SlackBlock => ({ type: 'section', text });

function field({ label, value }: Fact): TextObject {
	const title = `*${escapeSlack(label)}*\n`;
	return mrkdwn(title + fit(value, FIELD - title.length, asCode));
}

function evidenceBlocks({ evidence, moreEvidence }: MessageContent): SlackBlock[] {
	const lines = evidence.map(({ label, value }) => `*${label}* ${fit(value, EVIDENCE, asCode)}`);
	if (moreEvidence > 0) lines.push(`_${moreEvidence} more_`);
	return joined(lines, SECTION).map((text) => section(mrkdwn(text)));
}

/** As few texts as hold all lines. */
function joined(lines: readonly string[], limit: number): string[] {
	const texts: string[] = [];
	for (const line of lines) {
		const last = texts.at(-1);
		if (last !== undefined && last.length + 1 + line.length <= limit) {
			texts[texts.length - 1] = `${last}\n${line}`;
		} else texts.push(line);
	}
	return texts;
}

/** Slack calls the app back for every button, even one that only opens a page; so without buttons there are plain links. */
function linkBlocks({ interactive, links, buttons }: MessageContent): SlackBlock[] {
	if (!interactive) {
		const elements = links.map(({ label, url }) => mrkdwn(`<${url.replaceAll('&', '&amp;')}|${label}>`));
		return elements.length === 0 ? [] : [{ type: 'context', elements }];
	}
	const elements = [...links.map(linkButton), ...buttons.map(actionButton)];
	return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

const linkButton = ({ label, url }: MessageLink, index: number): SlackButton => ({
	type: 'button',
	action_id: `defender_mssp_open_${index + 1}`,
	text: plain(label, 75),
	url,
});

const actionButton = ({ name, label, data }: MessageButton): SlackButton => ({
	type: 'button',
	action_id: `defender_mssp_${name}`,
	text: plain(label, 75),
	value: JSON.stringify(data),
});

function chunks<T>(values: readonly T[], size: number): T[][] {
	const count = Math.ceil(values.length / size);
	return Array.from({ length: count }, (_, index) => values.slice(index * size, (index + 1) * size));
}
