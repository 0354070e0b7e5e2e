import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import type { ResolvedTenant } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenants';
import { createRequestQuota } from '../../../nodes/MicrosoftDefenderMssp/transport/requestQuota';
import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { PollOutcome } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import type { PollMemory, PollTime } from '../../../nodes/MicrosoftDefenderMssp/trigger/pollFrame';
import { pollTenants } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import type { TriggerState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { readState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { createPlainHost } from '../../support/plainHost';
import { never } from '../../support/virtualTime';
import { CONTOSO, FABRIKAM, MINUTE_MS, NOW } from '../core/builders';
import type { ConnectionOptions, Wire } from '../transport/builders';
import { connectionOf } from '../transport/builders';
import type { ModelAlert, ModelTenant } from './modelTenants';
import { configOf, modelTenants, resolvedOf } from './modelTenants';

/** What a process that has just started remembers of polls. */
export const createMemory = (): PollMemory => ({
	visits: new Map(),
	refused: new Map(),
	ties: new Map(),
	quota: createRequestQuota(),
	pace: {},
});

/** A poll that has all the time it wants. */
export const endless: PollTime = { lastStartAt: Infinity, over: new Promise(() => undefined), timer: never };

export interface PollOptions {
	/** The customer tenants; Contoso and Fabrikam by default. */
	listed?: ResolvedTenant[];
	/** What differs from the trigger's parameters at this poll. */
	config?: Partial<TriggerConfig>;
	/** `seconds` after its begin nothing new is begun. */
	time?: Partial<PollTime> & { seconds?: number };
	connection?: ConnectionOptions | ((network: Wire) => ConnectionOptions);
	/** It is the first poll after n8n itself started. */
	resumes?: boolean;
}

export interface ModelTrigger {
	/** One poll so many minutes after NOW. Keeps what the poll gives it, as n8n does. */
	poll: (minute: number, options?: PollOptions) => Promise<PollOutcome>;
	/** Milliseconds that requests take, for faults to add to. */
	takeTime: (ms: number) => undefined;
	state: () => TriggerState;
	/** Puts another state in its place. */
	store: (state: TriggerState) => void;
	memory: PollMemory;
	/** What the last poll sent. */
	sent: () => HttpRequest[];
}

/** A trigger over model tenants, by tenant ID. */
export function modelTrigger(
	tenants: Record<string, ModelTenant>,
	config: TriggerConfig = configOf(),
): ModelTrigger {
	const n8n = createPlainHost();
	let now = NOW;
	let sent: HttpRequest[] = [];
	const memory = createMemory();
	return {
		poll: async (minute, { listed = both, config: changed, time = {}, connection, resumes = false } = {}) => {
			now = NOW + minute * MINUTE_MS;
			const network = modelTenants(new Map(Object.entries(tenants)));
			({ sent } = network);
			const { seconds = Infinity, ...given } = time;
			const pollTime = { ...endless, lastStartAt: now + seconds * 1000, ...given };
			const connected = connectionOf(network, {
				now: () => now,
				...(typeof connection === 'function' ? connection(network) : connection),
			});
			const all = { ...config, ...changed };
			let found: PollOutcome | undefined;
			await n8n.poll(
				async (before, handOver) => {
					const waves: PollOutcome['deliveries'] = [];
					const outcome = await pollTenants(all, before, connected, listed, {
						memory,
						time: pollTime,
						resumes,
						handOver: (wave) => {
							waves.push(...wave.deliveries);
							handOver?.(wave);
						},
					});
					found = { ...outcome, deliveries: [...waves, ...outcome.deliveries] };
					return outcome;
				},
				{ executionPer: all.executionPer, now: () => now },
			);
			if (found === undefined) throw new Error('The poll did not get to its customers.');
			return found;
		},
		takeTime: (ms) => {
			now += ms;
			return undefined;
		},
		state: () => {
			const state = readState(JSON.parse(n8n.stored() ?? 'null') ?? undefined);
			if (!state.ok) throw new Error(state.failure.cause);
			return state.value;
		},
		store: n8n.store,
		memory,
		sent: () => sent,
	};
}

const both = [resolvedOf(CONTOSO), resolvedOf(FABRIKAM)];

const itemsOf = ({ deliveries }: PollOutcome) => deliveries.flatMap(({ items }) => items);

/** What was delivered, as "tenant alert". */
export const idsOf = (outcome: PollOutcome): string[] =>
	itemsOf(outcome).map(({ tenant, alert, incident }) => `${tenant.name} ${String((alert ?? incident)?.id)}`);

/** What was delivered, as "alert type". */
export const eventsOf = (outcome: PollOutcome): string[] =>
	itemsOf(outcome).map(({ event, alert, incident }) => `${String((alert ?? incident)?.id)} ${event.type}`);

/** The events that were delivered. */
export const eventDataOf = (outcome: PollOutcome) => itemsOf(outcome).map(({ event }) => event);

/** What was told, as "tenant type kind". */
export const healthOf = ({ health }: PollOutcome): string[] =>
	health.map(({ event, tenant, health: { kind } }) => `${tenant.name} ${event.type} ${kind}`);

/** Changes one alert of a tenant. */
export function change({ alerts }: ModelTenant, id: string, updatedAt: string, part: object = {}): void {
	const index = alerts.findIndex((alert) => alert.id === id);
	const alert: ModelAlert | undefined = alerts[index];
	if (alert === undefined) throw new Error(`There is no alert '${id}'.`);
	alerts[index] = { ...alert, updatedAt, part: { ...alert.part, ...part } };
}
