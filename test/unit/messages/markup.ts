import { isWebAddress, LINK_LABELS, plainProblems, textProblems } from './texts';

const LINKS = LINK_LABELS.join('|');

/** Escaped for Markdown: no character stands in it that could mean anything. */
const LITERAL = '(?:\\\\[!-/:-@[-`{-~]|&(?:amp|lt|gt);|\\\\(?![!-/:-@[-`{-~])|[^\\\\`*_{}[\\]!|~#$^&<>\\n])+';
const MARKDOWN_LINES = [
	'',
	`\\*\\*[^\\x00-\\x7F]+ [A-Z][a-z, ]+:\\*\\* ${LITERAL}`,
	`\\*\\*Description:\\*\\* ${LITERAL}`,
	`- \\*\\*[A-Z](?:[A-Za-z0-9 ]|&amp;)*:\\*\\* ${LITERAL}`,
	'- \\d+ more',
	'\\*\\*Evidence\\*\\*',
].map((form) => new RegExp(`^${form}$`, 'u'));
const MARKDOWN_LINK = new RegExp(`\\[(?:${LINKS})\\]\\(([^()\\s]+)\\)`, 'g');

/** What of a ticket is too long, or is markup of somebody else. */
export function markdownProblems({ title, body }: { title: string; body: string }): string[] {
	const lines = body.split('\n');
	const linked = lines.filter((line) => line.startsWith('['));
	const urls = linked.flatMap((line) => Array.from(line.matchAll(MARKDOWN_LINK), ([, url = '']) => url));
	const others = linked
		.map((line) => line.replaceAll(MARKDOWN_LINK, ''))
		.filter((rest) => !/^(?: · )?$/.test(rest));
	const rest = lines.filter((line) => !line.startsWith('['));
	return [
		...(title.length > 0 && title.length <= 160 ? [] : [`title of ${title.length} characters`]),
		...(body.length <= 4000 ? [] : [`body of ${body.length} characters`]),
		...urls.filter((url) => !isWebAddress(url)).map((url) => `link to ${url}`),
		...others.map((line) => `line of links with ${line}`),
		...rest.filter((line) => !MARKDOWN_LINES.some((form) => form.test(line))).map((line) => `line ${line}`),
		...[title, ...rest].flatMap((line) => textProblems(line, 'ticket')),
		...(/#\d/.test([title, ...rest].join()) ? ['the number of another ticket'] : []),
	];
}

/** What of a plain message is too long, stands in a line of its own, or can be clicked. */
export function plainMessageProblems({ subject, text }: { subject: string; text: string }): string[] {
	const [first, ...lines] = text.split('\n');
	const isLink = (line: string) => new RegExp(`^(?:${LINKS}): `).test(line);
	const urls = lines.filter(isLink).map((line) => line.slice(line.indexOf(': ') + 2));
	return [
		...subjectProblems(subject),
		...(text.length <= 1600 ? [] : [`text of ${text.length} characters`]),
		...(first === undefined || first === '' ? ['no first line'] : plainProblems(first, 'first line')),
		...urls.filter((url) => !isWebAddress(url)).map((url) => `link to ${url}`),
		...lines.filter((line) => !/^[A-Z][A-Za-z0-9& ]*: ./.test(line)).map((line) => `line ${line}`),
		...lines.filter((line) => !isLink(line)).flatMap((line) => plainProblems(line, 'line')),
	];
}

const subjectProblems = (subject: string): string[] => [
	...(subject.length > 0 && subject.length <= 150 ? [] : [`subject of ${subject.length} characters`]),
	...(/[\r\n]/.test(subject) ? ['a line break in the subject'] : []),
	...plainProblems(subject, 'subject'),
];

const TAG = /<(\/?)(div|p|h2|h3|table|tr|th|td|a)((?: (?:href|style)="[^"<>]*")*)>/g;

/** What of a mail is markup of somebody else, loads something, or is not closed. */
export function htmlProblems({ subject, html }: { subject: string; html: string }): string[] {
	const shown = html.replaceAll(TAG, '');
	const open: string[] = [];
	const crossed = Array.from(html.matchAll(TAG)).filter(([, closes, name = '']) => {
		if (closes === '') open.push(name);
		return closes === '/' && open.pop() !== name;
	});
	const urls = Array.from(html.matchAll(/href="([^"]*)"/g), ([, url = '']) => url.replaceAll('&amp;', '&'));
	return [
		...subjectProblems(subject),
		...(Buffer.byteLength(html, 'utf8') < 102_000 ? [] : ['clipped by Gmail']),
		...(/[<>"']/.test(shown) ? ['markup of somebody else'] : []),
		...(/&(?!(?:amp|lt|gt|quot|middot|#39);)/.test(html) ? ['half an entity'] : []),
		...(crossed.length + open.length > 0 ? ['tags that are not closed'] : []),
		...(/style="[^"]*(?:url\(|expression|@import)/i.test(html) ? ['something to load'] : []),
		...urls.filter((url) => !isWebAddress(url)).map((url) => `link to ${url}`),
		...plainProblems(shown.replaceAll('\n', ' '), 'mail'),
	];
}
