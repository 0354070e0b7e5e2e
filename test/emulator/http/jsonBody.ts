import type { Call } from './listen';

/** The JSON that a call sent; undefined when it sent none, or none that can be read. */
export function jsonBody({ headers, body }: Call): unknown {
	if (headers['content-type']?.includes('application/json') !== true) return undefined;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return undefined;
	}
}

/** The JSON object that a call sent; undefined when it sent anything else. */
export function jsonObjectBody(call: Call): Record<string, unknown> | undefined {
	const sent = jsonBody(call);
	return typeof sent === 'object' && sent !== null && !Array.isArray(sent)
		? (sent as Record<string, unknown>)
		: undefined;
}
