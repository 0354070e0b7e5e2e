import fc from 'fast-check';

import { succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { ServiceClock } from '../../../nodes/MicrosoftDefenderMssp/transport/serviceClock';
import { atMinute, CONTOSO, FABRIKAM, MINUTE_MS, NOW } from '../core/builders';
import type { ModelTenant } from './modelTenants';
import { configOf, NORTHWIND, resolvedOf, TENANTS } from './modelTenants';
import { idsOf, modelTrigger } from './modelTrigger';
import { skewedClocks } from './skewedClocks';

const DAY = 24 * 60;
const YEAR = 365 * DAY;

/** Minutes that a clock is off: little, hours, days, years, both ways. */
const offBy = fc.oneof(
	fc.constant(0),
	fc.integer({ min: -70, max: 70 }),
	fc.integer({ min: -DAY, max: DAY }),
	fc.integer({ min: -9 * DAY, max: 9 * DAY }),
	fc.integer({ min: -20 * YEAR, max: 20 * YEAR }),
);

/** A trigger whose clocks are off by so many minutes; the clocks it learnt of are forgotten at a restart. */
function skewedTrigger(
	tenants: Record<string, ModelTenant>,
	off: { ours: number; tenants: Record<string, number> },
	config = configOf(),
) {
	const trigger = modelTrigger(tenants, config);
	let clock: ServiceClock = { customers: new Map() };
	let isReachable = true;
	return {
		trigger,
		restart: () => {
			clock = { customers: new Map() };
		},
		setReachable: (reachable: boolean) => {
			isReachable = reachable;
		},
		poll: async (minute: number) =>
			idsOf(
				await trigger.poll(minute, {
					listed: TENANTS.map((tenant) => resolvedOf(tenant)),
					connection: (network) =>
						skewedClocks(
							network,
							{
								now: () => NOW + minute * MINUTE_MS,
								oursAheadMs: () => off.ours * MINUTE_MS,
								tenantAheadMs: (id) => (off.tenants[id] ?? 0) * MINUTE_MS,
								isReachable: () => isReachable,
							},
							clock,
						),
				}),
			),
	};
}

describe('clocks that are off', () => {
	const history = fc.record({
		ours: offBy,
		contoso: offBy,
		northwind: offBy,
		// An alert that its service dates into the future is what could move a checkpoint past those to come.
		future: fc.integer({ min: 1, max: 20 * YEAR }),
		gaps: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 3, maxLength: 8 }),
		overlapMinutes: fc.constantFrom(1, 60),
		settleMinutes: fc.constantFrom(0, 5),
	});

	it("of customers' APIs, or ours, cost no customer an alert, and no other one a poll", async () => {
		await fc.assert(
			fc.asyncProperty(history, async (past) => {
				const { ours, contoso, northwind, future, gaps, overlapMinutes, settleMinutes } = past;
				const tenants = Object.fromEntries(
					TENANTS.map(({ id }): [string, ModelTenant] => [id, { alerts: [] }]),
				);
				const config = configOf({
					overlapMs: overlapMinutes * MINUTE_MS,
					sweepMs: 0,
					settleMs: settleMinutes * MINUTE_MS,
				});
				const off = { ours, tenants: { [CONTOSO.id]: contoso, [NORTHWIND.id]: northwind } };
				const { poll } = skewedTrigger(tenants, off, config);
				const delivered = await poll(0);
				let minute = 0;
				for (const [index, gap] of gaps.entries()) {
					const createdAt = atMinute(minute + 0.5);
					for (const { alerts } of Object.values(tenants)) {
						alerts.push({ id: `a${index}`, createdAt });
						if (index === 0) alerts.push({ id: 'future', createdAt: atMinute(future) });
					}
					minute += gap;
					const found = await poll(minute);
					delivered.push(...found);
					const isDue = gap - 0.5 >= settleMinutes;
					if (isDue) expect(found).toContain(`Fabrikam a${index}`);
				}
				for (const later of [100, 200, 300]) delivered.push(...(await poll(minute + later)));
				const due = TENANTS.flatMap(({ name }) => gaps.map((_gap, index) => `${name} a${index}`));
				expect(delivered.filter((id) => !id.endsWith('future')).sort()).toEqual(due.sort());
			}),
			{ numRuns: 200 },
		);
	});

	it("counts for that customer alone: one's answers years ahead lose no other's alert", async () => {
		const fabrikam: ModelTenant = { alerts: [] };
		const off = { ours: 0, tenants: { [CONTOSO.id]: 10 * YEAR } };
		const { poll } = skewedTrigger({ [FABRIKAM.id]: fabrikam }, off);
		await poll(0);
		fabrikam.alerts.push({ id: 'future', createdAt: atMinute(YEAR) });
		await poll(1);
		fabrikam.alerts.push({ id: 'next', createdAt: atMinute(90) });
		expect(await poll(91)).toEqual(['Fabrikam next']);
	});
});

