import { isSweep } from '../../../nodes/MicrosoftDefenderMssp/core/backlog';
import { startAt } from '../../../nodes/MicrosoftDefenderMssp/core/begin';
import { windowsToRead } from '../../../nodes/MicrosoftDefenderMssp/core/windowsToRead';
import type { Row } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { detailedOf } from '../../../nodes/MicrosoftDefenderMssp/core/forget';
import { shiftTimestamp } from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { PollOutcome } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { emptyState, partitionKey } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { storedState } from '../../../nodes/MicrosoftDefenderMssp/trigger/storedState';
import { atMinute, CONTOSO, MINUTE_MS, pageOf, rowAt } from '../core/builders';
import { take, takeAll } from '../core/checkpointSteps';
import type { ModelAlert, ModelTenant } from './modelTenants';
import { configOf, resolvedOf } from './modelTenants';
import type { ModelTrigger, PollOptions } from './modelTrigger';
import { change, eventsOf, healthOf, idsOf, modelTrigger } from './modelTrigger';

const HOUR = 60;
const DAY = 24 * HOUR;

const alone: PollOptions = { listed: [resolvedOf(CONTOSO)] };

/** The customer's alerts as far as they are visible. */
interface Late extends ModelAlert {
	visibleAt: number;
}

const alertAt = (id: string, minute: number, lateBy = 0): Late => ({
	id,
	createdAt: atMinute(minute),
	visibleAt: minute + lateBy,
});

/** A trigger over one customer whose alerts become visible in time. */
function triggerOver(alerts: Late[], config: Partial<TriggerConfig> = {}) {
	const tenant: ModelTenant = { alerts: [] };
	const trigger = modelTrigger({ [CONTOSO.id]: tenant }, configOf(config));
	const came: string[] = [];
	return {
		trigger,
		came,
		poll: async (minute: number): Promise<PollOutcome> => {
			tenant.alerts = alerts.filter(({ visibleAt }) => visibleAt <= minute);
			const outcome = await trigger.poll(minute, alone);
			came.push(...idsOf(outcome));
			return outcome;
		},
	};
}

/** What a process that starts does not know. */
const restarted = ({ memory }: ModelTrigger): void => {
	memory.visits.clear();
	memory.pace = {};
};

const named = (alerts: Late[]) => alerts.map(({ id }) => `Contoso ${id}`).sort();

describe('alerts that become visible late', () => {
	it.each([
		['nothing', 0],
		['a backlog', 40],
	])('while n8n is down for 30 hours, with %s under way, are delivered after it', async (_what, waiting) => {
		const backlog = Array.from({ length: waiting }, (_, n) => alertAt(`old-${n}`, -2000 + n));
		const before = [alertAt('seen', -12), alertAt('seen-too', -5)];
		const late = [-14, -10, -3].map((minute) => alertAt(`late${minute}`, minute, 20 * HOUR));
		const down = [100, 700, 1500].flatMap((minute) => [
			alertAt(`down-${minute}`, minute),
			alertAt(`late-${minute}`, minute, 23 * HOUR),
		]);
		const alerts = [...backlog, ...before, ...late, ...down];
		const { trigger, came, poll } = triggerOver(alerts, { maxItems: 5, lookBackMs: 2 * DAY * MINUTE_MS });
		for (const minute of [0, 1]) await poll(minute);
		restarted(trigger);
		for (let minute = 30 * HOUR; minute < 60 * HOUR; minute += minute < 31 * HOUR ? 2 : 31)
			await poll(minute);
		expect(came.sort()).toEqual(named(alerts));
	});

	it('at a customer with 15,000 alerts a day, up to a day late, are new, and none of the others is', () => {
		const [STEP, LATE] = [15_000 / DAY, 23.5 * HOUR];
		const rows = Array.from({ length: 30_000 }, (_, n) => rowAt(`alert-${n}`, n / STEP));
		const half = takeAll(startAt(atMinute(0)), rows.slice(0, 15_000)).next;
		const swept = { sweptTo: atMinute(2 * DAY - HOUR) };
		const { next } = takeAll(half, rows.slice(15_000), swept);
		const late = Array.from({ length: 24 }, (_, hour) => rowAt(`late-${hour}`, 2 * DAY - LATE + hour * HOUR));
		const [sweep] = windowsToRead(next, { sweepDue: true }).filter(isSweep);
		const shown = [...rows, ...late].filter(({ updatedAt }) => updatedAt >= (sweep?.from ?? ''));
		const { events } = take(next, { pages: [pageOf(shown, sweep)], left: [] }, swept);
		expect(events.map(({ type, row }) => `${row.id} ${type}`)).toEqual(late.map(({ id }) => `${id} created`));
		expect(next).not.toHaveProperty('short');
	});

	it('may be missed at a customer with more alerts than can be remembered, which is told until it is over', async () => {
		const key = partitionKey('graphAlerts', CONTOSO.id);
		const { trigger, poll } = triggerOver(
			Array.from({ length: 30 }, (_, n) => alertAt(`alert-${n}`, n * 2 * HOUR)),
		);
		await poll(0);
		const state = trigger.state();
		const checkpoint = state.checkpoints[key];
		if (checkpoint === undefined) throw new Error('There is no checkpoint.');
		trigger.store({ ...state, checkpoints: { [key]: { ...checkpoint, short: true } } });
		const told: string[] = [];
		for (let minute = 1; minute < 3 * DAY; minute += 29) told.push(...healthOf(await poll(minute)));
		expect(told).toEqual(['Contoso degraded tooManyAlerts', 'Contoso recovered tooManyAlerts']);
	});
});

