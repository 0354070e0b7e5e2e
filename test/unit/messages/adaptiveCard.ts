import { cardParserProblems } from './cardParser';
import { isWebAddress, LINK_LABELS, textProblems } from './texts';

type Json = Record<string, unknown>;
type Rule = (value: unknown) => boolean;

const text: Rule = (value) => typeof value === 'string' && value !== '';
const oneOf =
	(...values: unknown[]): Rule =>
	(value) =>
		values.includes(value);
const list: Rule = (value) => Array.isArray(value) && value.length > 0;

/** Properties of the elements that we use, from the published schema 1.5.0; those with `!` are required. */
const SCHEMA: Record<string, Record<string, Rule>> = {
	AdaptiveCard: {
		'$schema!': oneOf('http://adaptivecards.io/schemas/adaptive-card.json'),
		'version!': oneOf('1.5'),
		'fallbackText!': text,
		'body!': list,
		actions: list,
		msteams: (value) => JSON.stringify(value) === '{"width":"Full"}',
	},
	TextBlock: {
		'text!': oneOf('Evidence'),
		weight: oneOf('Bolder'),
		wrap: oneOf(true),
		spacing: oneOf('Small', 'Medium'),
	},
	RichTextBlock: { 'inlines!': list, spacing: oneOf('Small', 'Medium') },
	TextRun: {
		'text!': text,
		weight: oneOf('Bolder'),
		size: oneOf('Medium'),
		fontType: oneOf('Monospace'),
		isSubtle: oneOf(true),
	},
	FactSet: { 'facts!': list },
	Container: {
		'items!': list,
		style: oneOf('default', 'emphasis', 'good', 'attention', 'warning', 'accent'),
		bleed: oneOf(true),
	},
	'Action.OpenUrl': { 'url!': (url) => isWebAddress(String(url)), 'title!': oneOf(...LINK_LABELS) },
	'Action.Submit': { 'title!': text, 'data!': (data) => typeof data === 'object' && data !== null },
};

/** What breaks the schema of Adaptive Cards 1.5 or the limits of Teams, or could be read as markup. */
export function adaptiveCardProblems(message: Json): string[] {
	const [attachment, ...more] = message.attachments as Json[];
	const bytes = Buffer.byteLength(JSON.stringify(message), 'utf8');
	const card = attachment?.content as Json;
	return [
		...(message.type === 'message' && more.length === 0 ? [] : ['no message with one card']),
		...(attachment?.contentType === 'application/vnd.microsoft.card.adaptive' ? [] : ['content type']),
		...(bytes < 28 * 1024 ? [] : [`${bytes} bytes`]),
		...(((card.actions as unknown[] | undefined)?.length ?? 0) <= 6 ? [] : ['more than six actions']),
		...elementProblems(card),
		...cardParserProblems(card),
	];
}

function elementProblems({ type, ...properties }: Json): string[] {
	const name = String(type);
	const schema = SCHEMA[name];
	if (schema === undefined) return [`unknown element '${name}'`];
	const required = Object.keys(schema).filter(
		(key) => key.endsWith('!') && !(key.slice(0, -1) in properties),
	);
	const wrong = Object.entries(properties).filter(
		([key, value]) => (schema[key] ?? schema[`${key}!`])?.(value) !== true,
	);
	const children = ['body', 'actions', 'items', 'inlines'].flatMap(
		(key) => (properties[key] as Json[] | undefined) ?? [],
	);
	return [
		...required.map((key) => `${name} without ${key}`),
		...wrong.map(([key, value]) => `${name}.${key}: ${JSON.stringify(value)}`),
		...children.flatMap(elementProblems),
		...((properties.facts as Json[] | undefined) ?? []).flatMap(factProblems),
		...(name === 'TextRun' ? literalProblems(String(properties.text)) : []),
	];
}

/** TextRuns know no Markdown; what a card replaces in any text is `{{DATE(…)}}` and `{{TIME(…)}}`. */
const literalProblems = (run: string): string[] => [
	...(run.includes('{{') ? ['a function of cards'] : []),
	...textProblems(run, 'TextRun').filter((problem) => !problem.includes('mentions')),
];

/** Facts are Markdown, and a phone does not know a backslash escape. */
function factProblems({ title, value, ...rest }: Json): string[] {
	const shown = String(value);
	return [
		...(text(title) && text(value) && Object.keys(rest).length === 0 ? [] : ['a fact']),
		...(/[*_[\]`~\\<>#|{}!"]|&#?\w+;|^\s*(?:[-+]|\d+[.)])/.test(shown) ? [`Markdown in ${shown}`] : []),
		...(/[a-z]:(?!\s)/i.test(shown) ? [`an address in ${shown}`] : []),
		...textProblems(shown, 'Fact').filter((problem) => !problem.includes('mentions')),
	];
}
