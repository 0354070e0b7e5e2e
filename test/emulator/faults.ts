import { setTimeout as sleep } from 'node:timers/promises';

import { entraReply } from './entra/reply';
import { EntraError } from './entra/errors';
import { apiError } from './http/apiError';
import { bodyText, json, type Outcome, type Reply } from './http/reply';
import type { Fault, FaultApi, RecordedRequest } from './types';
import type { ActiveFault, TenantState, World } from './world';

/**
 * Answers through the tenant's faults, in the order they were added. Delays and truncation let the request go on,
 * the first other fault ends it. `refuse` turns an Entra error into an answer (a redirect at the authorize endpoint).
 */
export async function withFaults(
	world: World,
	target: { tenant: TenantState; api: FaultApi; request: RecordedRequest },
	proceed: () => Reply | Promise<Reply>,
	refuse: (error: EntraError) => Reply = (error) => entraReply(world, target.request, error),
): Promise<Outcome> {
	let truncate = false;
	for (const { fault } of strike(target.tenant, target.api, target.request)) {
		if ('hang' in fault) return 'hang';
		if ('resetConnection' in fault) return 'reset';
		if ('respond' in fault) return respond(fault.respond);
		if ('throttle' in fault) return throttled(world, target.api, fault.throttle, refuse);
		if ('entraError' in fault) return refuse(new EntraError(fault.entraError));
		if ('delayMs' in fault) await sleep(fault.delayMs, undefined, { ref: false });
		if ('truncateJson' in fault) truncate = true;
	}
	const reply = await proceed();
	if (!truncate) return reply;
	const text = bodyText(reply);
	return { ...reply, body: text.slice(0, Math.ceil(text.length / 2)) };
}

/** Adds a fault; the function given back takes it away again. */
export function addFault(tenant: TenantState, fault: Fault): () => void {
	const active: ActiveFault = { fault, remaining: fault.times ?? Infinity };
	tenant.faults.push(active);
	return () => {
		tenant.faults = tenant.faults.filter((other) => other !== active);
	};
}

/** The faults that strike this request, each counted once; a terminal one shields those after it. */
function strike(tenant: TenantState, api: FaultApi, request: RecordedRequest): ActiveFault[] {
	const struck: ActiveFault[] = [];
	for (const active of tenant.faults) {
		const { fault } = active;
		if (fault.api !== api || active.remaining <= 0) continue;
		if (fault.pathContains !== undefined && !request.path.includes(fault.pathContains)) continue;
		if (fault.when && !fault.when(request)) continue;
		active.remaining -= 1;
		struck.push(active);
		if (!('delayMs' in fault) && !('truncateJson' in fault)) break;
	}
	tenant.faults = tenant.faults.filter((active) => active.remaining > 0);
	return struck;
}

function respond({
	status,
	headers = {},
	body = '',
}: Extract<Fault, { respond: unknown }>['respond']): Reply {
	if (typeof body !== 'string') return json(status, body, headers);
	return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

function throttled(
	world: World,
	api: FaultApi,
	{ retryAfterSeconds, retryAfterDate }: Extract<Fault, { throttle: unknown }>['throttle'],
	refuse: (error: EntraError) => Reply,
): Reply {
	const headers: Record<string, string> = {};
	if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
	if (retryAfterDate !== undefined) headers['retry-after'] = new Date(retryAfterDate).toUTCString();
	if (api === 'graph' || api === 'defender') {
		const text = { code: 'TooManyRequests', message: 'Too many requests.' };
		return apiError(world, api, { status: 429, ...text, headers });
	}
	const reply = refuse(new EntraError(90055, { status: 429 }));
	return { ...reply, headers: { ...reply.headers, ...headers } };
}
