import fc from 'fast-check';

import { pollTenants } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { emptyState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute, MINUTE_MS, NOW } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, connectionOf } from '../transport/builders';
import type { ModelTenant } from './modelTenants';
import { configOf, modelTenants, resolvedOf, smallPages, TENANTS } from './modelTenants';

const OVERLAP_MINUTES = 60;
/** How much earlier than now "from now" begins. */
const START_ALLOWANCE_MINUTES = 15;
const config = configOf({ source: smallPages, overlapMs: OVERLAP_MINUTES * MINUTE_MS });

type Trouble = 'none' | 'down' | 'throttled' | 'later page down' | 'bad page' | 'refused';

const ANSWERS: Record<Exclude<Trouble, 'none'>, Answer> = {
	down: answer(503),
	throttled: answer(429, {}, { 'retry-after': '600' }),
	'later page down': answer(500),
	'bad page': answer(200, { value: 'nonsense' }),
	refused: answer(403),
};

const faultOf = (trouble: Trouble): ModelTenant['fault'] =>
	trouble === 'none'
		? undefined
		: (request) => (trouble === 'later page down' && request === 1 ? undefined : ANSWERS[trouble]);

const alert = fc.record({
	tenant: fc.nat(TENANTS.length - 1),
	created: fc.integer({ min: -30, max: 200 }),
	/** Minutes until the service shows it. */
	late: fc.integer({ min: 0, max: OVERLAP_MINUTES }),
});
const trouble = fc.constantFrom<Trouble>('none', 'none', 'none', ...(Object.keys(ANSWERS) as Trouble[]));
const poll = fc.record({
	wait: fc.integer({ min: 0, max: 40 }),
	troubles: fc.array(trouble, { minLength: TENANTS.length, maxLength: TENANTS.length }),
	/** Killed after reading, before n8n kept anything. */
	crash: fc.boolean(),
});
const history = fc.record({
	alerts: fc.array(alert, { maxLength: 40 }),
	first: fc.array(trouble, { minLength: TENANTS.length, maxLength: TENANTS.length }),
	polls: fc.array(poll, { maxLength: 8 }),
});

interface Step {
	minute: number;
	troubles: Trouble[];
	crash: boolean;
}

/** Activation at minute 0, the polls of the history, and one at the end when all is visible and well. */
function stepsOf({
	first,
	polls,
}: {
	first: Trouble[];
	polls: Array<Omit<Step, 'minute'> & { wait: number }>;
}): Step[] {
	let minute = 0;
	const steps = polls.map(({ wait, ...step }) => ({ ...step, minute: (minute += wait) }));
	const last = { minute: Math.max(minute, 400), troubles: [], crash: false };
	return [{ minute: 0, troubles: first, crash: false }, ...steps, last];
}

describe('polls over random histories', () => {
	it('deliver every alert exactly once under its own tenant, through outages, throttling, late arrival and crashes', async () => {
		await fc.assert(
			fc.asyncProperty(history, async ({ alerts, ...rest }) => {
				const named = alerts.map((entry, n) => ({ ...entry, id: `alert-${n}` }));
				const delivered: string[] = [];
				let state = emptyState();
				for (const { minute, troubles, crash } of stepsOf(rest)) {
					const tenants = TENANTS.map(({ id }, index): [string, ModelTenant] => [
						id,
						{
							alerts: named
								.filter(({ tenant, created, late }) => tenant === index && created + late <= minute)
								.map((entry) => ({ id: entry.id, createdAt: atMinute(entry.created) })),
							fault: faultOf(troubles[index] ?? 'none'),
						},
					]);
					const connection = connectionOf(modelTenants(new Map(tenants)), {
						now: () => NOW + minute * MINUTE_MS,
					});
					const outcome = await pollTenants(
						config,
						state,
						connection,
						TENANTS.map((tenant) => resolvedOf(tenant)),
					);
					if (crash) continue;
					({ state } = outcome);
					delivered.push(...outcome.alerts.map((item) => `${item.tenant.id} ${String(item.alert.id)}`));
				}
				const due = named
					.filter(({ created }) => created >= -START_ALLOWANCE_MINUTES)
					.map(({ tenant, id }) => `${TENANTS[tenant]?.id ?? ''} ${id}`);
				expect(delivered.sort()).toEqual(due.sort());
			}),
			{ numRuns: 150 },
		);
	});

	it('give the same event ids when a crash made n8n forget the last poll, so that the next steps can tell', async () => {
		const tenants = new Map([[TENANTS[0]?.id ?? '', { alerts: [{ id: 'a', createdAt: atMinute(0) }] }]]);
		const [once, again] = await Promise.all(
			[0, 1].map(async (minute) => {
				const connection = connectionOf(modelTenants(tenants), { now: () => NOW });
				const listed = TENANTS.map((tenant) => resolvedOf(tenant));
				return (await pollTenants(config, emptyState(), connection, listed)).alerts.map(({ event }) => [
					minute,
					event?.id,
				]);
			}),
		);
		expect(once?.map(([, id]) => id)).toEqual(again?.map(([, id]) => id));
	});
});
