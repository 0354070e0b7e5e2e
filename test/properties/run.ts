import type { Failure } from '../../nodes/MicrosoftDefenderMssp/core/failure';
import type { HttpRequest, HttpResponse } from '../../nodes/MicrosoftDefenderMssp/core/http';
import type { Result } from '../../nodes/MicrosoftDefenderMssp/core/result';
import { normalizeTimestamp } from '../../nodes/MicrosoftDefenderMssp/core/timestamp';
import { SOURCES } from '../../nodes/MicrosoftDefenderMssp/sources';
import type { PollMemory } from '../../nodes/MicrosoftDefenderMssp/trigger/pollFrame';
import type { TenantFailure } from '../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { pollTenants } from '../../nodes/MicrosoftDefenderMssp/trigger/poll';
import type { DirectEmulator, Fault, Tenant } from '../emulator';
import { createDirectEmulator } from '../emulator';
import { never } from '../support/virtualTime';
import { directTokens, sendDirect } from '../support/directCloud';
import { connectionOf } from '../unit/transport/builders';
import { configOf, resolvedOf } from '../unit/trigger/modelTenants';
import { createMemory } from '../unit/trigger/modelTrigger';
import type { History, Oddities, PollStep, Step, Trouble } from './history';
import { LATEST_MINUTES, TENANT_COUNT } from './history';
import type { Delivered } from './n8nModel';
import { N8nModel } from './n8nModel';

const MINUTE_MS = 60_000;
const BUDGET_MS = 36_000;
const START = Date.UTC(2026, 0, 5, 12);
/** Each alert is remembered with far less; anything beyond this would grow without end. */
const BYTES_PER_VERSION = 400;

interface Entry {
	id: string;
	tenant: number;
	createdAt: number;
	keep: boolean;
}

/** A trigger, an n8n and Microsoft's cloud living through a history. */
export class Life {
	private now = START;
	private readonly cloud: DirectEmulator = createDirectEmulator({
		now: () => this.now,
		maxRecordedRequests: 0,
	});
	private readonly tenants: Tenant[];
	private readonly n8n: N8nModel;
	private readonly entries: Entry[] = [];
	/** When each tenant was on the list for the first time. */
	private readonly listedSince = new Map<number, number>();
	private memory: PollMemory = createMemory();
	/** Of the latest poll. */
	private failures: TenantFailure[] = [];
	/** What is wrong, in words; empty if nothing is. */
	readonly findings: string[] = [];

	constructor(private readonly history: History) {
		this.n8n = new N8nModel(history.mode);
		this.n8n.onRestart = (wasStored) => {
			this.memory = createMemory();
			// Killed in the very first poll: the trigger cannot know that it ran before.
			if (!wasStored) this.listedSince.clear();
		};
		this.tenants = Array.from({ length: TENANT_COUNT }, (_, index) => this.addTenant(index));
	}

	/** Lives through it all, and through the calm after it, in which everything that is due must come. */
	async live(): Promise<void> {
		for (const step of this.history.steps) await this.take(step);
		this.now += (LATEST_MINUTES + 1) * MINUTE_MS;
		for (let quiet = 0, polls = 0; quiet < 4; polls += 1) {
			if (polls > 300) {
				this.findings.push('it does not come to rest');
				break;
			}
			const before = this.n8n.delivered.length;
			await this.poll({ ...CALM, minutes: 11 });
			quiet = this.n8n.delivered.length === before ? quiet + 1 : 0;
		}
		this.judge();
	}

	private addTenant(index: number): Tenant {
		const tenant = this.cloud.addTenant({
			id: `${index}0000000-0000-4000-8000-000000000000`,
			displayName: `Customer ${index}`,
			domains: [`c${index}.example`],
		});
		const { maxTop, foreignNextLink, ...oddities }: Oddities = this.history.oddities;
		const paging = {
			...oddities,
			...(maxTop !== undefined && { maxTop }),
			...(foreignNextLink && { nextLinkOrigin: 'https://evil.example' }),
		};
		Object.assign(tenant.graph, paging, { requestsPerMinute: Infinity });
		Object.assign(tenant.defender, paging, { requestsPerMinute: Infinity, requestsPerHour: Infinity });
		return tenant;
	}

	private async take(step: Step): Promise<void> {
		switch (step.kind) {
			case 'poll':
				await this.poll(step);
				return;
			case 'create':
				this.create(step);
				return;
			case 'update':
				this.update(step.tenant, step.pick, step.status);
				return;
			case 'restart':
				this.n8n.restart(step.mode === 'as before' ? undefined : step.mode);
				return;
			case 'jump back':
				this.n8n.jumpBack(step.hops);
		}
	}

