import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Failure } from '../../nodes/MicrosoftDefenderMssp/core/failure';
import { fail, succeed } from '../../nodes/MicrosoftDefenderMssp/core/result';
import type { SourceName } from '../../nodes/MicrosoftDefenderMssp/sources/source';
import type { TriggerConfig } from '../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { HealthItem } from '../../nodes/MicrosoftDefenderMssp/trigger/health';
import type { PollMemory } from '../../nodes/MicrosoftDefenderMssp/trigger/pollFrame';
import { pollTenants } from '../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { createRequestQuota } from '../../nodes/MicrosoftDefenderMssp/transport/requestQuota';
import type { AlertInput, DirectEmulator, PagingOptions, Tenant } from '../emulator';
import { N8nModel } from '../properties/n8nModel';
import { connectionOf } from '../unit/transport/builders';
import { configOf, resolvedOf } from '../unit/trigger/modelTenants';
import { passTime } from './fakeDate';
import type { PollingTrigger, PollOptions } from './n8nContexts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Twice an hour a day is looked through again; a little more than that. */
export const SWEEP_PAUSE_MS = 31 * MINUTE_MS;

type Outputs = INodeExecutionData[][] | null;

const recordOf = ({ json }: INodeExecutionData) => (json.alert ?? json.incident) as IDataObject;
const eventOf = ({ json }: INodeExecutionData) => json.event as IDataObject;

export const alertsOf = (outputs: Outputs): IDataObject[] => (outputs?.[0] ?? []).map(recordOf);

/** Titles of the alerts, or display names of the incidents, in the order in which they came. */
export const titlesOf = (outputs: Outputs): string[] =>
	// SAFETY: whatever the tests add has a title or a display name.
	alertsOf(outputs).map(({ title, displayName }) => (title ?? displayName) as string);

/** `created <title>` and so on. */
export function eventsOf(outputs: Outputs): string[] {
	const types = (outputs?.[0] ?? []).map((item) => String(eventOf(item).type));
	return titlesOf(outputs).map((title, index) => `${types[index] ?? ''} ${title}`);
}

export const eventIdsOf = (outputs: Outputs): string[] =>
	(outputs?.[0] ?? []).map((item) => String(eventOf(item).id));

/** `<type> <tenant>: <kind>` of each item of output Tenant Health. */
export const healthOf = (outputs: Outputs): string[] =>
	(outputs?.[1] ?? []).map(({ json }) => {
		const { event, tenant, health } = json as Record<string, IDataObject>;
		return `${String(event?.type)} ${String(tenant?.name)}: ${String(health?.kind)}`;
	});

/** `0` to `count - 1` with leading zeros, so that they sort as they count. */
export const numbered = (count: number, prefix = ''): string[] =>
	Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);

/** The times of something that came into being so many milliseconds ago and did not change since. */
export function ago(ms: number): Pick<AlertInput, 'createdDateTime' | 'lastUpdateDateTime'> {
	const time = new Date(Date.now() - ms).toISOString();
	return { createdDateTime: time, lastUpdateDateTime: time };
}

/** Adds what the source reads: an alert or an incident. Unless told otherwise it came into being just now. */
export function add(source: SourceName, tenant: Tenant, title: string, alert: AlertInput = {}): string {
	const { createdDateTime = ago(0).createdDateTime, status, visibleAt } = alert;
	const times = { createdDateTime, lastUpdateDateTime: alert.lastUpdateDateTime ?? createdDateTime };
	const part = { ...times, ...(visibleAt !== undefined && { visibleAt }) };
	return source === 'graphIncidents'
		? tenant.addIncident({ displayName: title, ...part, status: status ?? 'active' }).id
		: tenant.addAlert({ ...alert, title, ...part }).id;
}

/** Changes what the source reads. */
export function change(source: SourceName, tenant: Tenant, id: string, patch: AlertInput): void {
	const { status, visibleAt } = patch;
	if (source !== 'graphIncidents') tenant.updateAlert(id, patch);
	else tenant.updateIncident(id, { ...(status && { status }), ...(visibleAt !== undefined && { visibleAt }) });
}

export const apiOf = (source: SourceName): 'graph' | 'defender' =>
	source === 'defenderAlerts' ? 'defender' : 'graph';

/** How the source's API of this tenant pages. */
export const pagingOf = (source: SourceName, tenant: Tenant): PagingOptions => tenant[apiOf(source)];