describe('a customer that is listed', () => {
	it.each([
		['hours ahead', -180],
		['hours behind', 180],
		['days ahead', -3 * DAY],
		['days behind', 3 * DAY],
	])("begins by Microsoft's clock, not by ours, which is %s", async (_how, minutes) => {
		const alerts = [
			{ id: 'too-old', createdAt: atMinute(minutes - 16) },
			{ id: 'a', createdAt: atMinute(minutes - 15) },
		];
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts } });
		const serviceNow = () => Date.parse(atMinute(minutes).slice(0, 23) + 'Z');
		expect(idsOf(await poll(0, { connection: { serviceNow } }))).toEqual(['Contoso a']);
	});

	it("begins two hours earlier where Microsoft's answers tell no time, and asks for it only for a new customer", async () => {
		const measureClock = jest.fn().mockResolvedValue(succeed(false));
		const alerts = [
			{ id: 'too-old', createdAt: atMinute(-136) },
			{ id: 'old', createdAt: atMinute(-135) },
		];
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts } });
		expect(idsOf(await poll(0, { connection: { measureClock } }))).toEqual(['Contoso old']);
		await poll(1, { connection: { measureClock } });
		expect(measureClock).toHaveBeenCalledTimes(1);
		await poll(2, { connection: { measureClock }, listed: [resolvedOf(NORTHWIND)] });
		expect(measureClock).toHaveBeenCalledTimes(2);
	});
});

describe("customers that are listed while Microsoft's time cannot be asked", () => {
	const start = fc.record({
		ours: offBy,
		/** Minutes after which Entra can be reached. */
		outage: fc.integer({ min: 1, max: 600 }),
		restarts: fc.boolean(),
		every: fc.integer({ min: 1, max: 60 }),
	});

	it('begin when they were listed, however far our clock is off, and not earlier than usual', async () => {
		await fc.assert(
			fc.asyncProperty(start, async ({ ours, outage, restarts, every }) => {
				const contoso: ModelTenant = {
					alerts: [
						{ id: 'old', createdAt: atMinute(-16) },
						{ id: 'first', createdAt: atMinute(1) },
						{ id: 'last', createdAt: atMinute(outage) },
					],
				};
				const { poll, setReachable, restart } = skewedTrigger(
					{ [CONTOSO.id]: contoso },
					{ ours, tenants: {} },
				);
				setReachable(false);
				const delivered: string[] = [];
				for (let minute = 0; minute < outage; minute += every) {
					delivered.push(...(await poll(minute)));
					if (restarts) restart();
				}
				setReachable(true);
				for (const minute of [outage, outage + 1]) delivered.push(...(await poll(minute)));
				expect(delivered).toEqual(['Contoso first', 'Contoso last']);
			}),
			{ numRuns: 100 },
		);
	});

	it('lose no more than the time between two polls of our clock that is set back meanwhile', async () => {
		const off = { ours: 3 * DAY, tenants: {} };
		const contoso: ModelTenant = { alerts: [{ id: 'first', createdAt: atMinute(1) }] };
		const { poll, setReachable } = skewedTrigger({ [CONTOSO.id]: contoso }, off);
		setReachable(false);
		for (const minute of [0, 5, 10, 15]) await poll(minute);
		off.ours = 0;
		for (const minute of [20, 25]) await poll(minute);
		setReachable(true);
		expect(await poll(30)).toEqual(['Contoso first']);
	});

	it('begin when they were listed again, if they were away for so long that they begin anew', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const off = { ours: 0, tenants: {} };
		const { trigger, poll, setReachable } = skewedTrigger({ [CONTOSO.id]: contoso }, off);
		await poll(0);
		await trigger.poll(1, { listed: [resolvedOf(FABRIKAM)] });
		const back = 20 * DAY;
		contoso.alerts.push(
			{ id: 'while away', createdAt: atMinute(10 * DAY) },
			{ id: 'first', createdAt: atMinute(back + 1) },
			{ id: 'last', createdAt: atMinute(back + 200) },
		);
		setReachable(false);
		const delivered = [...(await poll(back)), ...(await poll(back + 100))];
		setReachable(true);
		for (const minute of [201, 202]) delivered.push(...(await poll(back + minute)));
		expect(delivered).toEqual(['Contoso first', 'Contoso last']);
	});

	it('are told about, and hold up nobody who is known', async () => {
		const fabrikam: ModelTenant = { alerts: [] };
		const { trigger, poll, setReachable } = skewedTrigger(
			{ [FABRIKAM.id]: fabrikam },
			{ ours: 0, tenants: {} },
		);
		await trigger.poll(0, { listed: [resolvedOf(FABRIKAM)] });
		setReachable(false);
		fabrikam.alerts.push({ id: 'a', createdAt: atMinute(1) });
		expect(await poll(1)).toEqual(['Fabrikam a']);
		expect(Object.keys(trigger.state().unclocked ?? {})).toHaveLength(2);
		setReachable(true);
		await poll(2);
		expect(trigger.state().unclocked).toBeUndefined();
	});
});
