import { createRequestQuota } from '../../../nodes/MicrosoftDefenderMssp/transport/requestQuota';
import { succeed, fail } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { Tenant } from '../../../nodes/MicrosoftDefenderMssp/core/tenant';
import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { Delivery, PollOutcome } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { pollTenants } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import type { HealthItem } from '../../../nodes/MicrosoftDefenderMssp/trigger/health';
import type { PollMemory } from '../../../nodes/MicrosoftDefenderMssp/trigger/pollFrame';
import type { TriggerState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { emptyState, readState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { storedState } from '../../../nodes/MicrosoftDefenderMssp/trigger/storedState';
import { virtualTime } from '../../support/virtualTime';
import { MINUTE_MS, NOW, passing } from '../core/builders';
import { connectionOf } from '../transport/builders';
import type { ModelAlert } from './modelTenants';
import { answerOf, configOf, resolvedOf, tenantOfToken } from './modelTenants';

/** What n8n gives a poll by default, and the parts of it that `startPollClock` makes. */
const BUDGET_MS = 50_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** A customer whose requests take time. */
export interface VirtualCustomer {
	tenant: Tenant;
	alerts: ModelAlert[];
	/** Milliseconds that each answer takes, of the n-th request of a poll; Infinity: none ever comes. */
	latency: (request: number) => number;
	/** Answers with this status in place of its alerts. */
	status?: number;
}

/** What was handed over at once. */
export interface HandOver {
	/** Since the poll began; milliseconds. */
	afterMs: number;
	ids: string[];
}

export interface VirtualPoll {
	/** The waves, and what came at the end if there was anything. */
	handOvers: HandOver[];
	/** Ids in all. */
	ids: string[];
	health: HealthItem[];
	outcome: PollOutcome;
	tookMs: number;
	/** Ids of the tenants asked, in order. */
	asked: string[];
	/** Addresses asked for. */
	urls: URL[];
	/** Most requests that were under way at a time. */
	mostAtATime: number;
	/** Bytes that are stored. */
	stateSize: number;
}

/** So many customers that answer after this many milliseconds. */
export function virtualCustomers(count: number, latencyMs: number): VirtualCustomer[] {
	return Array.from({ length: count }, (_, n) => ({
		tenant: {
			id: `${String(n).padStart(8, '0')}-7777-4777-8777-777777777777`,
			name: `Customer ${n}`,
			labels: {},
		},
		alerts: [],
		latency: () => latencyMs,
	}));
}

/** A trigger over customers whose requests take virtual time, with all that is handed over arriving. */
export function virtualTrigger(customers: VirtualCustomer[], part: Partial<TriggerConfig> = {}) {
	const time = virtualTime(NOW);
	const config = configOf({ concurrency: 10, mostConcurrency: 50, ...part });
	const byId = new Map(customers.map((customer) => [customer.tenant.id, customer]));
	let memory = createMemory();
	let state = emptyState();
	const known = new Set<string>();

	async function poll(minute: number, { waves = true } = {}): Promise<VirtualPoll> {
		time.passTo(NOW + minute * MINUTE_MS);
		const startedAt = time.now();
		const handOvers: HandOver[] = [];
		const [asked, urls]: [string[], URL[]] = [[], []];
		const counts = new Map<string, number>();
		let underWay = 0;
		let mostAtATime = 0;
		const take = (deliveries: Delivery[]) => {
			const ids = deliveries.flatMap(idsOf);
			handOvers.push({ afterMs: time.now() - startedAt, ids });
		};
		const wait = async (tenantId: string, isList: boolean) => {
			const count = (counts.get(tenantId) ?? 0) + 1;
			if (isList) counts.set(tenantId, count);
			const ms = byId.get(tenantId)?.latency(count) ?? 0;
			await time.wait(Math.min(ms, REQUEST_TIMEOUT_MS));
			return ms <= REQUEST_TIMEOUT_MS;
		};
		const send = async (request: Parameters<typeof tenantOfToken>[0]) => {
			const tenantId = tenantOfToken(request);
			const url = new URL(request.url);
			asked.push(tenantId);
			urls.push(url);
			underWay += 1;
			mostAtATime = Math.max(mostAtATime, underWay);
			const came = await wait(tenantId, true);
			underWay -= 1;
			if (!came) return fail(passing({ kind: 'network' }));
			const customer = byId.get(tenantId);
			const { status } = customer ?? {};
			if (status !== undefined) return succeed({ status, headers: {}, body: {} });
			const answer = answerOf(customer ?? { alerts: [] }, url, tenantId);
			if ('kind' in answer) return fail(answer);
			return succeed(answer);
		};
		const tokens = {
			token: async ({ tenantId }: { tenantId: string }) => {
				if (!known.has(tenantId)) await wait(tenantId, false);
				known.add(tenantId);
				return succeed({ value: `token of ${tenantId}`, expiresAt: Infinity, mintedAt: time.now() });
			},
		};
		const connection = connectionOf({ sent: [], send }, { now: time.now, tokens });
		const ending = time.wait(BUDGET_MS * 0.9);
		const frame = {
			memory,
			time: { lastStartAt: startedAt + BUDGET_MS * 0.7, over: ending, timer: time.timer },
			resumes: false,
			...(waves && {
				handOver: (wave: { deliveries: Delivery[]; state: TriggerState }) => {
					take(wave.deliveries);
					keep(wave.state);
				},
			}),
		};
		const listed = customers.map(({ tenant }) => resolvedOf(tenant));
		const outcome = await time.run(pollTenants(config, state, connection, listed, frame));
		if (outcome.deliveries.length > 0) take(outcome.deliveries);
		keep(outcome.state);
		return {
			handOvers,
			ids: handOvers.flatMap(({ ids }) => ids),
			health: outcome.health,
			outcome,
			tookMs: time.now() - startedAt,
			asked,
			urls,
			mostAtATime,
			stateSize: JSON.stringify(storedState(state)).length,
		};
	}

	function keep(next: TriggerState): void {
		const stored = readState(JSON.parse(JSON.stringify(storedState(next))));
		if (!stored.ok) throw new Error(stored.failure.cause);
		state = stored.value;
	}

	return {
		poll,
		state: () => state,
		/** The process ends and another goes on with what was stored. */
		restart: () => {
			memory = createMemory();
		},
	};
}

const createMemory = (): PollMemory => ({
	visits: new Map(),
	refused: new Map(),
	ties: new Map(),
	quota: createRequestQuota(),
	pace: {},
});

const idsOf = ({ items }: Delivery): string[] =>
	items.map(({ tenant, alert }) => `${tenant.name} ${String(alert?.id)}`);
