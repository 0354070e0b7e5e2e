import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { processMemory } from '../../nodes/MicrosoftDefenderMssp/adapters/processMemory';
import type { EventItem } from '../../nodes/MicrosoftDefenderMssp/core/item';
import type { SourceName } from '../../nodes/MicrosoftDefenderMssp/sources/source';
import type { TriggerConfig } from '../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { HealthItem } from '../../nodes/MicrosoftDefenderMssp/trigger/health';
import { pollTenants } from '../../nodes/MicrosoftDefenderMssp/trigger/poll';
import type { Connection } from '../../nodes/MicrosoftDefenderMssp/transport/connection';
import type { AlertInput, PagingOptions, Tenant } from '../emulator';
import { connectionOf } from '../unit/transport/builders';
import { configOf, resolvedOf } from '../unit/trigger/modelTenants';
import { createMemory } from '../unit/trigger/modelTrigger';
import type { DirectCloud } from './directCloud';
import { directTokens, sendDirect } from './directCloud';
import { fakeDate, passTime } from './fakeDate';
import type { Mssp } from './mssp';
import { CLIENT_ID, startMssp } from './mssp';
import type { PollingTrigger, PollOptions } from './n8nContexts';
import { createPlainHost } from './plainHost';
import { never } from './virtualTime';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Twice an hour a day is looked through again; a little more than that. */
export const SWEEP_PAUSE_MS = 31 * MINUTE_MS;

/** Where the clocks stand at the beginning. */
export const START = Date.UTC(2026, 0, 5, 12);

export const ALERT_SOURCES = ['graphAlerts', 'defenderAlerts'] as const;

/** The MSSP of the tests at {@link START}, as in a process that has just started, with access to every source. */
export async function startAtNoon(now = () => Date.now()): Promise<Mssp> {
	fakeDate(START);
	processMemory.clocks.clear();
	const mssp = await startMssp({ now });
	for (const tenant of mssp.customers) {
		tenant.consent(CLIENT_ID, { application: ['SecurityIncident.Read.All'] });
		// The clock stands still, so a minute never ends.
		tenant.graph.requestsPerMinute = Infinity;
		Object.assign(tenant.defender, { requestsPerMinute: Infinity, requestsPerHour: Infinity });
	}
	return mssp;
}

type Outputs = INodeExecutionData[][] | null;

const recordOf = ({ json }: INodeExecutionData) => (json.alert ?? json.incident) as IDataObject;
const eventOf = ({ json }: INodeExecutionData) => json.event as { id: string; type: string };

export const alertsOf = (outputs: Outputs): IDataObject[] => (outputs?.[0] ?? []).map(recordOf);

/** Titles of the alerts, or display names of the incidents, in the order in which they came. */
export const titlesOf = (outputs: Outputs): string[] =>
	// SAFETY: whatever the tests add has a title or a display name.
	alertsOf(outputs).map(({ title, displayName }) => (title ?? displayName) as string);

/** `created <title>` and so on. */
export function eventsOf(outputs: Outputs): string[] {
	const types = (outputs?.[0] ?? []).map((item) => eventOf(item).type);
	return titlesOf(outputs).map((title, index) => `${types[index] ?? ''} ${title}`);
}

export const eventIdsOf = (outputs: Outputs): string[] =>
	(outputs?.[0] ?? []).map((item) => eventOf(item).id);

/** `<type> <tenant>: <kind>` of each item of output Tenant Health. */
export const healthOf = (outputs: Outputs): string[] =>
	(outputs?.[1] ?? []).map(({ json }) => {
		const { event, tenant, health } = json as unknown as HealthItem;
		return `${event.type} ${tenant.name}: ${health.kind}`;
	});

/** `0` to `count - 1` with leading zeros, so that they sort as they count. */
export const numbered = (count: number, prefix = ''): string[] =>
	Array.from({ length: count }, (_, index) => `${prefix}${numberOf(index)}`);

const numberOf = (index: number): string => String(index).padStart(4, '0');

