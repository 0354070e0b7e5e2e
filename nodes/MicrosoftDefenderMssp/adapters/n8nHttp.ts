import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Failure } from '../core/failure';
import { isJsonObject, text } from '../core/json';
import { fail, succeed } from '../core/result';
import type { HttpRequest, HttpResponse, Send } from '../core/http';

/** n8n types its answer as `any`. */
type HttpHelper = (options: IHttpRequestOptions) => Promise<unknown>;

/** One request and its answer as they are on the wire; throws an error with a `code` where there was no answer. */
export type Exchange = (request: HttpRequest) => Promise<unknown>;

/**
 * An exchange through n8n's HTTP helper. n8n's proxy, certificate and egress settings stay in force that way.
 * Redirects are not followed, because the helper would carry the bearer token along.
 */
export function helperExchange(httpRequest: HttpHelper): Exchange {
	return async ({ method, url, headers, body, timeoutMs }) =>
		await httpRequest({
			method,
			url,
			headers,
			body,
			timeout: timeoutMs,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			sendCredentialsOnCrossOriginRedirect: false,
		});
}

/** n8n's HTTP helper as the port `Send`. */
export const n8nSend = (httpRequest: HttpHelper): Send => sendBy(helperExchange(httpRequest));

/** The port `Send` over any exchange. */
export function sendBy(exchange: Exchange): Send {
	return async (request) => {
		try {
			return succeed(readResponse(await exchange(request)));
		} catch (thrown) {
			return fail(noAnswer(request.url, thrown));
		}
	};
}

function readResponse(response: unknown): HttpResponse {
	const { statusCode, headers, body } = isJsonObject(response) ? response : {};
	const named = Object.entries(isJsonObject(headers) ? headers : {});
	return {
		status: Number(statusCode),
		headers: Object.fromEntries(named.map(([name, value]) => [name.toLowerCase(), text(value) ?? ''])),
		body,
	};
}

const REASONS: ReadonlyMap<string, string> = new Map([
	['ECONNABORTED', 'did not answer in time'],
	['ECONNREFUSED', 'refused the connection'],
	['ECONNRESET', 'broke off the connection'],
	['ENOTFOUND', 'is not known to the name service'],
	['EAI_AGAIN', 'could not be looked up'],
	['ETIMEDOUT', 'did not answer in time'],
]);

/** The thrown object carries the request with its headers, so only its code is looked at. */
function noAnswer(url: string, thrown: unknown): Failure {
	const code = isJsonObject(thrown) ? text(thrown.code) : undefined;
	const { host } = new URL(url);
	const reason = REASONS.get(code ?? '') ?? 'could not be reached';
	return {
		kind: 'network',
		appliesTo: 'tenant',
		transient: true,
		cause: `${host} ${reason}.`,
		remedy:
			"It is tried again. If it stays so, check this machine's network, proxy and trusted certificates, and the addresses in the credential.",
		...(code !== undefined && { code }),
	};
}
