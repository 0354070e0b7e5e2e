/** An answer, ready to be written. */
export interface Reply {
	status: number;
	headers: Record<string, string>;
	body: string | JsonBody;
}

/** A JSON document that is written out only where text is needed. */
export interface JsonBody {
	json: unknown;
}

/** The body as it goes over the wire. */
export function bodyText({ body }: Reply): string {
	return typeof body === 'string' ? body : JSON.stringify(body.json);
}

/** A time as HTTP headers write it. */
export function httpDate(time: number): string {
	return new Date(time).toUTCString();
}

/** What comes of a request: an answer, a connection left open without one, or a reset connection. */
export type Outcome = Reply | 'hang' | 'reset';

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
		body: { json: body },
	};
}

/** An HTML page. */
export function page(status: number, body: string): Reply {
	const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
	return { status, headers, body };
}

/** A redirect that a browser follows with GET. */
export function redirect(location: string): Reply {
	return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

/** Text made safe for HTML elements and quoted attributes. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The frame around every page of the emulator. */
export function htmlDocument(title: string, body: string): string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>
body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1b1b}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
button{font:inherit;padding:.4rem .9rem;margin:.2rem;cursor:pointer}code{font-size:.9em}
</style></head><body><h1>${escapeHtml(title)}</h1>${body}</body></html>`;
}
