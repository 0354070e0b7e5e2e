import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { atMinute, MINUTE_MS, NOW } from '../core/builders';
import type { VirtualPoll } from './virtualTrigger';
import { virtualCustomers, virtualTrigger } from './virtualTrigger';

const DAY_MINUTES = 24 * 60;
const CUSTOMERS = 40;
const ALERTS = 120;
const MAX_ITEMS = 200;

/** Alerts of a day before now, evenly. */
const backlogOf = (count: number) =>
	Array.from({ length: count }, (_, n) => ({
		id: `old${n}`,
		createdAt: atMinute(-DAY_MINUTES + 60 + (n * (DAY_MINUTES - 120)) / count),
	}));

/** Spans that end, which only older alerts have. */
const isOlder = (url: URL) => url.searchParams.get('$filter')?.includes(' le ') === true;

describe('a look-back over many customers with much waiting', () => {
	async function drained() {
		const customers = virtualCustomers(CUSTOMERS, 200);
		for (const { alerts } of customers.slice(2)) alerts.push(...backlogOf(ALERTS));
		const [quiet, small, busy] = customers;
		small?.alerts.push(...backlogOf(10));
		const trigger = virtualTrigger(customers, { lookBackMs: DAY_MINUTES * MINUTE_MS, maxItems: MAX_ITEMS });
		const polls: VirtualPoll[] = [];
		const total = () => customers.reduce((sum, { alerts }) => sum + alerts.length, 0);
		const came = () => polls.reduce((sum, { ids }) => sum + ids.length, 0);
		for (let minute = 0; minute < 100 && (minute < 3 || came() < total()); minute += 1) {
			if (minute < 20)
				for (const one of [quiet, busy])
					one?.alerts.push({
						id: `new${minute}`,
						createdAt: new Date(NOW + minute * MINUTE_MS - 1_000).toISOString().replace('Z', '0000Z'),
					});
			polls.push(await trigger.poll(minute));
		}
		return { customers, polls };
	}
	const all = drained();

	it('reads everybody in the first poll', async () => {
		const [first] = (await all).polls;
		expect(new Set(first?.asked).size).toBe(CUSTOMERS);
	});

	it('hands over new alerts in the poll in which they can be seen, of a quiet customer and of one with a backlog', async () => {
		const { polls } = await all;
		for (let minute = 0; minute < 20; minute += 1)
			expect(polls[minute]?.ids).toEqual(
				expect.arrayContaining([`Customer 0 new${minute}`, `Customer 2 new${minute}`]),
			);
	});

	it('hands over all of it, each alert once, in as few polls as there are items', async () => {
		const { customers, polls } = await all;
		const ids = polls.flatMap((poll) => poll.ids);
		const due = customers.flatMap(({ tenant, alerts }) => alerts.map(({ id }) => `${tenant.name} ${id}`));
		expect(ids.sort()).toEqual(due.sort());
		expect(polls.length).toBeLessThanOrEqual(Math.ceil(due.length / MAX_ITEMS) * 1.15 + 1);
		expect(polls.every((poll) => poll.ids.length <= MAX_ITEMS)).toBe(true);
	});

	it('does not let a customer with little wait for those with much', async () => {
		const { polls } = await all;
		const last = Math.max(
			...polls.map(({ ids }, poll) => (ids.some((id) => id.startsWith('Customer 1 ')) ? poll : 0)),
		);
		expect(last).toBeLessThanOrEqual(Math.ceil((CUSTOMERS * 50) / MAX_ITEMS) + 1);
	});

	it('reads hardly a page twice', async () => {
		const { polls } = await all;
		const pages = polls.flatMap(({ urls }) => urls).filter(isOlder).length;
		const sweeps = CUSTOMERS;
		expect(pages - sweeps).toBeLessThanOrEqual(((CUSTOMERS - 2) * Math.ceil(ALERTS / 50) + 1) * 1.05);
	});

	it('remembers little of it', async () => {
		const { polls } = await all;
		const versions = (CUSTOMERS - 1) * ALERTS;
		expect(Math.max(...polls.map(({ stateSize }) => stateSize))).toBeLessThan(
			versions * 130 + CUSTOMERS * 600,
		);
	});
});

describe('a customer with more than a poll can take', () => {
	it.each(['graphAlerts', 'defenderAlerts'] as const)('gets its newest alerts first: %s', async (name) => {
		const customers = virtualCustomers(1, 200);
		const [busy] = customers;
		busy?.alerts.push(...backlogOf(300));
		const source = { ...SOURCES[name], pageSize: 50 };
		const trigger = virtualTrigger(customers, { lookBackMs: DAY_MINUTES * MINUTE_MS, maxItems: 50, source });
		const late: string[] = [];
		for (let minute = 0; minute < 12; minute += 1) {
			const id = `new${minute}`;
			busy?.alerts.push({ id, createdAt: atMinute(minute - 0.1) });
			const { ids } = await trigger.poll(minute);
			if (!ids.includes(`Customer 0 ${id}`)) late.push(id);
		}
		expect(late).toEqual([]);
	});
});