describe('an incident that was resolved and is touched again', () => {
	it.each([1, 10 * DAY])('%s minutes later is updated, and not resolved a second time', async (later) => {
		const incidents = [alertAt('a', 1), alertAt('b', later)];
		const tenant: ModelTenant = { alerts: [] };
		const config = { source: SOURCES.graphIncidents, events: ['created', 'updated', 'resolved'] as const };
		const over = modelTrigger({ [CONTOSO.id]: tenant }, configOf(config));
		const came: string[] = [];
		const poll = async (minute: number) => came.push(...eventsOf(await over.poll(minute, alone)));
		tenant.alerts = incidents.slice(0, 1);
		await poll(2);
		change(tenant, 'a', atMinute(3), { status: 'resolved' });
		await poll(4);
		for (let minute = 10; minute < later; minute += 31) {
			tenant.alerts = [tenant.alerts[0], alertAt('b', minute)].filter((one) => one !== undefined);
			await poll(minute + 1);
		}
		change(tenant, 'a', atMinute(later + 50), { comments: ['A word more.'] });
		await poll(later + 51);
		expect(came.filter((event) => event.startsWith('a '))).toEqual(['a created', 'a resolved', 'a updated']);
	});
});

describe('the state', () => {
	const snapshot = { status: 'new', severity: 'medium', incidentId: '924565', evidence: '4' };

	/** Of so many customers with so many alerts, evenly over 24 hours, all of which were handed over; characters. */
	function sizeOf(customers: number, alerts: number): number {
		const rows = Array.from({ length: alerts }, (_, n): Row => {
			const time = shiftTimestamp(atMinute(0), Math.floor((n * DAY * MINUTE_MS) / alerts));
			return { id: `da63${n}_-961444813`, createdAt: time, updatedAt: time, snapshot };
		});
		const rules = { detailed: detailedOf(customers) };
		const { next } = takeAll(startAt(atMinute(0)), rows, rules);
		const ids = Array.from(
			{ length: customers },
			(_, n) => `70000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
		);
		const all = <T>(value: T) =>
			Object.fromEntries(ids.map((id) => [partitionKey('graphAlerts', id), value] as const));
		const state = { ...emptyState(), checkpoints: all(next), begins: all(atMinute(0)) };
		return JSON.stringify(storedState(state)).length;
	}

	it.each<[string, number, number, number]>([
		['300 customers after a day with 500 alerts each', 300, 500, 2_000_000],
		['500 customers with 40 alerts a day', 500, 40, 750_000],
		['one customer with 15,000 alerts a day', 1, 15_000, 200_000],
	])('of %s stays small', (_what, customers, alerts, most) => {
		expect(sizeOf(customers, alerts)).toBeLessThanOrEqual(most);
	});
});
