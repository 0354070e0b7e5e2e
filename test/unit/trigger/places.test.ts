import fc from 'fast-check';

import { fail } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { SourceName } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import type { PollOutcome } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { giveUpReason } from '../../../nodes/MicrosoftDefenderMssp/trigger/delivery/verdict';
import { atMinute, CONTOSO, FABRIKAM, lasting, MINUTE_MS, NOW } from '../core/builders';
import { answer } from '../transport/builders';
import type { Storing } from './modelN8n';
import { ModelN8n } from './modelN8n';
import type { ModelTenant } from './modelTenants';
import { resolvedOf } from './modelTenants';
import type { PollOptions } from './modelTrigger';
import { change, eventDataOf, eventsOf } from './modelTrigger';

const HOUR = 60;
const DAY = 24 * HOUR;
/** A place that was left for so long is gone on with; after that it begins anew. */
const GAP = 7 * DAY;
/** What "From Now" begins earlier. */
const ALLOWANCE = 15;
const NAMES: SourceName[] = ['graphAlerts', 'defenderAlerts', 'graphIncidents'];
const STORING: Storing[] = ['at activation', 'at every poll'];

const both = [resolvedOf(CONTOSO), resolvedOf(FABRIKAM)];

interface Stay {
	source: SourceName;
	/** It is on the list, beside another one that always is. */
	listed: boolean;
	/** How long nothing was polled before it, in minutes. */
	pause: number;
	/** Minutes between its polls. */
	every: number;
	/** A new alert comes before each. */
	polls: number;
	/** A change of source or list is always published. */
	begin: 'as before' | 'restarted';
}

const stay: fc.Arbitrary<Stay> = fc.record({
	source: fc.constantFrom(...NAMES),
	listed: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
	pause: fc.constantFrom(1, 20, 5 * HOUR),
	every: fc.constantFrom(1, 30, 6 * HOUR, 2 * DAY, 5 * DAY),
	polls: fc.integer({ min: 1, max: 5 }),
	begin: fc.constantFrom('as before', 'restarted'),
});

/** The trigger of one customer whose source and list change over the months. */
class Months {
	readonly findings: string[] = [];
	private minute = 0;
	private readonly contoso: ModelTenant = { alerts: [] };
	private readonly n8n: ModelN8n;
	/** Of each source: the minute of its first poll, of its last one, and of the first one after that without it. */
	private readonly known = new Map<SourceName, { since: number; last: number; left?: number }>();
	/** What came into being while it was away too long: it may be missing, and of some it is sure that it is not wanted. */
	private readonly excused = new Set<string>();
	private readonly unwanted = new Set<string>();
	private readonly created = new Map<string, number>();

	constructor(
		storing: Storing,
		private readonly lookBack = 0,
	) {
		this.n8n = new ModelN8n({ [CONTOSO.id]: this.contoso, [FABRIKAM.id]: { alerts: [] } }, storing);
	}

	async live(stays: Stay[]): Promise<string[]> {
		for (const next of stays) await this.stay(next);
		// At last each source that was read before is read once more.
		for (const [source] of this.known) {
			await this.stay({ source, listed: true, pause: 1, every: 30, polls: 3, begin: 'as before' });
		}
		this.judge();
		return this.findings;
	}

	private async stay({ source, listed, pause, every, polls, begin }: Stay): Promise<void> {
		if (begin === 'restarted') this.n8n.restart();
		else this.n8n.publish();
		this.minute += pause;
		for (let n = 0; n < polls; n += 1) {
			this.contoso.alerts.push({ id: `a${this.minute}`, createdAt: atMinute(this.minute) });
			this.minute += every;
			this.leave(listed ? source : undefined);
			if (listed) this.return(source);
			const outcome = await this.n8n.poll(this.minute, {
				listed: [resolvedOf(FABRIKAM), ...(listed ? [resolvedOf(CONTOSO)] : [])],
				config: { source: SOURCES[source], lookBackMs: this.lookBack * MINUTE_MS },
			});
			this.note(source, outcome);
		}
	}

	/** It is read now: of a long time without it, only what First Run reaches is wanted. */
	private return(source: SourceName): void {
		const place = this.known.get(source);
		const start = this.minute - Math.max(this.lookBack, ALLOWANCE);
		if (place !== undefined) {
			const older = this.contoso.alerts.filter(({ createdAt }) => (createdAt ?? '') < atMinute(start));
			for (const { id, createdAt } of older) {
				const key = `${source} ${id}`;
				if (this.minute - place.last > GAP) this.excused.add(key);
				// After a restart n8n may have forgotten a day.
				const isLongBefore = (createdAt ?? '') < atMinute(start - DAY);
				const wasAway = this.minute - (place.left ?? this.minute) > GAP;
				if (wasAway && isLongBefore && !this.created.has(`${key} created`)) this.unwanted.add(key);
			}
		}
		this.known.set(source, { since: place?.since ?? this.minute, last: this.minute });
	}

