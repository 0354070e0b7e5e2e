import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { EventType } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { atMinute, CONTOSO, MINUTE_MS } from '../core/builders';
import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { ModelTenant } from './modelTenants';
import { configOf, inSmallPages } from './modelTenants';
import { change, eventDataOf, eventsOf, idsOf, modelTrigger } from './modelTrigger';

const DAY = 24 * 60;
const ALL: EventType[] = ['created', 'updated', 'resolved'];
const on = (...events: EventType[]) => ({ config: { events } });

describe('Trigger On', () => {
	it('takes an alert as created whose creation time the service has not set (the year 1)', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(0);
		contoso.alerts.push({ id: 'a', createdAt: '0001-01-01T00:00:00.0000000Z', updatedAt: atMinute(1) });
		expect(eventsOf(await poll(2))).toEqual(['a created']);
		expect(eventsOf(await poll(3))).toEqual([]);
	});

	it('tells an update once, with what changed since the version before', async () => {
		const contoso: ModelTenant = {
			alerts: [{ id: 'a', createdAt: atMinute(0), part: { status: 'new', severity: 'low' } }],
		};
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ events: ALL }));
		expect(eventsOf(await poll(0))).toEqual(['a created']);
		change(contoso, 'a', atMinute(3), { status: 'inProgress', severity: 'high', assignedTo: 'kim' });
		expect(eventDataOf(await poll(4))).toEqual([
			{
				id: `${CONTOSO.id}:a:${atMinute(3)}`,
				type: 'updated',
				changes: {
					status: { from: 'new', to: 'inProgress' },
					severity: { from: 'low', to: 'high' },
					assignedTo: { to: 'kim' },
				},
			},
		]);
		expect(eventsOf(await poll(5))).toEqual([]);
	});

	it('tells an update although nothing that is tracked changed', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0) }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ events: ALL }));
		await poll(0);
		change(contoso, 'a', atMinute(1), { description: 'x' });
		expect(eventDataOf(await poll(2))).toMatchObject([{ type: 'updated', changes: {} }]);
	});

	it('tells new evidence as a change', async () => {
		const source = SOURCES.defenderAlerts;
		const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0), details: [{}] }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ events: ALL, source }));
		await poll(0);
		contoso.alerts[0] = { id: 'a', createdAt: atMinute(0), updatedAt: atMinute(1), details: [{}, {}] };
		expect(eventDataOf(await poll(2))).toMatchObject([{ changes: { evidence: { from: '1', to: '2' } } }]);
	});

	it('tells a resolved alert once as resolved, and not as updated', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0), part: { status: 'new' } }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ events: ALL }));
		await poll(0);
		change(contoso, 'a', atMinute(1), { status: 'resolved' });
		expect(eventDataOf(await poll(2))).toMatchObject([
			{ type: 'resolved', changes: { status: { from: 'new', to: 'resolved' } } },
		]);
		change(contoso, 'a', atMinute(3), { assignedTo: 'kim' });
		expect(eventsOf(await poll(4))).toEqual(['a updated']);
	});

	it('tells an alert that was resolved before it was first seen as created, and says that it is', async () => {
		const part = { status: 'resolved', resolvedDateTime: atMinute(0) };
		const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0), part }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ events: ALL }));
		expect(eventDataOf(await poll(1))).toEqual([
			{ id: `${CONTOSO.id}:a:${atMinute(0)}`, type: 'created', alreadyResolved: true },
		]);
		expect(eventsOf(await poll(2))).toEqual([]);
	});

	it('gives a created event the same id whether it was updated meanwhile or not', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0), updatedAt: atMinute(5) }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		expect(eventDataOf(await poll(6))).toEqual([{ id: `${CONTOSO.id}:a:${atMinute(0)}`, type: 'created' }]);
	});

	it('takes a change of an alert from before the begin for an update of it, not for a new alert', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'old', createdAt: atMinute(-DAY) }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ events: ALL }));
		expect(eventsOf(await poll(0))).toEqual([]);
		change(contoso, 'old', atMinute(1), { status: 'resolved', resolvedDateTime: atMinute(1) });
		const [event] = eventDataOf(await poll(2));
		expect(event).toEqual({ id: `${CONTOSO.id}:old:${atMinute(1)}`, type: 'resolved' });
	});

	it.each<[EventType[], string[]]>([
		[['created'], ['a created']],
		[['updated'], ['b updated']],
		[['resolved'], ['c resolved']],
		[
			['created', 'resolved'],
			['a created', 'c resolved'],
		],
		[ALL, ['a created', 'b updated', 'c resolved']],
	])('delivers of %j only %j', async (events, expected) => {
		const contoso: ModelTenant = {
			alerts: ['b', 'c'].map((id) => ({ id, createdAt: atMinute(0), part: { status: 'new' } })),
		};
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ events }));
		await poll(0);
		contoso.alerts.push({ id: 'a', createdAt: atMinute(1) });
		change(contoso, 'b', atMinute(2), { severity: 'high' });
		change(contoso, 'c', atMinute(3), { status: 'resolved' });
		expect(eventsOf(await poll(4))).toEqual(expected);
		expect(eventsOf(await poll(5))).toEqual([]);
	});

	it('neither repeats nor skips when it is changed later', async () => {
		const contoso: ModelTenant = {
			alerts: ['a', 'b'].map((id) => ({ id, createdAt: atMinute(0), part: { status: 'new' } })),
		};
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		expect(eventsOf(await poll(0, on('created')))).toEqual(['a created', 'b created']);
		change(contoso, 'a', atMinute(1), { status: 'inProgress' });
		expect(eventsOf(await poll(2, on('created')))).toEqual([]);
		expect(eventsOf(await poll(3, on(...ALL)))).toEqual([]);
		change(contoso, 'a', atMinute(4), { status: 'resolved' });
		contoso.alerts.push({ id: 'c', createdAt: atMinute(4) });
		expect(eventDataOf(await poll(5, on(...ALL)))).toMatchObject([
			{ type: 'resolved', changes: { status: { from: 'inProgress', to: 'resolved' } } },
			{ type: 'created' },
		]);
		contoso.alerts.push({ id: 'd', createdAt: atMinute(6) });
		expect(eventsOf(await poll(7, on('updated')))).toEqual([]);
		expect(eventsOf(await poll(8, on('created')))).toEqual([]);
	});
});

