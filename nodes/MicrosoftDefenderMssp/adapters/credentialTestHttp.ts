import type { ICredentialTestFunctions } from 'n8n-workflow';

import { isJsonObject, parsed } from '../core/json';
import type { Send } from '../core/http';
import { n8nSend } from './n8nHttp';

/**
 * The port `Send` inside a credential test. n8n gives tests only its older `request` helper, which names its options
 * differently; seen in n8n 2.41, `ICredentialTestFunctions`.
 */
export function testSend({ helpers }: ICredentialTestFunctions): Send {
	return n8nSend(async ({ url, method, headers, body, timeout }) => {
		const response: unknown = await helpers.request({
			uri: url,
			method,
			headers,
			body,
			timeout,
			json: false,
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
		});
		const { statusCode, headers: answered, body: text } = isJsonObject(response) ? response : {};
		return { statusCode, headers: answered, body: typeof text === 'string' ? parsed(text) : text };
	});
}