	private leave(read: SourceName | undefined): void {
		for (const [source, place] of this.known) {
			if (source !== read) this.known.set(source, { left: this.minute, ...place });
		}
	}

	private note(source: SourceName, outcome: PollOutcome): void {
		for (const event of eventsOf(outcome)) {
			const key = `${source} ${event}`;
			this.created.set(key, (this.created.get(key) ?? 0) + 1);
		}
	}

	private judge(): void {
		for (const [key, count] of this.created) {
			if (count > 1) this.findings.push(`${key} came ${count} times`);
			if (this.unwanted.has(key.replace(/ created$/, ''))) this.findings.push(`${key} was not wanted`);
		}
		for (const [source, { since, last }] of this.known) {
			for (const { id, createdAt } of this.contoso.alerts) {
				const isDue = createdAt !== null && createdAt >= atMinute(since) && createdAt <= atMinute(last);
				if (!isDue || this.excused.has(`${source} ${id}`)) continue;
				if (!this.created.has(`${source} ${id} created`)) this.findings.push(`${source} ${id} is missing`);
			}
		}
	}
}

describe('the place of a customer in a source', () => {
	it.each(
		STORING.flatMap((storing) => [0, 3 * DAY, 20 * DAY].map((lookBack) => [storing, lookBack] as const)),
	)(
		'is kept through changes of source and list, and restarts: nothing comes twice, nothing is missing (n8n stores %s, look back %d minutes)',
		async (storing, lookBack) => {
			await fc.assert(
				fc.asyncProperty(fc.array(stay, { minLength: 2, maxLength: 8 }), async (stays) => {
					expect(await new Months(storing, lookBack).live(stays)).toEqual([]);
				}),
				{ numRuns: 40 },
			);
		},
	);
});

describe('a customer that was off the list, or a source that was not read,', () => {
	const WITHOUT: Array<[string, PollOptions]> = [
		['off the list', { listed: [resolvedOf(FABRIKAM)] }],
		['another source', { listed: both, config: { source: SOURCES.defenderAlerts } }],
	];

	/** Contoso is read, left for so many minutes and read again: what the polls after that deliver. */
	async function backAfter(away: number, without: PollOptions, lookBack = 0): Promise<string[]> {
		const contoso: ModelTenant = { alerts: [{ id: 'delivered', createdAt: atMinute(0) }] };
		const n8n = new ModelN8n({ [CONTOSO.id]: contoso, [FABRIKAM.id]: { alerts: [] } }, 'at activation');
		const as = { listed: both, config: { lookBackMs: lookBack * MINUTE_MS } };
		await n8n.poll(1, as);
		n8n.publish();
		await n8n.poll(2, without);
		contoso.alerts.push(
			{ id: 'meanwhile', createdAt: atMinute(3) },
			{ id: 'at-last', createdAt: atMinute(2 + away) },
		);
		n8n.publish();
		const polls = [await n8n.poll(2 + away, as), await n8n.poll(33 + away, as)];
		return polls.flatMap(eventsOf);
	}

	it.each(WITHOUT)('is gone on with without a gap for seven days (%s)', async (_how, without) => {
		expect(await backAfter(GAP, without)).toEqual(['meanwhile created', 'at-last created']);
	});

	it.each(WITHOUT)('begins anew after that (%s)', async (_how, without) => {
		expect(await backAfter(GAP + 1, without)).toEqual(['at-last created']);
		expect(await backAfter(29 * DAY, without)).toEqual(['at-last created']);
	});

	it.each(WITHOUT)(
		'repeats nothing when First Run reaches over what was delivered before (%s)',
		async (_how, without) => {
			const delivered = ['meanwhile created', 'at-last created'];
			for (const away of [GAP + 1, 29 * DAY]) {
				expect(await backAfter(away, without, away + HOUR)).toEqual(delivered);
				expect(await backAfter(away, without, away - HOUR)).toEqual(['at-last created']);
			}
		},
	);

	it('tells a change of an alert from before its new beginning as one, and what changed', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0), part: { status: 'new' } }] };
		const n8n = new ModelN8n({ [CONTOSO.id]: contoso }, 'at activation');
		const as = { listed: both, config: { events: ['created', 'updated'] as const } };
		await n8n.poll(1, as);
		await n8n.poll(2, { listed: [resolvedOf(FABRIKAM)] });
		change(contoso, 'a', atMinute(20 * DAY), { status: 'inProgress' });
		expect(eventDataOf(await n8n.poll(20 * DAY, as))).toMatchObject([
			{ type: 'updated', changes: { status: { from: 'new', to: 'inProgress' } } },
		]);
	});

	it('does not begin anew at each poll that fails, so that nothing is lost until one does not', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const n8n = new ModelN8n({ [CONTOSO.id]: contoso, [FABRIKAM.id]: { alerts: [] } }, 'at activation');
		const only = { listed: [resolvedOf(CONTOSO)] };
		await n8n.poll(0, only);
		await n8n.poll(1, { listed: [resolvedOf(FABRIKAM)] });
		contoso.fault = () => answer(503);
		for (let hour = 0; hour < 3; hour += 1) {
			const outcome = await n8n.poll(20 * DAY + hour * HOUR, only);
			const reason = giveUpReason(outcome, outcome.handedOver, false, NOW + 99 * DAY * MINUTE_MS);
			n8n.keep(reason?.state);
		}
		contoso.fault = undefined;
		contoso.alerts.push(
			{ id: 'old', createdAt: atMinute(DAY) },
			{ id: 'new', createdAt: atMinute(20 * DAY + 1) },
		);
		expect(eventsOf(await n8n.poll(20 * DAY + 3 * HOUR, only))).toEqual(['new created']);
	});

	it.each([12, 40])(
		'is not one that is listed by a domain that cannot be looked up for %d days',
		async (days) => {
			const contoso: ModelTenant = { alerts: [] };
			const n8n = new ModelN8n({ [CONTOSO.id]: contoso }, 'at activation');
			const domain = 'contoso.example';
			const resolved = fail(lasting({ kind: 'tenantUnknown' }));
			const unknown = { listed: [{ reference: domain, shown: { ...CONTOSO, id: domain }, resolved }] };
			const known = { listed: [resolvedOf(CONTOSO, domain)] };
			await n8n.poll(0, known);
			contoso.alerts.push({ id: 'meanwhile', createdAt: atMinute(5) });
			for (let day = 1; day < days; day += 1) await n8n.poll(day * DAY, unknown);
			expect(eventsOf(await n8n.poll(days * DAY, known))).toEqual(['meanwhile created']);
		},
	);

	it('is not one that is named by its domain instead of its ID', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const n8n = new ModelN8n({ [CONTOSO.id]: contoso }, 'at activation');
		await n8n.poll(0, { listed: [resolvedOf(CONTOSO)] });
		const byDomain = { listed: [resolvedOf(CONTOSO, 'contoso.example')] };
		await n8n.poll(1, byDomain);
		contoso.alerts.push({ id: 'a', createdAt: atMinute(5) });
		expect(eventsOf(await n8n.poll(20 * DAY, byDomain))).toEqual(['a created']);
		contoso.alerts.push({ id: 'b', createdAt: atMinute(20 * DAY + 5) });
		expect(eventsOf(await n8n.poll(21 * DAY, { listed: [resolvedOf(CONTOSO)] }))).toEqual(['b created']);
	});
});

