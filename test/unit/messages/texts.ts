/** What is wrong with any text that a product shows, whatever its markup. */
export function textProblems(text: string, where: string): string[] {
	const wrong: Array<[string, RegExp]> = [
		['a word that mentions somebody', /(?<![a-z0-9])@(?=[\p{L}\p{N}_])/iu],
		['an address that can be clicked', /(?:https?|ftp|file):\/\/|www\./i],
		['half a character', /\p{Surrogate}/u],
		['a character that turns the text', /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/],
		['a control character', /(?!\n)\p{Cc}/u],
	];
	return wrong.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${where}: ${what}`);
}

/** Without mentions: mail and pagers know none. */
export const plainProblems = (text: string, where: string): string[] =>
	textProblems(text, where).filter((problem) => !problem.includes('mentions'));

/** The links that messages may have, by what their items carry. */
export const LINK_LABELS = ['Open in Defender', 'Open incident', 'Open what to do'];

export const isWebAddress = (url: string): boolean =>
	URL.canParse(url) && new URL(url).protocol === 'https:' && !/[\s<>"'`|\\()[\]{};]/.test(url);
