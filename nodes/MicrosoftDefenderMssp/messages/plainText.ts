import type { Fact, MessageContent } from './content';
import { headline } from './frame';
import { withinSize } from './shrink';
import { fit } from './text';

const SUBJECT = 150;
/** Of a long text message at the usual gateways. */
const MOST_TEXT = 1600;

export interface PlainMessage {
	subject: string;
	text: string;
}

/** The message for mail, text messages and pagers. Text of the item stands in one line each, so that it can fake no other. */
export function plainMessage(content: MessageContent): PlainMessage {
	return {
		subject: subjectOf(content),
		text: withinSize(content, MOST_TEXT, (text) => text.length, textOf),
	};
}

/** One line without a line break, so that no header can be added to a mail. */
export const subjectOf = (content: MessageContent): string => fit(headline(content), SUBJECT);

function textOf(content: MessageContent): string {
	const { description, facts, evidence, moreEvidence, links } = content;
	const lines = [
		headline(content),
		...(description === undefined ? [] : [`Description: ${description}`]),
		...facts.map(line),
		...evidence.map(line),
		...(moreEvidence > 0 ? [`More evidence: ${moreEvidence}`] : []),
		...links.map(({ label, url }) => `${label}: ${url}`),
	];
	return lines.join('\n');
}

const line = ({ label, value }: Fact): string => `${label}: ${value}`;
