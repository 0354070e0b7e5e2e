import { SOURCES } from '../../nodes/MicrosoftDefenderMssp/sources';
import type { DirectEmulator, Fault, Tenant } from '../emulator';
import { createDirectEmulator } from '../emulator';
import type { DirectPoll } from '../support/killers';
import {
	add,
	ago,
	ALERT_SOURCES,
	createDirectTrigger,
	endlessBacklog,
	HOUR_MS,
	MINUTE_MS,
	numbered,
	START,
	SWEEP_PAUSE_MS,
} from '../support/killers';
import { TENANT_IDS } from '../support/mssp';

const sorted = (lists: string[][]) => lists.flat().sort();

describe('what kills a poller by its size, against the emulator without sockets', () => {
	const clock = { now: START };
	let cloud: DirectEmulator;
	beforeEach(() => {
		clock.now = START;
		cloud = createDirectEmulator({ now: () => clock.now, maxRecordedRequests: 0 });
	});

	const addTenant = (index: number): Tenant =>
		cloud.addTenant({
			id: `70000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
			displayName: `Customer ${index}`,
			domains: [`c${index}.example`],
		});

	it.each(ALERT_SOURCES)(
		'3,000 alerts of one time arrive over page edges and polls, once (%s)',
		async (source) => {
			const tenant = addTenant(0);
			const titles = numbered(3000);
			for (const title of titles) add(source, tenant, title, ago(3 * HOUR_MS, START));
			add(source, tenant, 'younger', ago(MINUTE_MS, START));
			const config = { source: SOURCES[source], lookBackMs: 4 * HOUR_MS };
			const trigger = createDirectTrigger({ cloud, clock, tenants: [tenant], config });
			const polls = await trigger.drain(2);
			expect(Math.max(...polls.map((poll) => poll.titles.length))).toBeLessThanOrEqual(1000);
			expect(sorted(polls.map((poll) => poll.titles))).toEqual([...titles, 'younger']);
			expect(polls.flatMap(({ health }) => health)).toEqual([]);
			clock.now += SWEEP_PAUSE_MS;
			expect((await trigger.poll()).titles).toEqual([]);
		},
	);

	it('of 500 customers 50 are broken: the alerts of 450 arrive, the 50 are told once each, and nothing comes twice', async () => {
		const tenants = Array.from({ length: 500 }, (_, index) => addTenant(index));
		const faults: Fault[] = [
			{ api: 'graph', respond: { status: 503 } },
			{ api: 'graph', respond: { status: 403, body: { error: { code: 'Forbidden', message: 'x' } } } },
			{ api: 'graph', truncateJson: true },
			{ api: 'graph', resetConnection: true },
			{ api: 'graph', throttle: { retryAfterSeconds: 90 } },
		];
		const isBroken = (index: number) => index % 10 === 3;
		for (const [index, tenant] of tenants.entries()) {
			const fault = faults[Math.floor(index / 10) % faults.length];
			if (isBroken(index) && fault !== undefined) tenant.addFault(fault);
			add('graphAlerts', tenant, `of ${index}`, ago(0, START));
		}
		const config = { concurrency: 10, lookBackMs: HOUR_MS };
		const trigger = createDirectTrigger({ cloud, clock, tenants, config, latencyMs: 5 });
		const minutes: DirectPoll[] = [];
		for (let minute = 0; minute < 12; minute += 1) {
			minutes.push(await trigger.poll());
			clock.now += MINUTE_MS;
		}
		const works = tenants.map((_, index) => index).filter((index) => !isBroken(index));
		expect(minutes[0]?.titles.sort()).toEqual(works.map((index) => `of ${index}`).sort());
		expect(minutes.slice(1).flatMap((poll) => poll.titles)).toEqual([]);
		const told = minutes.flatMap((poll) => poll.health);
		expect(told.map(({ event, tenant }) => `${event.type} ${tenant.name}`).sort()).toEqual(
			tenants
				.filter((_, index) => isBroken(index))
				.map(({ displayName }) => `degraded ${displayName}`)
				.sort(),
		);
		expect(Math.max(...minutes.map(({ tookMs }) => tookMs))).toBeLessThan(36_000);
		for (const tenant of tenants) tenant.clearFaults();
		clock.now += 11 * MINUTE_MS;
		const mended = await trigger.drain(1);
		const broken = tenants.map((_, index) => index).filter(isBroken);
		expect(sorted(mended.map((poll) => poll.titles))).toEqual(broken.map((index) => `of ${index}`).sort());
		expect(mended.flatMap(({ health }) => health.map(({ event }) => event.type))).toEqual(
			Array(50).fill('recovered'),
		);
		clock.now += SWEEP_PAUSE_MS;
		expect((await trigger.poll()).titles).toEqual([]);
	});

	describe.each([
		['graphAlerts', 200_000],
		['defenderAlerts', 18_000],
	] as const)('a backlog (%s, %d alerts of 30 days)', (source, count) => {
		let polls: DirectPoll[];
		let delivered: Map<string, number>;
		beforeAll(async () => {
			clock.now = START;
			const config = { source: SOURCES[source], maxItems: 10_000, lookBackMs: 31 * 24 * HOUR_MS };
			const own = endlessBacklog(count, (30 * 24 * HOUR_MS) / count, START);
			const tenants = [{ id: TENANT_IDS.contoso, displayName: 'Contoso' }];
			const setup = { cloud: own, clock, tenants, config, budgetMs: 36_000, latencyMs: 800 };
			const trigger = createDirectTrigger(setup);
			polls = await trigger.drain(3);
			clock.now += SWEEP_PAUSE_MS;
			polls.push(...(await trigger.drain(1)));
			({ delivered } = trigger);
		}, 120_000);

		it('arrives whole', () => {
			const came = new Set(polls.flatMap((poll) => poll.titles));
			expect(came.size).toBe(count);
			expect(polls.at(-1)?.titles).toEqual([]);
		});

		it('arrives once', () => {
			const repeated = [...delivered.values()].filter((times) => times > 1);
			expect(repeated).toHaveLength(0);
			expect(polls.flatMap((poll) => poll.titles)).toHaveLength(count);
		});

		it('leaves a state below 1.5 MB, and one below 2.5 MB while it holds a hand-over not known to have arrived', () => {
			expect(polls.at(-1)?.stateSize).toBeLessThan(1_500_000);
			expect(Math.max(...polls.map(({ stateSize }) => stateSize))).toBeLessThan(2_500_000);
		});

		it('keeps each poll within the time n8n gives, the requests Microsoft allows and the items asked for', () => {
			expect(Math.max(...polls.map(({ tookMs }) => tookMs))).toBeLessThan(36_000);
			expect(Math.max(...polls.map(({ requests }) => requests))).toBeLessThanOrEqual(45);
			expect(Math.max(...polls.map((poll) => poll.titles.length))).toBeLessThanOrEqual(10_000);
		});
	});
});
