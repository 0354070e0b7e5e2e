import type { IHttpRequestOptions } from 'n8n-workflow';

import type { History, SourceName, Step, StepOf } from './history';
import { SOURCES } from './history';
import { Judge, pairOf } from './judge';
import type { Customer } from './microsoft';
import { Microsoft } from './microsoft';
import { N8n, setEnvironment } from './n8n';
import type { SecurityRecord, Version } from './records';
import { lastOf, stamp } from './records';
import { VirtualTime } from './virtualTime';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const START = Date.UTC(2030, 0, 7, 9, 0, 0);
/** Alerts that share one time go beyond a page only where all can be read: see "Not guaranteed". */
const FEW = 60;
/** Polls without anything new, five minutes apart, after which what is missing will not come. */
const MOST_IDLE_POLLS = 48;

/** Plays a history, and holds at its end what arrived against what should have. */
export class Life {
	private readonly time = new VirtualTime(START);
	private readonly microsoft: Microsoft;
	private readonly n8n: N8n;
	private readonly judge: Judge;
	private readonly listed: Set<Customer>;
	private readonly used = new Set<SourceName>();
	private source: SourceName;
	private hasBadEntry = false;
	private random: number;

	constructor(private readonly history: History) {
		const { oddities, settings, mode, seed, skewMinutes, entraDownMinutes } = history;
		this.random = seed;
		this.source = settings.source;
		this.time.skewMs = skewMinutes * MINUTE;
		this.microsoft = new Microsoft(this.time, oddities);
		this.microsoft.entraDownUntil = START + entraDownMinutes * MINUTE;
		this.listed = new Set(this.microsoft.customers.slice(1));
		this.judge = new Judge(settings, this.microsoft, () => this.time.now);
		const world = {
			request: async (options: IHttpRequestOptions, process: number) =>
				await this.microsoft.request(options, process),
			parameters: () => this.parameters(),
			pairs: () => [...this.listed].map((customer) => pairOf(this.source, customer)),
			dice: (most: number) => this.dice(most),
		};
		this.n8n = new N8n(this.time, world, mode, this.judge);
	}

	/** What was wrong, in words that are the same for one kind. */
	async play(): Promise<string[]> {
		this.time.install();
		try {
			this.used.add(this.source);
			void this.n8n.boot(true);
			await this.pass(5 * SECOND);
			for (const step of this.history.steps) await this.take(step);
			await this.end();
		} finally {
			this.time.uninstall();
			setEnvironment();
		}
		return [...this.judge.findings].map(([kind, example]) => `${kind} (${example})`);
	}

	private readonly steps: { [K in Step['kind']]: (step: StepOf<K>) => Promise<void> | void } = {
		polls: async ({ count, everySeconds }) => {
			for (let poll = 0; poll < count; poll += 1) await this.poll(everySeconds * SECOND);
		},
		raise: (step) => {
			this.raise(step);
		},
		change: (step) => {
			this.change(step);
		},
		fault: ({ customer, fault, minutes }) => {
			this.customer(customer).fault = { kind: fault, until: this.time.now + minutes * MINUTE };
		},
		outage: ({ entraOnly, minutes }) => {
			const name = entraOnly ? 'entraDownUntil' : 'unreachableUntil';
			this.microsoft[name] = this.time.now + minutes * MINUTE;
		},
		crash: async (step) => {
			await this.crash(step);
		},
		trouble: ({ seconds, ...trouble }) => {
			// Before 2.36 n8n tells nobody, so nothing can be promised then.
			if (this.n8n.mode === 'old') return;
			this.n8n.trouble = { ...trouble, until: this.time.now + seconds * SECOND };
		},
		runs: ({ ms }) => {
			this.n8n.runMs = ms;
		},
		putBack: ({ steps }) => {
			this.n8n.putBack(steps);
		},
		list: async ({ customer: index, publish }) => {
			const customer = this.customer(index);
			if (!this.listed.delete(customer) || this.listed.size === 0) this.listed.add(customer);
			if (publish) await this.publish();
		},
		badEntry: () => {
			this.hasBadEntry = !this.hasBadEntry;
		},
		source: async () => {
			const { source } = this.history.settings;
			const other = source === 'graphIncidents' ? 'graphAlerts' : 'graphIncidents';
			await this.changeSource(this.source === source ? other : source);
		},
		clock: ({ minutes }) => {
			this.time.skewMs += minutes * MINUTE;
		},
	};

	private async take<K extends Step['kind']>(step: StepOf<K>): Promise<void> {
		const { kind }: { kind: K } = step;
		await this.steps[kind](step);
	}

	private async changeSource(source: SourceName): Promise<void> {
		this.source = source;
		this.used.add(source);
		await this.publish();
	}

	private async publish(): Promise<void> {
		void this.n8n.publish();
		await this.pass(SECOND);
	}

	private async poll(wait: number): Promise<void> {
		await this.pass(wait);
		if (this.n8n.isGivenUp) {
			// A person sees why and mends it.
			this.hasBadEntry = false;
			await this.publish();
		}
		void this.n8n.tick();
		await this.pass(this.dice(4) * SECOND);
	}

	private async crash({ afterMs, downMinutes, mode }: StepOf<'crash'>): Promise<void> {
		const { n8n } = this;
		void n8n.tick();
		n8n.diesBetweenWrites = afterMs === 'betweenWrites';
		await this.pass(afterMs === 'betweenWrites' ? 60 * SECOND : afterMs);
		n8n.kill();
		await this.pass(downMinutes * MINUTE);
		if (mode !== undefined && n8n.mode !== 'old') n8n.mode = mode;
		void n8n.boot();
		await this.pass(SECOND);
	}

