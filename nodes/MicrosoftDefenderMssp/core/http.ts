import type { Failure } from './failure';
import type { Result } from './result';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface HttpRequest {
	method: HttpMethod;
	url: string;
	headers?: Record<string, string>;
	/** Sent as it is. */
	body?: string;
	/** Milliseconds until the request is given up. */
	timeoutMs: number;
}

/** Any answer of the server, whatever its status. Header names are in lower case. */
export interface HttpResponse {
	status: number;
	headers: Record<string, string>;
	/** Parsed JSON, or the text where it is none. */
	body: unknown;
}

/**
 * The port to the network: one request, redirects not followed, no status treated as a failure. A failure means that
 * there was no answer (`network`); it names the host and never a header.
 */
export type Send = (request: HttpRequest) => Promise<Result<HttpResponse, Failure>>;
