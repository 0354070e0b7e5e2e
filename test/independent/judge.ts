import type { EventType, Settings, SourceName } from './history';
import { SOURCES } from './history';
import type { Customer, Microsoft } from './microsoft';
import type { Execution, N8n, Poll, Watcher } from './n8n';
import type { Delivery } from './promised';
import { mayPass, owed } from './promised';
import type { SecurityRecord } from './records';
import { padded } from './records';

/** What of an item is looked at. */
interface Item {
	event: { id: string; type: EventType };
	tenant: { id: string };
	alert?: Shown;
	incident?: Shown;
}

interface Shown {
	id: string;
	createdDateTime: string;
	lastUpdateDateTime?: string;
	alerts?: unknown[];
}

const HOUR = 3_600_000;
/** So long the trigger gives n8n to say that it could not start an execution, and a minute for the poll. */
const LONGEST_ANSWER = 6 * 60_000;
/** n8n was down for longer than this: a customer that it had not stored begins so long before the start. */
const LONGEST_GAP = 24 * HOUR;

export const pairOf = (source: SourceName, { id }: Customer): string => `${source}|${id}`;

/** Holds what arrived against docs/delivery.md, with nothing but what n8n and Microsoft did. */
export class Judge implements Watcher {
	/** By kind, with the first case of each. */
	readonly findings = new Map<string, string>();
	/** From when on a customer's alerts must come. */
	private readonly since = new Map<string, number>();
	/** Customers that the database does not know of since n8n started. */
	private readonly unstored = new Set<string>();
	private readonly delivered = new Map<SecurityRecord, Delivery[]>();
	private judged = 0;

	constructor(
		private readonly settings: Settings,
		private readonly microsoft: Microsoft,
		private readonly nowOf: () => number,
	) {}

	polled({ pairs, startedAt }: Poll): void {
		const { lookBackHours } = this.settings;
		for (const pair of pairs) {
			const known = this.since.get(pair);
			if (known === undefined) this.since.set(pair, startedAt - lookBackHours * HOUR);
			else if (this.unstored.has(pair)) this.since.set(pair, Math.max(known, startedAt - LONGEST_GAP));
			this.unstored.delete(pair);
		}
	}

	booted(known: ReadonlySet<string> | undefined): void {
		if (known === undefined) this.since.clear();
		for (const pair of this.since.keys()) if (known?.has(pair) !== true) this.unstored.add(pair);
	}

	/** One that is not on the list when n8n stores something, and was not before, is a new one when it comes back. */
	stored(known: ReadonlySet<string>): void {
		for (const pair of this.since.keys()) if (!known.has(pair)) this.since.delete(pair);
	}

	threwUnattended(message: string): void {
		this.find('the first poll after a start of n8n threw', message);
	}

	/** Looks at what arrived since the last time. */
	look(n8n: N8n): void {
		for (const execution of n8n.executions.slice(this.judged)) {
			for (const item of execution.alerts as Item[]) this.take(item, execution, n8n);
		}
		this.judged = n8n.executions.length;
	}

	/** What of this source should have arrived and has not: kind and case. */
	missing(source: SourceName): Array<[string, string]> {
		return this.microsoft.customers.flatMap((customer) => {
			const since = this.since.get(pairOf(source, customer)) ?? Infinity;
			const records = customer.records.filter(({ kind }) => kind === SOURCES[source]);
			return records.flatMap((record): Array<[string, string]> => {
				const came = this.delivered.get(record) ?? [];
				const what = owed(record, came, { since, now: this.nowOf(), settings: this.settings });
				return what === undefined ? [] : [[`lost: ${what}`, this.story(record, customer)]];
			});
		});
	}

	find(kind: string, example: string): void {
		if (!this.findings.has(kind)) this.findings.set(kind, example);
	}

	/** A record and what came of it, for people. */
	private story(record: SecurityRecord, customer: Customer): string {
		const { id, kind, createdAt, versions } = record;
		const told = versions.map(({ at, visibleFrom, severity, status, group = '-' }) =>
			[at.slice(5, 19), new Date(visibleFrom).toISOString().slice(5, 19), severity, status, group].join(' '),
		);
		const came = (this.delivered.get(record) ?? []).map(
			({ execution, type, version }) =>
				`${new Date(execution.at).toISOString().slice(5, 19)} ${type} ${version?.at.slice(5, 19) ?? ''}`,
		);
		return `${customer.id.slice(0, 8)} ${kind} ${id}, created ${createdAt.slice(5, 19)}; versions ${told.join(', ')}; came ${came.join(', ') || 'never'}`;
	}