/** The times of something that came into being so many milliseconds ago and did not change since. */
export function ago(
	ms: number,
	now = Date.now(),
): Pick<AlertInput, 'createdDateTime' | 'lastUpdateDateTime'> {
	const time = new Date(now - ms).toISOString();
	return { createdDateTime: time, lastUpdateDateTime: time };
}

/** As little as an alert can be, because there are many. */
const small: AlertInput = { device: null, user: null, file: null, process: null, ipAddresses: [], urls: [] };

/**
 * Adds what the source reads: an alert or an incident. Unless told otherwise it came into being just now, and has no
 * evidence.
 */
export function add(source: SourceName, tenant: Tenant, title: string, alert: AlertInput = {}): string {
	const { createdDateTime = ago(0).createdDateTime, status, visibleAt } = alert;
	const times = { createdDateTime, lastUpdateDateTime: alert.lastUpdateDateTime ?? createdDateTime };
	const part = { ...times, ...(visibleAt !== undefined && { visibleAt }) };
	return source === 'graphIncidents'
		? tenant.addIncident({ displayName: title, ...part, status: status ?? 'active' }).id
		: tenant.addAlert({ ...small, ...alert, title, ...part }).id;
}

/** Changes what the source reads. */
export function change(source: SourceName, tenant: Tenant, id: string, patch: AlertInput): void {
	const { status, visibleAt } = patch;
	if (source !== 'graphIncidents') tenant.updateAlert(id, patch);
	else
		tenant.updateIncident(id, { ...(status && { status }), ...(visibleAt !== undefined && { visibleAt }) });
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
	/** How often each event was delivered, by `event.id`. */
	delivered: Map<string, number>;
	/** Addresses outside of Microsoft's two APIs that were sent to. */
	strayed: string[];
	/** One poll; what it delivered and what it cost. */
	poll(): Promise<DirectPoll>;
	/** Polls every minute until so many polls in a row delivered nothing. */
	drain(quietPolls: number): Promise<DirectPoll[]>;
}

export interface DirectPoll {
	titles: string[];
	health: HealthItem[];
	requests: number;
	/** By the clock of the test. */
	tookMs: number;
	/** Bytes of JSON that n8n stores for it. */
	stateSize: number;
}

export interface DirectSetup {
	cloud: DirectCloud;
	/** The one clock, of Microsoft's as well as ours. */
	clock: { now: number };
	tenants: Array<Pick<Tenant, 'id' | 'displayName'>>;
	config: Partial<TriggerConfig>;
	/** What n8n gives a poll. */
	budgetMs?: number;
	/** Each request takes so long, one after the other. */
	latencyMs?: number;
}

/** A trigger that begins with an empty state. Its n8n stores that as JSON, and all that it hands over arrives. */
export function createDirectTrigger(setup: DirectSetup): DirectTrigger {
	const { clock, tenants, budgetMs = 36_000 } = setup;
	const config = configOf(setup.config);
	const memory = createMemory();
	const delivered = new Map<string, number>();
	const wire = { requests: 0, strayed: [] as string[] };
	const connection = directConnection(setup, wire);
	const listed = tenants.map(({ id, displayName }) => resolvedOf({ id, name: displayName, labels: {} }));
	const n8n = createPlainHost();
	const poll = async (): Promise<DirectPoll> => {
		const [startedAt, askedBefore] = [clock.now, wire.requests];
		const time = {
			lastStartAt: startedAt + budgetMs * 0.7,
			over: new Promise(() => undefined),
			timer: never,
		};
		const executions = await n8n.poll(
			async (before, handOver) =>
				await pollTenants(config, before, connection, listed, { memory, time, resumes: false, handOver }),
			{ executionPer: config.executionPer, now: () => clock.now },
		);
		// SAFETY: without a format the alerts of an execution are the items.
		const items = executions.flatMap(({ alerts }) => alerts as EventItem[]);
		for (const { event } of items) delivered.set(event.id, (delivered.get(event.id) ?? 0) + 1);
		return {
			titles: items.map(titleOf),
			health: executions.flatMap(({ health }) => health),
			requests: wire.requests - askedBefore,
			tookMs: clock.now - startedAt,
			stateSize: n8n.stored()?.length ?? 0,
		};
	};
	const drainAll = async (quietPolls: number): Promise<DirectPoll[]> => {
		const polls: DirectPoll[] = [];
		for (let quiet = 0; quiet < quietPolls; clock.now += MINUTE_MS) {
			const one = await poll();
			quiet = one.titles.length === 0 ? quiet + 1 : 0;
			if (polls.push(one) > 400) throw new Error('It does not come to rest.');
		}
		return polls;
	};
	return { delivered, strayed: wire.strayed, poll, drain: drainAll };
}

