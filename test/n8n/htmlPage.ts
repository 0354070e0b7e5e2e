/** Something on a page that can be clicked: a link, or a button with the form it sends. */
export interface Clickable {
	/** The words on it, and those of the list entry it stands in. */
	text: string;
	method: 'GET' | 'POST';
	/** As it stands in the page: may be relative, and empty for the page itself. */
	target: string;
	fields: Array<[name: string, value: string]>;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
const unescape = (html: string): string =>
	html.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => entities[name] ?? '');

function attribute(tag: string, name: string): string | undefined {
	const found = new RegExp(`\\s${name}\\s*=\\s*("([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag);
	const value = found?.[2] ?? found?.[3] ?? found?.[4];
	return value === undefined ? undefined : unescape(value);
}

/** The words a reader sees. */
export function visibleText(html: string): string {
	const words = html.replace(/<(script|style|title)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
	return unescape(words).replace(/\s+/g, ' ').trim();
}

function namedValue(tag: string): Array<[string, string]> {
	const name = attribute(tag, 'name');
	return name === undefined ? [] : [[name, attribute(tag, 'value') ?? '']];
}

function clickablesOfForm(openTag: string, content: string): Clickable[] {
	const inputs = content.match(/<input\b[^>]*>/gi) ?? [];
	const isButton = (tag: string): boolean => /^(submit|button|image)$/i.test(attribute(tag, 'type') ?? '');
	const fields = inputs.filter((tag) => !isButton(tag)).flatMap(namedValue);
	const form = {
		method: /post/i.test(attribute(openTag, 'method') ?? 'get') ? ('POST' as const) : ('GET' as const),
		target: attribute(openTag, 'action') ?? '',
	};
	const submits = inputs.filter(isButton).map((tag) => ({
		...form,
		text: attribute(tag, 'value') ?? '',
		fields: [...fields, ...namedValue(tag)],
	}));
	const buttons = [...content.matchAll(/(<button\b[^>]*>)([\s\S]*?)<\/button>/gi)].map(
		([, tag = '', inner = '']) => ({
			...form,
			text: visibleText(inner),
			fields: [...fields, ...namedValue(tag)],
		}),
	);
	return [...submits, ...buttons];
}

/** Everything on a plain HTML page that a person could click. Made for simple pages without scripts, such as the emulator's. */
export function clickablesOf(html: string): Clickable[] {
	const links = [...html.matchAll(/(<a\b[^>]*>)([\s\S]*?)<\/a>/gi)].map(
		([, tag = '', inner = '']): Clickable => ({
			text: visibleText(inner),
			method: 'GET',
			target: attribute(tag, 'href') ?? '',
			fields: [],
		}),
	);
	const forms = [...html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/gi)].flatMap(
		([, tag = '', content = '']) => clickablesOfForm(tag, content),
	);
	return [...forms, ...links];
}
