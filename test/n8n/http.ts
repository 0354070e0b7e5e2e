import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface HttpRequest {
	url: string;
	method?: string;
	headers?: Record<string, string>;
	body?: string;
	/** PEM of a certificate authority to trust. */
	ca?: string;
	/** How long to wait for an answer, 30 s unless told. */
	timeoutMs?: number;
}

export interface HttpResponse {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string | string[] | undefined>;
	text: string;
}

/** Sends one HTTP request and reads the whole answer, whatever its status. Redirects are not followed. */
export function sendHttp({
	url,
	method = 'GET',
	headers,
	body,
	ca,
	timeoutMs = 30_000,
}: HttpRequest): Promise<HttpResponse> {
	return new Promise((resolve, reject) => {
		const send = url.startsWith('https:') ? httpsRequest : httpRequest;
		const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
		const request = send(
			url,
			// A connection of its own, because a kept one may lead to a server that was killed since.
			{ agent: false, method, ca, headers: { ...headers, ...length }, timeout: timeoutMs },
			(response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.once('error', reject);
				response.once('end', () => {
					resolve({
						status: response.statusCode ?? 0,
						headers: response.headers,
						text: Buffer.concat(chunks).toString('utf8'),
					});
				});
			},
		);
		request.once('timeout', () =>
			request.destroy(new Error(`no answer from ${method} ${url} in ${timeoutMs} ms`)),
		);
		request.once('error', reject);
		request.end(body);
	});
}

/** The `Set-Cookie` lines of an answer as name and value, without their attributes. */
export function cookiesOf(response: HttpResponse): Map<string, string> {
	const lines = response.headers['set-cookie'] ?? [];
	const pairs = (Array.isArray(lines) ? lines : [lines]).map((line) => line.split(';')[0] ?? '');
	return new Map(
		pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1)]),
	);
}