/** Whether a recorded request asks for a list, and not for one alert or one incident's alerts. */
export const isList = ({ path }: { path: string }): boolean => /(alerts|alerts_v2|incidents)$/.test(path);

/** Polls until a poll starts no execution; what each poll before it delivered. */
export async function drain(polling: PollingTrigger, options?: PollOptions): Promise<string[][]> {
	const polls: string[][] = [];
	for (let outputs = await polling.poll(options); outputs !== null; outputs = await polling.poll(options)) {
		if (polls.push(eventsOf(outputs)) > 60) throw new Error('It does not come to rest.');
	}
	return polls;
}

/** What polls bring from which nothing is due any more: now, and when the last day is looked through again. */
export async function comesAgain(polling: PollingTrigger, options?: PollOptions): Promise<string[]> {
	const now = await drain(polling, options);
	passTime(SWEEP_PAUSE_MS);
	const swept = await drain(polling, options);
	return [...now, ...swept].flat();
}

/** The trigger's core against the emulator without sockets, for what takes many thousand requests or alerts. */
export interface DirectTrigger {
	n8n: N8nModel;
	/** All that was told on output Tenant Health. */
	health: HealthItem[];
	/** Addresses outside of Microsoft's two APIs that were sent to. */
	strayed: string[];
	/** One poll; titles or names of what it delivered, and what it cost. */
	poll(): Promise<DirectPoll>;
}

export interface DirectPoll {
	titles: string[];
	health: HealthItem[];
	requests: number;
	tookMs: number;
}

export interface DirectSetup {
	cloud: DirectEmulator;
	/** The one clock, of Microsoft's as well as ours. */
	clock: { now: number };
	tenants: Tenant[];
	config: Partial<TriggerConfig>;
	/** What n8n gives a poll. */
	budgetMs?: number;
	/** Each request takes so long, one after the other. */
	latencyMs?: number;
}

/** A trigger that begins with an empty state. */
export function createDirectTrigger(setup: DirectSetup): DirectTrigger {
	const { cloud, clock, tenants, budgetMs = 36_000, latencyMs = 0 } = setup;
	const config = configOf(setup.config);
	const memory: PollMemory = { visits: new Map(), unsorted: new Set(), quota: createRequestQuota() };
	const n8n = new N8nModel(false);
	const health: HealthItem[] = [];
	const strayed: string[] = [];
	let requests = 0;
	const connection = connectionOf(
		{
			sent: [],
			send: async (request) => {
				requests += 1;
				clock.now += latencyMs;
				const { origin } = new URL(request.url);
				if (![cloud.graphUrl, cloud.defenderUrl].includes(origin)) strayed.push(request.url);
				const answer = await cloud.request(request);
				if (answer === 'hang') return await new Promise(() => undefined);
				return answer === 'reset' ? fail(broken) : succeed(answer);
			},
		},
		{
			now: () => clock.now,
			tokens: {
				token: async ({ tenantId }) =>
					await Promise.resolve(
						succeed({ value: `direct:${tenantId}`, expiresAt: Infinity, mintedAt: clock.now }),
					),
			},
		},
	);
	const listed = tenants.map(({ id, displayName }) => resolvedOf({ id, name: displayName, labels: {} }));
	return {
		n8n,
		health,
		strayed,
		poll: async () => {
			const startedAt = clock.now;
			const [delivered, told] = [n8n.delivered.length, health.length];
			requests = 0;
			const time = { lastStartAt: startedAt + budgetMs * 0.7, over: new Promise(() => undefined) };
			await n8n.poll(
				async (before, resumes) => {
					const outcome = await pollTenants(config, before, connection, listed, { memory, time, resumes });
					health.push(...outcome.health);
					return outcome;
				},
				{ ending: 'well', executionPer: config.executionPer, now: startedAt },
			);
			return {
				titles: n8n.delivered.slice(delivered).map(({ item }) => titleOf(item)),
				health: health.slice(told),
				requests,
				tookMs: clock.now - startedAt,
			};
		},
	};
}

function titleOf(item: Record<string, unknown>): string {
	const { title, displayName } = (item.alert ?? item.incident) as { title?: string; displayName?: string };
	return title ?? displayName ?? '';
}

const broken: Failure = {
	kind: 'network',
	appliesTo: 'tenant',
	transient: true,
	cause: 'The connection broke.',
	remedy: 'Wait.',
};