function directConnection(
	{ cloud, clock, latencyMs = 0 }: DirectSetup,
	wire: { requests: number; strayed: string[] },
): Connection {
	const send: Connection['send'] = async (request) => {
		wire.requests += 1;
		clock.now += latencyMs;
		const { origin } = new URL(request.url);
		if (![cloud.graphUrl, cloud.defenderUrl].includes(origin)) wire.strayed.push(request.url);
		return await sendDirect(cloud, request);
	};
	const now = () => clock.now;
	return connectionOf({ sent: [], send }, { now, tokens: directTokens(now) });
}

function titleOf({ alert, incident }: EventItem): string {
	const { title, displayName } = (alert ?? incident ?? {}) as { title?: string; displayName?: string };
	return title ?? displayName ?? '';
}

/**
 * A tenant with so many alerts at equal distances that ended at `until`, the same in both APIs, which are worked out when
 * they are asked for: 200,000 of the emulator would take a gigabyte and most of a minute. Never a nextLink.
 */
export function endlessBacklog(count: number, stepMs: number, until: number): DirectCloud {
	const [graphUrl, defenderUrl] = ['https://graph.microsoft.com', 'https://api.securitycenter.microsoft.com'];
	const timeAt = (index: number) =>
		`${new Date(until - (count - index) * stepMs).toISOString().slice(0, -1)}0000Z`;
	/** The first alert of this time or later. */
	const firstFrom = (time: string): number => {
		const about = Math.floor((Date.parse(time) - until) / stepMs) + count;
		const near = [0, 1, 2].map((more) => Math.max(0, about + more));
		return Math.min(count, near.find((index) => timeAt(index) >= time) ?? count);
	};
	const answerTo = (url: URL) => {
		const isGraph = url.origin === graphUrl;
		const option = (name: string) => url.searchParams.get(`$${name}`) ?? '';
		const bound = (operator: string) => new RegExp(` ${operator} (\\S+)`).exec(option('filter'))?.[1];
		const [from, to] = [bound('ge') ?? '', bound('le')];
		const begin = firstFrom(from);
		const past = to === undefined ? count : firstFrom(to);
		const end = past < count && timeAt(past) === to ? past + 1 : past;
		const [top, skip] = [Number(option('top')), Number(option('skip'))];
		const size = Math.max(0, Math.min(top, end - begin - skip));
		const ascending = option('orderby') !== '';
		const at = (place: number) => (ascending ? begin + skip + place : end - 1 - skip - place);
		const value = Array.from({ length: size }, (_, place) => alertAt(at(place), timeAt(at(place)), isGraph));
		return { status: 200, headers: {}, body: { value } };
	};
	return {
		graphUrl,
		defenderUrl,
		request: async ({ url }) => await Promise.resolve(answerTo(new URL(url))),
	};
}

/** An alert with ids and values as long as the services' own. */
function alertAt(index: number, time: string, isGraph: boolean): Record<string, unknown> {
	const alert = { id: `da638000000000000000_${1_000_000_000 + index}`, title: numberOf(index) };
	return isGraph
		? {
				...alert,
				severity: 'medium',
				status: 'new',
				incidentId: '1000000',
				createdDateTime: time,
				lastUpdateDateTime: time,
				evidence: [],
			}
		: {
				...alert,
				severity: 'Medium',
				status: 'New',
				incidentId: 1_000_000,
				alertCreationTime: time,
				lastUpdateTime: time,
				evidence: [],
			};
}
