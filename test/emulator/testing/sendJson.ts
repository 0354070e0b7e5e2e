import { httpsRequest, type HttpsAnswer } from './httpsRequest';
import type { Sample } from './sample';

/** A call of Graph with a JSON body. */
export function sendToGraph(
	{ emulator }: Sample,
	[method, path]: [method: string, path: string],
	token: string,
	body: unknown,
	headers: Record<string, string> = {},
): Promise<HttpsAnswer> {
	return httpsRequest(`${emulator.graphUrl}${path}`, {
		ca: emulator.caPem,
		method,
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
}
