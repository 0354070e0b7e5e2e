import type { Failure } from '../../nodes/MicrosoftDefenderMssp/core/failure';
import type { HttpRequest, HttpResponse } from '../../nodes/MicrosoftDefenderMssp/core/http';
import type { Result } from '../../nodes/MicrosoftDefenderMssp/core/result';
import { fail, succeed } from '../../nodes/MicrosoftDefenderMssp/core/result';
import type { Connection } from '../../nodes/MicrosoftDefenderMssp/transport/connection';
import type { DirectEmulator } from '../emulator';

/** What of the emulator without sockets a poll needs. */
export type DirectCloud = Pick<DirectEmulator, 'request' | 'graphUrl' | 'defenderUrl'>;

/** Sends a request there as a connection would: what hangs has no end, and what is reset has broken. */
export async function sendDirect(
	cloud: Pick<DirectCloud, 'request'>,
	request: HttpRequest,
): Promise<Result<HttpResponse, Failure>> {
	const answer = await cloud.request(request);
	if (answer === 'hang') return await new Promise(() => undefined);
	return answer === 'reset' ? fail(broken) : succeed(answer);
}

const broken: Failure = {
	kind: 'network',
	appliesTo: 'tenant',
	transient: true,
	cause: 'The connection broke.',
	remedy: 'Wait.',
};

/** The emulator's own tokens, minted at the moment they are asked for, which never end. */
export const directTokens = (now: () => number): Connection['tokens'] => ({
	token: async ({ tenantId }) =>
		await Promise.resolve(succeed({ value: `direct:${tenantId}`, expiresAt: Infinity, mintedAt: now() })),
});
