import { Agent, request } from 'node:https';

export interface HttpsAnswer {
	status: number;
	headers: Record<string, string>;
	body: string;
	/** The body parsed, or undefined when it is not JSON. */
	json: unknown;
}

export interface HttpsOptions {
	ca: string;
	method?: string;
	headers?: Record<string, string>;
	body?: string;
	agent?: Agent;
	timeoutMs?: number;
}

/** One https request without redirects, retries or interpretation; rejects when no complete answer comes. */
export function httpsRequest(url: string, options: HttpsOptions): Promise<HttpsAnswer> {
	const {
		ca,
		method = 'GET',
		headers = {},
		body,
		agent = new Agent({ keepAlive: false }),
		timeoutMs = 5000,
	} = options;
	return new Promise((resolve, reject) => {
		const outgoing = request(url, { method, ca, headers, agent }, (incoming) => {
			const chunks: Buffer[] = [];
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.on('error', reject);
			incoming.on('end', () => {
				const text = Buffer.concat(chunks).toString('utf8');
				const pairs = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
				resolve({
					status: incoming.statusCode ?? 0,
					headers: Object.fromEntries(pairs),
					body: text,
					json: parsedJson(text),
				});
			});
		});
		outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error(`no answer in ${timeoutMs} ms`)));
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}

/** A POST with a form body. */
export function postForm(
	url: string,
	ca: string,
	fields: Record<string, string>,
	headers: Record<string, string> = {},
): Promise<HttpsAnswer> {
	return httpsRequest(url, {
		ca,
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
		body: new URLSearchParams(fields).toString(),
	});
}

function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Not JSON: the caller looks at the text.
		return undefined;
	}
}
