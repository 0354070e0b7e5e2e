import type { Fact, MessageContent } from './content';
import { fit } from './text';

interface Step {
	/** Longest text. */
	chars: number;
	/** So many lines of evidence must fit, or texts are cut further. */
	evidence: number;
	facts: number;
	links: number;
}

const ALL = { facts: Infinity, links: 2 };

/** From all there is to the least that still is a message. */
const STEPS: readonly Step[] = [
	{ chars: 1000, evidence: Infinity, ...ALL },
	{ chars: 700, evidence: 16, ...ALL },
	{ chars: 500, evidence: 12, ...ALL },
	{ chars: 350, evidence: 8, ...ALL },
	{ chars: 250, evidence: 6, ...ALL },
	{ chars: 180, evidence: 6, ...ALL },
	{ chars: 120, evidence: 5, facts: 16, links: 2 },
	{ chars: 80, evidence: 3, facts: 10, links: 2 },
];
const LEAST: Step = { chars: 40, evidence: 0, facts: 6, links: 1 };

/** The message that says the most of all that are no longer than `most` by this measure. */
export function withinSize<T>(
	content: MessageContent,
	most: number,
	sizeOf: (message: T) => number,
	render: (content: MessageContent) => T,
): T {
	for (const step of STEPS) {
		const message = fullest(
			Math.min(step.evidence, content.evidence.length),
			content.evidence.length,
			(lines) => {
				const rendered = render(shrunk(content, step, lines));
				return sizeOf(rendered) <= most ? rendered : undefined;
			},
		);
		if (message !== undefined) return message;
	}
	return render(shrunk(content, LEAST, 0));
}

/** What is made with the most lines that fit, from the least that are worth it on; undefined where not even those fit. */
function fullest<T>(least: number, all: number, make: (lines: number) => T | undefined): T | undefined {
	let best = make(least);
	let [fits, tooMany] = [least, all + 1];
	while (best !== undefined && tooMany - fits > 1) {
		const middle = (fits + tooMany) >> 1;
		const message = make(middle);
		if (message === undefined) tooMany = middle;
		else [best, fits] = [message, middle];
	}
	return best;
}

function shrunk(content: MessageContent, step: Step, lines: number): MessageContent {
	const { chars, facts, links } = step;
	return {
		...content,
		title: fit(content.title, chars),
		...(content.description !== undefined && { description: fit(content.description, chars) }),
		facts: firstFacts(content.facts, facts).map((fact) => cut(fact, chars)),
		evidence: content.evidence.slice(0, lines).map((line) => cut(line, chars)),
		moreEvidence: content.moreEvidence + content.evidence.length - lines,
		links: content.links.slice(0, links),
	};
}

const firstFacts = (facts: readonly Fact[], most: number): Fact[] =>
	facts.length <= most
		? facts.slice()
		: [...facts.slice(0, most - 1), { label: 'Left out', value: `${facts.length - most + 1} facts` }];

const cut = ({ label, value }: Fact, chars: number): Fact => ({ label, value: fit(value, chars) });
