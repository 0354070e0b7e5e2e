import type { Fact, MessageContent } from './content';
import { headline } from './frame';
import { withinSize } from './shrink';
import { fit, withoutMentions, withoutReferences } from './text';

/** Of the short description in ServiceNow; Jira takes 255, GitHub 256. */
const TITLE = 160;
/** Of the description in ServiceNow, the shortest of all. */
const MOST_BODY = 4000;

/** A ticket: the title is plain text everywhere, the body is Markdown. */
export interface MarkdownTicket {
	title: string;
	body: string;
}

/** The message as a ticket. */
export function markdownTicket(content: MessageContent): MarkdownTicket {
	return {
		title: fit(headline(content), TITLE, (text) => withoutReferences(withoutMentions(text))),
		body: withinSize(content, MOST_BODY, (body) => body.length, bodyOf),
	};
}

function bodyOf(content: MessageContent): string {
	const { level, event, title, description, facts, evidence, moreEvidence, links } = content;
	const paragraphs = [
		`**${level.emoji} ${event}:** ${escapeMarkdown(title)}`,
		...(description === undefined ? [] : [`**Description:** ${escapeMarkdown(description)}`]),
		facts.map(line).join('\n'),
		...(evidence.length === 0 && moreEvidence === 0 ? [] : ['**Evidence**']),
		[...evidence.map(line), ...(moreEvidence > 0 ? [`- ${moreEvidence} more`] : [])].join('\n'),
		links.map(({ label, url }) => `[${label}](${url})`).join(' · '),
	];
	return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** Text of the item never begins a line, so that what is markup only there needs no escape. */
const line = ({ label, value }: Fact): string => `- **${escapeMarkdown(label)}:** ${escapeMarkdown(value)}`;

const ENTITIES: ReadonlyMap<string, string> = new Map([
	['&', '&amp;'],
	['<', '&lt;'],
	['>', '&gt;'],
]);

/**
 * Literal in CommonMark, GitHub's dialect and Jira's wiki markup, mentions and ticket numbers included. A backslash is
 * doubled only where it would escape something, because two of them are a line break in Jira and every Windows path has one.
 */
const escapeMarkdown = (text: string): string =>
	withoutReferences(withoutMentions(text)).replace(
		/\\(?=[!-/:-@[-`{-~]|$)|[`*_{}[\]!|~#$^&<>]/g,
		(character) => ENTITIES.get(character) ?? `\\${character}`,
	);