	private create({ tenant: index, count, late, resolved, keep }: Extract<Step, { kind: 'create' }>): void {
		const tenant = this.tenants[index];
		this.now += 1;
		const createdDateTime = `${new Date(this.now).toISOString().slice(0, -1)}1234Z`;
		for (let n = 0; n < count; n += 1) {
			const title = `${keep ? 'keep' : 'other'} ${this.entries.length}`;
			const status = resolved ? 'resolved' : this.isIncidents ? 'active' : 'new';
			const times = {
				createdDateTime,
				lastUpdateDateTime: createdDateTime,
				visibleAt: this.now + late * MINUTE_MS,
			};
			const added = this.isIncidents
				? tenant?.addIncident({ displayName: title, status, ...times })
				: tenant?.addAlert({ title, status, ...times });
			if (added) this.entries.push({ id: added.id, tenant: index, createdAt: this.now, keep });
		}
	}

	private update(index: number, pick: number, status: string): void {
		const own = this.entries.filter(({ tenant }) => tenant === index);
		const entry = own[pick % Math.max(1, own.length)];
		if (entry === undefined) return;
		this.now += 1;
		const tenant = this.tenants[index];
		if (this.isIncidents) tenant?.updateIncident(entry.id, { status: status === 'new' ? 'active' : status });
		else tenant?.updateAlert(entry.id, { status });
	}

	private get isIncidents(): boolean {
		return this.history.source === 'graphIncidents';
	}

	private noteListed({ listed }: PollStep): void {
		for (const [index, { id }] of this.tenants.entries()) {
			// Nothing of it is stored, so it begins (a little before) now, but for one that a process before may have known.
			const carriesOn = this.n8n.knows(id) || (this.n8n.resumes && listed[index]);
			if (!carriesOn) this.listedSince.delete(index);
			if (listed[index] && !this.listedSince.has(index)) this.listedSince.set(index, this.now);
		}
	}

	private async poll(step: PollStep): Promise<void> {
		this.now += step.minutes * MINUTE_MS;
		const { source: name, executionPer, maxItems, pageSize, concurrency } = this.history;
		const listed = this.tenants.filter((_, index) => step.listed[index]);
		if (listed.length === 0) return;
		this.noteListed(step);
		for (const [index, tenant] of this.tenants.entries()) {
			tenant.clearFaults();
			for (const fault of faultsOf(step.troubles[index] ?? 'none', name)) tenant.addFault(fault);
		}
		const config = configOf({
			source: { ...SOURCES[name], pageSize },
			events: ['created', 'updated', 'resolved'],
			filter: step.filtered ? { titleContains: 'keep' } : {},
			executionPer,
			maxItems,
			concurrency,
			overlapMs: 30 * MINUTE_MS,
			sweepMs: (LATEST_MINUTES + 60) * MINUTE_MS,
		});
		const skewMs = step.skew * MINUTE_MS;
		const startedAt = this.now;
		let requests = 0;
		const connection = connectionOf(
			{
				sent: [],
				send: async (request) => {
					requests += 1;
					this.now += step.latency * 1000;
					if (requests === step.updateAt)
						for (const index of this.tenants.keys()) this.update(index, requests, 'inProgress');
					return await this.answer(request);
				},
			},
			{
				now: () => this.now + skewMs,
				serviceNow: () => this.now,
				tokens: directTokens(() => this.now + skewMs),
			},
		);
		const time = {
			lastStartAt: startedAt + skewMs + BUDGET_MS * 0.7,
			over: overIn(step.troubles),
			timer: never,
		};
		const { resumes } = this.n8n;
		await this.n8n.poll(
			async (before, handOver) => {
				const outcome = await pollTenants(
					config,
					before,
					connection,
					listed.map(({ id, displayName }) => resolvedOf({ id, name: displayName, labels: {} })),
					{ memory: this.memory, time, resumes, handOver },
				);
				this.failures = outcome.failures;
				return outcome;
			},
			{ ending: step.ending, executionPer, now: () => this.now + skewMs, elapsed: () => this.now },
		);
		// What was under way when time was up is waited for: one request for each of the workers.
		const longest = BUDGET_MS * 0.7 + concurrency * step.latency * 1000 * 2;
		if (this.now - startedAt > longest) this.findings.push(`a poll took ${this.now - startedAt} ms`);
		const bound = 2_000 * TENANT_COUNT + BYTES_PER_VERSION * 2 * (this.entries.length + 1);
		if (this.n8n.stateSize > bound) this.findings.push(`the state has ${this.n8n.stateSize} bytes`);
	}

