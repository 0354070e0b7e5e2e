// Each undoes what the product that shows the text would undo; written from the products' rules, not from our code.

/** Source: docs.slack.dev, "Formatting message text"; a backtick within code has no escape, so ours looks like one. */
export const decodeSlack = (text: string): string => withoutEntities(text).replaceAll('ˋ', '`');

/** Source: CommonMark 0.31, backslash escapes and entity references. */
export const decodeMarkdown = (text: string): string =>
	withoutEntities(text.replace(/\\([!-/:-@[-`{-~])/g, '$1'));

export const decodeHtml = (text: string): string => withoutEntities(text.replace(/<[^<>]*>/g, '\n'));

/** Source: CEF implementation standard, character encoding. */
export const decodeCef = (text: string): string =>
	text.replace(/\\([\\=|nr])/g, (_escape, character: string) => (/[nr]/.exec(character) ? '\n' : character));

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const withoutEntities = (text: string): string =>
	text.replace(/&(amp|lt|gt|quot|#39);/g, (_entity, name: string) => ENTITIES[name] ?? '');
