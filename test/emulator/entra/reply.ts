import { randomUUID } from 'node:crypto';

import { escapeHtml, htmlDocument, json, page, type Reply } from '../http/reply';
import type { RecordedRequest } from '../types';
import type { World } from '../world';
import type { EntraError } from './errors';

/** Headers that every answer of the token endpoint carries. */
export function entraHeaders(): Record<string, string> {
	return { 'cache-control': 'no-store, no-cache', pragma: 'no-cache', 'x-ms-request-id': randomUUID() };
}

/** The sentence with trace id, correlation id and time, as it stands in `error_description`. */
export function describeError(world: World, request: RecordedRequest, failure: EntraError) {
	request.entraCode = failure.code;
	const traceId = `${randomUUID().slice(0, -2)}00`;
	const correlationId =
		request.query['client-request-id'] ?? request.headers['client-request-id'] ?? randomUUID();
	const timestamp = `${new Date(world.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
	const description =
		`AADSTS${failure.code}: ${failure.message} Trace ID: ${traceId} ` +
		`Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
	const lines = description.replace(/ (?=Trace ID:|Correlation ID:|Timestamp:)/g, '\r\n');
	return { traceId, correlationId, timestamp, description: lines };
}

/** The JSON error body of the token endpoint. */
export function entraReply(world: World, request: RecordedRequest, failure: EntraError): Reply {
	const { traceId, correlationId, timestamp, description } = describeError(world, request, failure);
	const isV1 = request.path.endsWith('/oauth2/token');
	const body = {
		error: failure.error,
		error_description: description,
		error_codes: isV1 && [70008, 700082].includes(failure.code) ? [70002, failure.code] : [failure.code],
		timestamp,
		trace_id: traceId,
		correlation_id: correlationId,
		error_uri: `${world.urls.login}/error?code=${failure.code}`,
		...(failure.suberror === undefined ? {} : { suberror: failure.suberror }),
		...(failure.claims === undefined ? {} : { claims: failure.claims }),
	};
	return json(failure.status, body, entraHeaders());
}

/** The page that a browser sees where Entra cannot trust the redirect URI. */
export function entraErrorPage(world: World, request: RecordedRequest, failure: EntraError): Reply {
	const { description } = describeError(world, request, failure);
	const text = `<p>Sorry, but we are having trouble signing you in.</p><pre>${escapeHtml(description)}</pre>`;
	return page(failure.status, htmlDocument('Sign in', text));
}
