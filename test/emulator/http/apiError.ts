import { randomUUID } from 'node:crypto';

import type { World } from '../world';
import { json, type Reply } from './reply';

export interface ApiFailure {
	status: number;
	code: string;
	message: string;
	headers?: Record<string, string>;
	/** The request's client-request-id, echoed by Graph. */
	clientRequestId?: string;
}

/** An error answer in the shape of Graph (innerError) or of Defender (target). */
export function apiError(world: World, api: 'graph' | 'defender', failure: ApiFailure): Reply {
	const { status, code, message, headers } = failure;
	const requestId = randomUUID();
	if (api === 'defender') {
		return json(status, { error: { code, message, target: requestId } }, headers);
	}
	const clientRequestId = failure.clientRequestId ?? requestId;
	const innerError = {
		date: new Date(world.now()).toISOString().slice(0, 19),
		'request-id': requestId,
		'client-request-id': clientRequestId,
	};
	const ids = { 'request-id': requestId, 'client-request-id': clientRequestId };
	return json(status, { error: { code, message, innerError } }, { ...ids, ...headers });
}