describe('an alert that the filter held back when it was first seen', () => {
	const evidence = (part: object) => ({
		evidence: [{ '@odata.type': '#microsoft.graph.security.deviceEvidence', deviceDnsName: 'pc7', ...part }],
	});

	it.each<[string, Partial<TriggerConfig>, object, object]>([
		[
			'its severity was raised',
			{ filter: { minimumSeverity: 'high' } },
			{ severity: 'low' },
			{ severity: 'high' },
		],
		[
			'its device group was filled in',
			{ filter: { deviceGroups: ['Servers'] } },
			evidence({}),
			evidence({ rbacGroupName: 'Servers' }),
		],
		[
			'its device tags were filled in',
			{ filter: { deviceTags: ['vip'] } },
			evidence({}),
			evidence({ tags: ['vip'] }),
		],
	])('is delivered as created, once, after %s', async (_what, config, before, since) => {
		for (const events of [['created'], ALL] as EventType[][]) {
			const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0), part: before }] };
			const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ ...config, events }));
			expect(eventsOf(await poll(0))).toEqual([]);
			change(contoso, 'a', atMinute(3), since);
			expect(eventDataOf(await poll(4))).toEqual([{ id: `${CONTOSO.id}:a:${atMinute(0)}`, type: 'created' }]);
			expect(eventsOf(await poll(5))).toEqual([]);
		}
	});
});

it('delivers an alert as resolved that was resolved before it was first seen, where Trigger On has no more', async () => {
	const contoso: ModelTenant = {
		alerts: [{ id: 'a', createdAt: atMinute(0), updatedAt: atMinute(2), part: { status: 'resolved' } }],
	};
	const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ events: ['resolved'] }));
	expect(eventDataOf(await poll(3))).toEqual([{ id: `${CONTOSO.id}:a:${atMinute(2)}`, type: 'resolved' }]);
	expect(eventsOf(await poll(4))).toEqual([]);
});

describe('the filters of the trigger', () => {
	const high = { config: { filter: { minimumSeverity: 'high' } } };
	const none = { config: { filter: {} } };

	it('hold back what does not pass, and bring none of it up later when they are changed', async () => {
		const alerts = [{ id: 'low', createdAt: atMinute(0), part: { severity: 'low' } }];
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts } });
		expect(idsOf(await poll(0, high))).toEqual([]);
		expect(idsOf(await poll(1, none))).toEqual([]);
	});

	it('do not make a poll read the same backlog again and again, although all of it is held back', async () => {
		const alerts = Array.from({ length: 23 }, (_, n) => ({
			id: `low-${n}`,
			createdAt: atMinute(n),
			part: { severity: 'low' },
		}));
		const contoso: ModelTenant = { alerts: [] };
		const source = inSmallPages(SOURCES.graphAlerts);
		const { poll, sent } = modelTrigger(
			{ [CONTOSO.id]: contoso },
			configOf({ source, overlapMs: MINUTE_MS }),
		);
		await poll(0);
		contoso.alerts.push(...alerts);
		await poll(30, high);
		await poll(31, high);
		expect(sent().length).toBeLessThanOrEqual(3);
		expect(idsOf(await poll(32, none))).toEqual([]);
	});
});
