import { atMinute } from '../core/builders';
import type { VirtualCustomer, VirtualPoll } from './virtualTrigger';
import { virtualCustomers, virtualTrigger } from './virtualTrigger';

/** Gives each an alert of this minute. */
function addAlerts(customers: VirtualCustomer[], minute: number): void {
	for (const { alerts } of customers) alerts.push({ id: `a${minute}`, createdAt: atMinute(minute) });
}

const askedOf = ({ asked }: VirtualPoll) => new Set(asked);

/** When the alerts of these customers were handed over, milliseconds after the poll began; Infinity: they were not. */
function delaysOf({ handOvers }: VirtualPoll, customers: VirtualCustomer[]): number[] {
	return customers.map(({ tenant: { name } }) => {
		const found = handOvers.find(({ ids }) => ids.some((id) => id.startsWith(`${name} `)));
		return found?.afterMs ?? Infinity;
	});
}

const warm = async (trigger: ReturnType<typeof virtualTrigger>) => {
	await trigger.poll(0);
};

describe('customers that answer slowly', () => {
	it.each([1, 30])(
		'%i of 100 with 29 s a page move the others by three seconds at most, once that is known',
		async (slowOnes) => {
			const customers = virtualCustomers(100, 100);
			const trigger = virtualTrigger(customers);
			await warm(trigger);
			const [slow, others] = [customers.slice(0, slowOnes), customers.slice(slowOnes)];
			for (const one of slow) one.latency = () => 29_000;
			for (const minute of [1, 2, 3]) {
				addAlerts(customers, minute);
				const poll = await trigger.poll(minute);
				const most = minute === 1 && slowOnes > 10 ? 10_000 : 3_500;
				expect(Math.max(...delaysOf(poll, others))).toBeLessThanOrEqual(most);
			}
		},
	);

	it('of which requests hang at 30 of 100 cost the others no poll', async () => {
		const customers = virtualCustomers(100, 300);
		const trigger = virtualTrigger(customers);
		await warm(trigger);
		const others = customers.filter((_, n) => n % 10 >= 3);
		for (const one of customers) if (!others.includes(one)) one.latency = () => Infinity;
		for (const minute of [1, 2, 3, 4]) {
			addAlerts(customers, minute);
			const poll = await trigger.poll(minute);
			expect(delaysOf(poll, others).filter((ms) => ms === Infinity)).toEqual([]);
		}
	});

	it('get their own alerts handed over as they come', async () => {
		const customers = virtualCustomers(3, 100);
		const [slow] = customers;
		const trigger = virtualTrigger(customers, { overlapMs: 60_000 });
		await warm(trigger);
		if (slow !== undefined) slow.latency = () => 29_000;
		addAlerts(customers, 1);
		const { handOvers } = await trigger.poll(1);
		expect(handOvers.map(({ afterMs, ids }) => [Math.floor(afterMs / 1000), ids.length])).toEqual([
			[2, 2],
			[29, 1],
		]);
	});
});

describe('Tenants at a Time', () => {
	const thousand = () => virtualCustomers(1_000, 300);

	it('that is not set rises so that 1,000 customers at 300 ms are read in one poll', async () => {
		const customers = thousand();
		const poll = await virtualTrigger(customers).poll(0);
		expect(askedOf(poll).size).toBe(1_000);
		expect(poll.tookMs).toBeLessThan(35_000);
		expect(poll.mostAtATime).toBeLessThanOrEqual(50);
	});

	it('that is set is kept to', async () => {
		const poll = await virtualTrigger(thousand(), { concurrency: 10, mostConcurrency: undefined }).poll(0);
		expect(poll.mostAtATime).toBe(10);
	});

	it('that is not set stays where it is as long as that is enough', async () => {
		expect((await virtualTrigger(virtualCustomers(100, 300)).poll(0)).mostAtATime).toBe(10);
	});

	it.each([429, 503])('falls back when customers answer %i', async (status) => {
		const customers = virtualCustomers(1_000, 300);
		for (const one of customers) one.status = status;
		expect((await virtualTrigger(customers).poll(0)).mostAtATime).toBe(10);
	});

	it('does not fall back for one customer that fails', async () => {
		const customers = thousand();
		for (const one of customers.slice(0, 5)) one.status = 503;
		const poll = await virtualTrigger(customers).poll(0);
		expect(askedOf(poll).size).toBe(1_000);
	});
});

describe('waves', () => {
	it('are none where everything comes fast: one hand-over, at the end', async () => {
		const customers = virtualCustomers(100, 250);
		const trigger = virtualTrigger(customers);
		await warm(trigger);
		addAlerts(customers, 1);
		const { handOvers } = await trigger.poll(1);
		expect(handOvers.map(({ ids }) => ids.length)).toEqual([100]);
	});

	it('come every few seconds while many are being read, each alert in one of them, and none is empty', async () => {
		const customers = virtualCustomers(200, 1_000);
		const trigger = virtualTrigger(customers, { concurrency: 10, mostConcurrency: undefined });
		await warm(trigger);
		addAlerts(customers, 1);
		const { handOvers, ids } = await trigger.poll(1);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toHaveLength(200);
		expect(handOvers.length).toBeGreaterThanOrEqual(4);
		for (const [index, { ids: some, afterMs }] of handOvers.entries()) {
			expect(some.length).toBeGreaterThan(0);
			const before = handOvers[index - 1]?.afterMs ?? 0;
			expect(index === handOvers.length - 1 || afterMs - before >= (index === 0 ? 2_000 : 5_000)).toBe(true);
		}
	});

	it('hold to Max Items per Poll over all of them, and what is left comes at the next polls', async () => {
		const customers = virtualCustomers(100, 1_000);
		const trigger = virtualTrigger(customers, { maxItems: 60, concurrency: 10, mostConcurrency: undefined });
		await warm(trigger);
		addAlerts(customers, 1);
		const polls = [await trigger.poll(1), await trigger.poll(2), await trigger.poll(3)];
		expect(polls.map(({ ids }) => ids.length)).toEqual([60, 40, 0]);
		expect(new Set(polls.flatMap(({ ids }) => ids)).size).toBe(100);
	});

	it.each([0, 5])(
		'lose and repeat nothing over many polls, with a settle delay of %i minutes',
		async (settle) => {
			const customers = virtualCustomers(20, 100);
			for (const [n, one] of customers.entries()) one.latency = (request) => (n * 700 * request) % 9_000;
			const settleMs = settle * 60_000;
			const trigger = virtualTrigger(customers, { maxItems: 30, concurrency: 3, settleMs });
			await warm(trigger);
			const came: string[] = [];
			for (let minute = 1; minute < 40; minute += 1) {
				if (minute < 20)
					for (const [n, { alerts }] of customers.entries())
						for (let k = 0; k < n % 3; k += 1)
							alerts.push({ id: `m${minute}-${k}`, createdAt: atMinute(minute) });
				came.push(...(await trigger.poll(minute)).ids);
			}
			const due = customers.flatMap(({ tenant, alerts }) => alerts.map(({ id }) => `${tenant.name} ${id}`));
			expect(came.sort()).toEqual(due.sort());
		},
	);
});
