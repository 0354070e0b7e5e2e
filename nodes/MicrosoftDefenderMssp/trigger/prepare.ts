import type { IPollFunctions } from 'n8n-workflow';

import { connect } from '../adapters/connect';
import type { PollClock } from '../adapters/pollClock';
import type { ProcessMemory } from '../adapters/processMemory';
import type { Failure } from '../core/failure';
import type { Send } from '../core/http';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { DiscoveredCustomers, Discovery } from '../tenants/discoverTenants';
import { findTenants } from '../tenants/findTenants';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import { resolveTenants } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import type { TriggerConfig } from './config';
import { readTriggerConfig } from './config';

/** The next poll comes soon, so only a blip is sat out. */
const RETRY = { attempts: 2, longestWaitMs: 2_000 };

/** Everything a poll needs before it reads alerts. */
export interface ReadyToPoll {
	config: TriggerConfig;
	connection: Connection;
	tenants: ResolvedTenant[];
	/** With 'Discover'. */
	discovery?: Discovery;
}

/** What bounds a poll, and how its requests go out. */
export interface PollTools {
	clock: PollClock;
	send: Send;
}

/** Reads credential and parameters and finds the tenants; `known` are those discovered before. Its failure concerns all of them. */
export async function prepare(
	context: IPollFunctions,
	memory: ProcessMemory,
	{ clock, send }: PollTools,
	known?: DiscoveredCustomers,
): Promise<Result<ReadyToPoll, Failure>> {
	// Unlike in execute, the second argument of getNodeParameter is a fallback here, not an item index.
	const parameters: Parameters = {
		get: (name) => context.getNodeParameter(name, undefined),
		timezone: context.getTimezone(),
	};
	const authentication = parameters.get('authentication');
	const connecting = connect(context, { authentication, memory, retry: RETRY, send });
	// A poll that never ended would keep those after it from beginning.
	const connection = await Promise.race([connecting, clock.over.then(() => fail(noCredentialInTime))]);
	if (!connection.ok) return connection;
	const config = readTriggerConfig(parameters);
	if (!config.ok) return config;
	const over = clock.lookUpsOver;
	const found = await findTenants(parameters, connection.value, memory, { known, over });
	if (!found.ok) return found;
	const { entries, discovery } = found.value;
	const tenants = await resolveTenants(entries, connection.value, memory.domains, over);
	return succeed({ config: config.value, connection: connection.value, tenants, discovery });
}

const noCredentialInTime: Failure = {
	kind: 'network',
	appliesTo: 'all',
	transient: true,
	cause: 'n8n did not hand out the credential within the time of a poll.',
	remedy: "It is tried again. If it stays so, look at n8n's database and at its external secrets.",
};