describe('a list that has other customers at each poll', () => {
	const customer = (n: number) => {
		const id = `${String(n).padStart(8, '0')}-7777-4777-8777-777777777777`;
		return { id, name: `Customer ${n}`, labels: {} };
	};

	it('leaves a state that is bounded, with the places of those that left last', async () => {
		const n8n = new ModelN8n({}, 'at every poll');
		const listedAt = (poll: number) =>
			Array.from({ length: 25 }, (_, n) => customer(poll * 25 + n)).map(({ id, ...rest }, n) =>
				resolvedOf({ id, ...rest }, n % 2 === 0 ? id : `c${poll * 25 + n}.example`),
			);
		for (let poll = 0; poll < 60; poll += 1) await n8n.poll(poll, { listed: listedAt(poll) });
		const size = n8n.size();
		for (let poll = 60; poll < 80; poll += 1) await n8n.poll(poll, { listed: listedAt(poll) });
		expect(n8n.size()).toBeLessThan(size * 1.01);
		const { checkpoints, begins, unlisted } = n8n.state();
		const most = 1_000 + 2 * 25 + 25;
		for (const part of [checkpoints, begins, unlisted])
			expect(Object.keys(part).length).toBeLessThanOrEqual(most);
		const [lately] = listedAt(78);
		expect(Object.keys(checkpoints)).toContain(`graphAlerts|${lately?.shown.id}`);
	});

	it('keeps nothing of them for more than a month', async () => {
		const n8n = new ModelN8n({}, 'at every poll');
		await n8n.poll(0, { listed: [resolvedOf(CONTOSO, 'contoso.example'), resolvedOf(FABRIKAM)] });
		await n8n.poll(1, { listed: [resolvedOf(FABRIKAM)] });
		expect(JSON.stringify(n8n.state())).toContain(CONTOSO.id);
		await n8n.poll(8 * DAY, { listed: [resolvedOf(FABRIKAM)] });
		expect(Object.keys(n8n.state().begins)).toEqual([`graphAlerts|${FABRIKAM.id}`]);
		await n8n.poll(31 * DAY, { listed: [resolvedOf(FABRIKAM)] });
		expect(JSON.stringify(n8n.state())).not.toContain(CONTOSO.id);
		expect(n8n.state().unlisted).toEqual({});
	});
});
