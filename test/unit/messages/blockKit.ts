import { isWebAddress, LINK_LABELS, textProblems } from './texts';

type Json = Record<string, unknown>;

const LABEL = '\\*[A-Z](?:[A-Za-z0-9 ]|&amp;)*\\*';
const CODE = '`(?:&(?:amp|lt|gt);|[^`\\n&<>])+`';
const LINK = `<(https://[^|<>]+)\\|(?:${LINK_LABELS.join('|')})>`;
const MRKDWN_LINES = new RegExp(
	`^(?:${LABEL}[ \\n]${CODE}|_\\d+ more_)(?:\\n(?:${LABEL} ${CODE}|_\\d+ more_))*$`,
);
const MRKDWN_LINK = new RegExp(`^${LINK}$`);

/** Slack's only escapes; anything else with one of the three characters is its markup. */
const isEscaped = (text: string): boolean => !/[<>]|&(?!amp;|lt;|gt;)/.test(text);

/** What breaks Block Kit's published limits, or shows text that is not literal. Source: docs.slack.dev, block reference. */
export function blockKitProblems(message: Json): string[] {
	const blocks = message.blocks as Json[];
	const text = String(message.text);
	return [
		...(blocks.length < 1 || blocks.length > 49 ? [`${blocks.length} blocks`] : []),
		...(text.length < 1 || text.length > 4000 ? [`fallback of ${text.length} characters`] : []),
		...(isEscaped(text) ? [] : ['fallback: markup']),
		...textProblems(text, 'fallback'),
		...blocks.flatMap(blockProblems),
		...repeated(
			blocks
				.flatMap(({ elements }) => (elements as Json[] | undefined) ?? [])
				.map(({ action_id }) => action_id),
		),
	];
}

const repeated = (ids: unknown[]): string[] => {
	const given = ids.filter((id) => id !== undefined);
	return new Set(given).size === given.length ? [] : ['an action_id twice'];
};

function blockProblems(block: Json): string[] {
	switch (block.type) {
		case 'header':
			return objectProblems(block.text, 150, ['plain_text']);
		case 'section':
			return sectionProblems(block);
		case 'context':
			return listProblems(block.elements, 10, (element) => objectProblems(element, 3000, ['mrkdwn']));
		case 'actions':
			return listProblems(block.elements, 25, buttonProblems);
		default:
			return [`unknown block '${String(block.type)}'`];
	}
}

function sectionProblems({ text, fields }: Json): string[] {
	if ((text === undefined) === (fields === undefined))
		return ['a section without text or fields, or with both'];
	return text === undefined
		? listProblems(fields, 10, (field) => objectProblems(field, 2000, ['mrkdwn']))
		: objectProblems(text, 3000, ['mrkdwn', 'plain_text']);
}

function listProblems(list: unknown, most: number, problemsOf: (entry: Json) => string[]): string[] {
	const entries = list as Json[];
	return entries.length < 1 || entries.length > most
		? [`${entries.length} elements`]
		: entries.flatMap(problemsOf);
}

function objectProblems(object: unknown, most: number, types: string[]): string[] {
	const { type, text, ...rest } = object as { type: string; text: string } & Json;
	const [flag, ...more] = Object.entries(rest);
	const flagIsRight = type === 'mrkdwn' ? flag?.join() === 'verbatim,true' : flag?.join() === 'emoji,false';
	return [
		...(types.includes(type) ? [] : [`text of type '${type}'`]),
		...(flagIsRight && more.length === 0 ? [] : ['flags of a text']),
		...(text.length < 1 || text.length > most ? [`text of ${text.length} characters`] : []),
		...(type === 'mrkdwn'
			? mrkdwnProblems(text)
			: [...(isEscaped(text) ? [] : ['plain text: not escaped']), ...textProblems(text, 'plain text')]),
	];
}

function mrkdwnProblems(text: string): string[] {
	const [, url] = MRKDWN_LINK.exec(text) ?? [];
	if (url !== undefined) return isWebAddress(url.replaceAll('&amp;', '&')) ? [] : [`link to ${url}`];
	return [...(MRKDWN_LINES.test(text) ? [] : ['markup of somebody else']), ...textProblems(text, 'mrkdwn')];
}

interface Button extends Json {
	url?: string;
	value?: string;
}

function buttonProblems({ type, text, url, value, action_id, ...rest }: Button): string[] {
	return [
		...(type === 'button' && Object.keys(rest).length === 0 ? [] : ['no button']),
		...objectProblems(text, 75, ['plain_text']),
		...(/^[a-z_0-9]{1,255}$/.test(String(action_id)) ? [] : ['action_id']),
		...(url === undefined || (isWebAddress(url) && url.length <= 3000) ? [] : ['button url']),
		...(value === undefined || isPlainValue(value) ? [] : ['button value']),
		...((url === undefined) === (value === undefined) ? ['a button that does nothing, or two things'] : []),
	];
}

/** Slack escapes `&`, `<` and `>` in what it sends back. */
const isPlainValue = (value: string): boolean =>
	value.length <= 2000 && !/[&<>]/.test(value) && typeof JSON.parse(value) === 'object';