	private take(item: Item, execution: Execution, n8n: N8n): void {
		const shown = item.alert ?? item.incident;
		const kind = item.alert === undefined ? 'incident' : 'alert';
		const customer = this.microsoft.customers.find(({ id }) => id === item.tenant.id);
		const createdAt = padded(shown?.createdDateTime ?? '');
		// IDs are the same in all tenants, times of creation are not.
		const record = customer?.records.find(
			(entry) => entry.kind === kind && entry.id === shown?.id && entry.createdAt === createdAt,
		);
		if (customer === undefined || record === undefined) {
			this.find('came under another customer', JSON.stringify(item.event));
			return;
		}
		const before = this.delivered.get(record) ?? [];
		const delivery = deliveryOf(item, record, execution);
		this.delivered.set(record, [...before, delivery]);
		const wrong = [...repeats(delivery, before, record, n8n), ...unasked(delivery, record, this.settings)];
		for (const what of wrong) this.find(what, this.story(record, customer));
	}
}

function deliveryOf(
	{ event, alert, incident }: Item,
	{ versions }: SecurityRecord,
	execution: Execution,
): Delivery {
	const at = padded((alert ?? incident)?.lastUpdateDateTime ?? '');
	const version = versions.find((entry) => entry.at === at);
	const isBare = alert === undefined && incident?.alerts === undefined;
	return { execution, type: event.type, id: event.id, version, isBare };
}

function unasked(
	delivery: Delivery,
	{ foreign }: SecurityRecord,
	{ triggerOn, filters }: Settings,
): string[] {
	const { type } = delivery;
	return [
		...(foreign ? ['came although it names another tenant'] : []),
		...(triggerOn.includes(type) ? [] : [`came as ${type}, which was not asked for`]),
		...(mayPass(delivery, filters) ? [] : ['came although it does not pass the filter']),
	];
}

/** What came again though nothing that n8n did explains it. */
function repeats(now: Delivery, before: Delivery[], { versions, kind }: SecurityRecord, n8n: N8n): string[] {
	const again = [...before]
		.reverse()
		.find(({ id, version }) => id === now.id || (version !== undefined && version === now.version));
	if (again !== undefined) {
		const isSame = again.id === now.id;
		const what = isSame
			? `twice: ${now.type} ${kind}`
			: `twice: ${again.type}, then ${now.type} of one version`;
		return mayRepeat(again.execution, now.execution, n8n) ? [] : [what];
	}
	const last = before.at(-1);
	if (last?.version === undefined || now.version === undefined || now.type !== 'resolved') return [];
	const between = versions.slice(versions.indexOf(last.version), versions.indexOf(now.version));
	const isNews = between.length === 0 || between.some(({ status }) => status !== 'resolved');
	return isNews || mayRepeat(last.execution, now.execution, n8n) ? [] : [`resolved twice: ${kind}`];
}

/** Whether what n8n did between the two explains that something came again. */
function mayRepeat(one: Execution, two: Execution, n8n: N8n): boolean {
	const { poll } = one;
	if (poll.failedStarts > 0 || poll.isDiscarded) return true;
	const isPutBack = n8n.putBacks.some(
		({ at, storedAt }) => two.at > at && one.at < at && one.at >= storedAt - 1000,
	);
	if (isPutBack) return true;
	const end = n8n.ends.get(poll.process);
	if (poll.process === two.poll.process || end === undefined) return false;
	// In one transaction with its state; of several, the state says of those before the last that they are not proven.
	if (poll.mode === 'durable' && poll.starts === 1) return false;
	const polls = n8n.executions.flatMap((entry) => (entry.poll.process === poll.process ? [entry.poll] : []));
	const last = Math.max(...polls.map(({ storedAt = 0 }) => storedAt));
	return poll.storedAt === undefined || poll.storedAt >= last - LONGEST_ANSWER || one.endsAt > end;
}