	private async answer(request: HttpRequest): Promise<Result<HttpResponse, Failure>> {
		const { url } = request;
		if (!/^https:\/\/(graph\.microsoft\.com|api\.securitycenter\.microsoft\.com)\//.test(url)) {
			this.findings.push(`a token was sent to ${url}`);
		}
		return await sendDirect(this.cloud, request);
	}

	private judge(): void {
		const counts = new Map<string, number>();
		for (const { id } of this.n8n.delivered) counts.set(id, (counts.get(id) ?? 0) + 1);
		for (const [id, count] of counts) {
			const allowed = 1 + (this.n8n.mayRepeat.get(id) ?? 0);
			if (count > allowed) this.findings.push(`${id} came ${count} times`);
		}
		const versions = this.latestDelivered();
		for (const entry of this.entries) {
			const since = this.listedSince.get(entry.tenant) ?? Infinity;
			if (entry.createdAt >= since && entry.keep)
				this.judgeEntry(entry, versions.get(`${entry.tenant} ${entry.id}`));
		}
		// In the calm at the end nothing fails, and where something does it is the reason of the rest.
		for (const { tenant, failure } of this.failures)
			this.findings.push(`${tenant.name} could not be read at the end: ${failure.cause}`);
	}

	/** An alert that is due must have come as created, and at last in its last version. */
	private judgeEntry({ id, tenant: index }: Entry, version: string | undefined): void {
		const tenant = this.tenants[index];
		const kept = (this.isIncidents ? tenant?.incidents : tenant?.alerts)?.find(
			(candidate) => candidate.id === id,
		);
		const due = normalizeTimestamp(kept?.lastUpdateDateTime);
		if (version !== due)
			this.findings.push(`${id} of customer ${index} came as of ${version}, not as of ${due}`);
		const isOne = (delivered: Delivered) => isCreated(delivered.item) && delivered.id.includes(`:${id}:`);
		if (!this.n8n.delivered.some(isOne))
			this.findings.push(`${id} of customer ${index} never came as created`);
	}

	/** The newest version that came of each alert, by tenant and id; each item must be of the tenant it names. */
	private latestDelivered(): Map<string, string> {
		const latest = new Map<string, string>();
		for (const { id, item } of this.n8n.delivered) {
			const { tenant, alert, incident } = item as Record<
				string,
				{ id: string; lastUpdateDateTime?: string } | undefined
			>;
			const index = this.tenants.findIndex((candidate) => candidate.id === tenant?.id);
			const record = alert ?? incident;
			const owner = this.entries.find((entry) => entry.id === record?.id && entry.tenant === index);
			if (owner === undefined || !id.startsWith(`${tenant?.id ?? ''}:`)) {
				this.findings.push(`${id} came under the name of customer ${index}`);
				continue;
			}
			const version = normalizeTimestamp(record?.lastUpdateDateTime) ?? '';
			const key = `${index} ${owner.id}`;
			if (version > (latest.get(key) ?? '')) latest.set(key, version);
		}
		return latest;
	}
}

const isCreated = (item: Record<string, unknown>): boolean =>
	(item.event as { type?: string }).type === 'created';

/** Only what hangs needs a real clock. */
async function overIn(troubles: Trouble[]): Promise<void> {
	await new Promise<void>((resolve) => {
		if (troubles.includes('hangs')) setTimeout(resolve, 4);
	});
}

const CALM: PollStep = {
	kind: 'poll',
	minutes: 11,
	troubles: [],
	ending: { kind: 'well', from: 0, answersAfter: 0 },
	latency: 0.1,
	updateAt: 0,
	skew: 0,
	listed: [true, true, true],
	filtered: false,
};

function faultsOf(trouble: Trouble, source: string): Fault[] {
	const api = source === 'defenderAlerts' ? 'defender' : 'graph';
	let requests = 0;
	const later = () => (requests += 1) > 1;
	const faults: Record<Trouble, Fault[]> = {
		none: [],
		down: [{ api, respond: { status: 503 } }],
		throttled: [{ api, throttle: { retryAfterSeconds: 240 } }],
		'throttled later': [{ api, throttle: { retryAfterSeconds: 30 }, when: later }],
		refused: [{ api, respond: { status: 403, body: { error: { code: 'Forbidden', message: 'x' } } } }],
		'later page down': [{ api, respond: { status: 500 }, when: later }],
		'half of the JSON': [{ api, truncateJson: true }],
		hangs: [{ api, hang: true }],
		resets: [{ api, resetConnection: true }],
		'page of a proxy': [{ api, respond: { status: 200, body: '<html>Please sign in</html>' } }],
	};
	return faults[trouble];
}
