import type { Fact, MessageContent } from './content';
import { headline } from './frame';
import { withinSize } from './shrink';

/** Teams refuses messages above 28 KB; what n8n or a flow puts around the card counts too. */
const MOST_BYTES = 26_000;

interface TextRun {
	type: 'TextRun';
	text: string;
	weight?: 'Bolder';
	size?: 'Medium';
	fontType?: 'Monospace';
	isSubtle?: true;
}

export type CardElement =
	| { type: 'TextBlock'; text: string; weight: 'Bolder'; wrap: true; spacing: 'Medium' }
	| { type: 'RichTextBlock'; inlines: TextRun[]; spacing?: 'Small' | 'Medium' }
	| { type: 'FactSet'; facts: Array<{ title: string; value: string }> }
	| { type: 'Container'; style: MessageContent['level']['style']; bleed: true; items: CardElement[] };

export type CardAction =
	| { type: 'Action.OpenUrl'; title: string; url: string }
	| { type: 'Action.Submit'; title: string; data: Record<string, string> };

export interface AdaptiveCard {
	$schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
	type: 'AdaptiveCard';
	version: '1.5';
	fallbackText: string;
	msteams: { width: 'Full' };
	body: CardElement[];
	actions?: CardAction[];
}

/** The body for a Teams webhook, made with a connector or with Workflows. */
export interface TeamsMessage {
	type: 'message';
	attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive'; content: AdaptiveCard }];
}

/**
 * The message as an Adaptive Card. TextBlock and FactSet are Markdown, which Teams on phones renders without knowing a
 * backslash escape (microsoft/AdaptiveCards, issue 5590). So text of the item stands in a RichTextBlock, which knows no
 * markup at all, and in a FactSet only where no character of it could be any.
 */
export function teamsMessage(content: MessageContent): TeamsMessage {
	return withinSize(content, MOST_BYTES, bytesOf, (shrunk) => ({
		type: 'message',
		attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card(shrunk) }],
	}));
}

const bytesOf = (message: TeamsMessage): number => Buffer.byteLength(JSON.stringify(message), 'utf8');

function card(content: MessageContent): AdaptiveCard {
	const { level, event, facts, description } = content;
	const actions = actionsOf(content);
	const simple = facts.filter(({ value }) => isPlain(value));
	const odd = facts.filter(({ value }) => !isPlain(value));
	return {
		$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
		type: 'AdaptiveCard',
		version: '1.5',
		// May be shown as Markdown, so it says nothing of the item's own.
		fallbackText: `${level.word}: ${event}`,
		msteams: { width: 'Full' },
		body: [
			{
				type: 'Container',
				style: level.style,
				bleed: true,
				items: [
					richText([
						{ ...run(`${level.emoji} ${headline(content, ' · ')}`), weight: 'Bolder', size: 'Medium' },
					]),
				],
			},
			...(simple.length === 0 ? [] : [factSet(simple)]),
			...odd.map((fact) => labelled(fact)),
			...(description === undefined ? [] : [{ ...richText([run(description)]), spacing: 'Medium' as const }]),
			...evidenceOf(content),
		],
		...(actions.length > 0 && { actions }),
	};
}

/** Whether Markdown can make nothing of it: no markup, no list at its start, no address. */
const isPlain = (value: string): boolean =>
	/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,@&'()/→…-]*(:\d\d[\p{L}\p{N} .:-]*)?$/u.test(value) &&
	!/^\d+[.)]|\/\/|&#?\w+;/.test(value);

const factSet = (facts: Fact[]): CardElement => ({
	type: 'FactSet',
	facts: facts.map(({ label, value }) => ({ title: label, value })),
});

const richText = (inlines: TextRun[]): CardElement & { type: 'RichTextBlock' } => ({
	type: 'RichTextBlock',
	inlines,
});

/** Without the one thing that cards replace in any text: `{{DATE(…)}}`. */
const run = (text: string): TextRun => ({ type: 'TextRun', text: text.replace(/\{(?=\{)/g, '{\u200B') });

const labelled = ({ label, value }: Fact, fontType?: 'Monospace'): CardElement => ({
	...richText([
		{ ...run(`${label}: `), weight: 'Bolder' },
		{ ...run(value), ...(fontType && { fontType }) },
	]),
	spacing: 'Small',
});

function evidenceOf({ evidence, moreEvidence }: MessageContent): CardElement[] {
	if (evidence.length === 0 && moreEvidence === 0) return [];
	return [
		{ type: 'TextBlock', text: 'Evidence', weight: 'Bolder', wrap: true, spacing: 'Medium' },
		...evidence.map((line) => labelled(line, 'Monospace')),
		...(moreEvidence > 0 ? [richText([{ ...run(`${moreEvidence} more`), isSubtle: true }])] : []),
	];
}

function actionsOf({ links, buttons }: MessageContent): CardAction[] {
	return [
		...links.map(({ label, url }) => ({ type: 'Action.OpenUrl' as const, title: label, url })),
		...buttons.map(({ label, data }) => ({ type: 'Action.Submit' as const, title: label, data })),
	];
}