	private async pass(ms: number): Promise<void> {
		await this.time.to(this.time.now + ms);
		this.judge.look(this.n8n);
	}

	private raise({ customer: index, version, odd, ...step }: StepOf<'raise'>): void {
		const customer = this.customer(index);
		const kind = (SOURCES[this.source] === 'alert') === step.other ? 'incident' : 'alert';
		const count = this.isForMany(customer) && kind === 'alert' ? step.count : Math.min(step.count, FEW);
		const shared = this.dice(9_999);
		const visibleFrom = this.time.now + step.lateMinutes * MINUTE + this.dice(20) * SECOND;
		const isOdd = odd !== undefined && (odd !== 'timeless' || customer.oddities.ignoresFilter);
		const now = this.time.now + (odd === 'ahead' ? 30 * 60 * MINUTE : 0);
		for (let place = 0; place < count; place += 1) {
			const at = step.tied ? stamp(now, shared) : stamp(now - place, this.dice(9_999));
			const createdAt = step.ageHours === 0 ? at : stamp(this.time.now - step.ageHours * 60 * MINUTE, place);
			customer.records.push({
				id: String(customer.records.length + 1),
				kind,
				createdAt,
				versions: [{ ...version, at, visibleFrom }],
				...(isOdd && { [odd]: true }),
			});
		}
	}

	private isForMany({ oddities: { page, ignoresFilter, links } }: Customer): boolean {
		const { maxItems, executionPer } = this.history.settings;
		const isReadable = page === Infinity && !ignoresFilter && links !== 'refused';
		return isReadable && maxItems > 4 && executionPer !== 'alert';
	}

	private change({ customer, record: index, lateMinutes, to }: StepOf<'change'>): void {
		const { records } = this.customer(customer);
		const record: SecurityRecord | undefined = records[index % Math.max(1, records.length)];
		if (record === undefined || record.timeless) return;
		const before = lastOf(record);
		const at = stamp(this.time.now, this.dice(9_999));
		if (at <= before.at) return;
		const visibleFrom = Math.max(
			before.visibleFrom + 1,
			this.time.now + lateMinutes * MINUTE + this.dice(10) * SECOND,
		);
		const version: Version = { ...before, ...to, at, visibleFrom };
		record.versions.push(version);
	}

	/** All is well again; whatever is due has to come now. */
	private async end(): Promise<void> {
		const { n8n, microsoft, time } = this;
		for (const customer of microsoft.customers) customer.fault = undefined;
		Object.assign(microsoft, { unreachableUntil: 0, entraDownUntil: 0 });
		n8n.trouble = undefined;
		n8n.runMs = 500;
		for (const customer of microsoft.customers) this.listed.add(customer);
		for (const source of this.used) {
			if (source !== this.source) await this.changeSource(source);
			await this.calm(source);
		}
		for (const id of microsoft.askedUnsorted)
			this.judge.find('asked unsorted for the refusal of another customer', id);
		n8n.kill();
		await this.pass(2 * MINUTE);
		void n8n.boot();
		for (let count = 0; count < 3; count += 1) await this.poll(MINUTE);
		await time.to(time.now + MINUTE);
		this.judge.look(n8n);
	}

	private async calm(source: SourceName): Promise<void> {
		const { customers } = this.microsoft;
		const records = customers.flatMap((customer) =>
			customer.records.filter(({ kind }) => kind === SOURCES[source]),
		);
		const shownBy = Math.max(0, ...records.map((record) => lastOf(record).visibleFrom));
		for (const end = this.time.now + 45 * MINUTE; this.time.now < end;) await this.poll(5 * MINUTE);
		while (this.time.now < shownBy + 35 * MINUTE) await this.poll(25 * MINUTE);
		let missing = this.judge.missing(source);
		for (let idle = 0; missing.length > 0 && idle < MOST_IDLE_POLLS; idle += 1) {
			await this.poll(5 * MINUTE);
			const still = this.judge.missing(source);
			if (still.length < missing.length) idle = 0;
			missing = still;
		}
		for (const [kind, example] of missing) this.judge.find(kind, example);
	}

	private customer(index: number): Customer {
		const { customers } = this.microsoft;
		const customer = customers[index % customers.length];
		if (customer === undefined) throw new Error('A history has customers.');
		return customer;
	}

	private parameters(): Record<string, unknown> {
		const { triggerOn, filters, lookBackHours, maxItems, executionPer, settleMinutes } =
			this.history.settings;
		const tenants = [...this.listed].map(({ id }) => ({ id, name: id.slice(0, 8) }));
		return {
			authentication: 'appOnly',
			source: this.source,
			triggerOn,
			customerTenants: 'json',
			tenantsJson: JSON.stringify([...tenants, ...(this.hasBadEntry ? [{ id: 'no tenant' }] : [])]),
			simplify: true,
			filters,
			options: {
				maxItems,
				executionPer,
				settleMinutes,
				...(lookBackHours > 0 && { firstRun: 'lookBack', lookBackHours }),
			},
		};
	}

	/** From 0 to `most`. */
	private dice(most: number): number {
		this.random = (Math.imul(this.random, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((this.random / 2 ** 32) * (most + 1));
	}
}
