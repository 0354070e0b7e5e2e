import type { IPollFunctions } from 'n8n-workflow';

import type { Send } from '../core/http';
import { environmentOfProcess } from './environment';
import { keepConnections } from './keptConnections';
import { helperExchange, sendBy } from './n8nHttp';

/** How the requests of one poll go out. */
export interface PollHttp {
	send: Send;
	/** The poll is through: its connections are not kept any longer. */
	close: () => void;
}

/**
 * n8n's HTTP helper connects anew for every request. A scheduled poll of hundreds of customers asks the same three hosts, so it
 * keeps its connections where n8n's settings can be kept too: n8n gives its egress filter (since 2.30), and nothing in the
 * environment asks for a proxy or another agent name. Anything else goes through the helper, see
 * docs/decisions/0008-connections-are-kept-for-one-poll.md.
 */
export function openPollHttp(context: IPollFunctions, environment = environmentOfProcess()): PollHttp {
	const { helpers } = context;
	const helper = helperExchange(async (options): Promise<unknown> => await helpers.httpRequest(options));
	const hasFilter = typeof helpers.getSecureEgressFilter === 'function';
	if (context.getMode() === 'manual' || !hasFilter || needsHelper(environment)) {
		return { send: sendBy(helper), close: () => undefined };
	}
	const kept = keepConnections(helpers.getSecureEgressFilter(), helper);
	return {
		send: sendBy(async (request) => {
			const exchange = request.url.startsWith('https:') ? kept.exchange : helper;
			return await exchange(request);
		}),
		close: kept.close,
	};
}

/** What n8n 2.41 reads a proxy from, and its one setting for the agent name. `NO_PROXY` is left to the helper as well. */
const HELPER_ONLY = /^(npm_config_)?((https?|all)_proxy|proxy)$|^N8N_ENFORCE_GLOBAL_USER_AGENT$/i;

const needsHelper = (environment: NodeJS.ProcessEnv): boolean =>
	Object.entries(environment).some(([name, value]) => HELPER_ONLY.test(name) && (value ?? '') !== '');
