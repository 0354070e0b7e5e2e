import type { Fact, MessageContent } from './content';
import { fit } from './text';

/** Longest text, and how much of what, from all there is to the least that still is a message. */
const STEPS = [
	{ chars: 1000, evidence: Infinity, facts: Infinity, links: 2 },
	{ chars: 500, evidence: 12, facts: Infinity, links: 2 },
	{ chars: 250, evidence: 8, facts: Infinity, links: 2 },
	{ chars: 120, evidence: 6, facts: 14, links: 2 },
	{ chars: 80, evidence: 3, facts: 10, links: 2 },
	{ chars: 40, evidence: 0, facts: 6, links: 1 },
] as const;

/** The message that says the most of all that are no longer than `most` by this measure. */
export function withinSize<T>(
	content: MessageContent,
	most: number,
	sizeOf: (message: T) => number,
	render: (content: MessageContent) => T,
): T {
	const [first, ...smaller] = STEPS;
	let message = render(shrunk(content, first));
	for (const step of smaller) {
		if (sizeOf(message) <= most) return message;
		message = render(shrunk(content, step));
	}
	return message;
}

function shrunk(content: MessageContent, step: (typeof STEPS)[number]): MessageContent {
	const { chars, evidence, facts, links } = step;
	const lines = content.evidence.slice(0, evidence);
	return {
		...content,
		title: fit(content.title, chars),
		...(content.description !== undefined && { description: fit(content.description, chars) }),
		facts: content.facts.slice(0, facts).map((fact) => cut(fact, chars)),
		evidence: lines.map((line) => cut(line, chars)),
		moreEvidence: content.moreEvidence + content.evidence.length - lines.length,
		links: content.links.slice(0, links),
	};
}

const cut = ({ label, value }: Fact, chars: number): Fact => ({ label, value: fit(value, chars) });
