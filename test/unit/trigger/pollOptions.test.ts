import { fail } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { EventType } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { atMinute, CONTOSO, FABRIKAM, lasting, MINUTE_MS, passing } from '../core/builders';
import { answer } from '../transport/builders';
import type { ModelTenant } from './modelTenants';
import { configOf, inSmallPages, resolvedOf } from './modelTenants';
import { change, eventDataOf, eventsOf, idsOf, modelTrigger } from './modelTrigger';

const DAY = 24 * 60;
const ALL: EventType[] = ['created', 'updated', 'resolved'];

describe('Settle Delay', () => {
	const settling = configOf({ settleMs: 10 * MINUTE_MS, events: ALL });

	it('delivers a new alert only when it is old enough, as it is then, and once', async () => {
		const contoso: ModelTenant = {
			alerts: [{ id: 'a', createdAt: atMinute(0), part: { severity: 'low' } }],
		};
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, settling);
		expect(eventsOf(await poll(1))).toEqual([]);
		change(contoso, 'a', atMinute(5), { severity: 'high' });
		expect(eventsOf(await poll(9))).toEqual([]);
		const due = await poll(10);
		expect(eventsOf(due)).toEqual(['a created']);
		expect(due.deliveries[0]?.items).toMatchObject([{ alert: { severity: 'high' } }]);
		expect(eventsOf(await poll(11))).toEqual([]);
	});

	it('holds back neither updates of alerts that were delivered nor older ones', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0) }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, settling);
		await poll(0);
		expect(eventsOf(await poll(10))).toEqual(['a created']);
		change(contoso, 'a', atMinute(11), { status: 'resolved' });
		contoso.alerts.push({ id: 'young', createdAt: atMinute(11) });
		expect(eventsOf(await poll(12))).toEqual(['a resolved']);
		expect(eventsOf(await poll(21))).toEqual(['young created']);
	});

	it("goes by Microsoft's clock where it is known", async () => {
		const { poll } = modelTrigger(
			{ [CONTOSO.id]: { alerts: [{ id: 'a', createdAt: atMinute(0) }] } },
			settling,
		);
		const serviceNow = () => Date.parse(atMinute(5).slice(0, 23) + 'Z');
		expect(eventsOf(await poll(12, { connection: { serviceNow } }))).toEqual([]);
		expect(eventsOf(await poll(13))).toEqual(['a created']);
	});

	it('loses nothing when younger alerts arrive while one settles', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, settling);
		const delivered: string[] = [];
		for (let minute = 0; minute < 200; minute += 1) {
			if (minute % 7 === 0) contoso.alerts.push({ id: `a${minute}`, createdAt: atMinute(minute) });
			delivered.push(...eventsOf(await poll(minute)));
		}
		const due = contoso.alerts.filter(({ createdAt }) => (createdAt ?? '') <= atMinute(189));
		expect(delivered).toEqual(due.map(({ id }) => `${id} created`));
	});

	it.each([
		['the sweep on', {}],
		['the sweep turned off', { sweepMs: 0 }],
	])(
		'loses nothing that was settling when the next page failed and the customer was out of reach for hours, with %s',
		async (_how, part) => {
			const contoso: ModelTenant = { alerts: [] };
			const source = inSmallPages(SOURCES.graphAlerts);
			const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, { ...settling, ...part, source });
			await poll(0);
			contoso.alerts.push(
				...Array.from({ length: 7 }, (_, n) => ({ id: `a${n}`, createdAt: atMinute(100 + n) })),
			);
			contoso.fault = (request) => (request === 1 ? undefined : answer(503));
			expect(eventsOf(await poll(107))).toEqual([]);
			contoso.fault = undefined;
			contoso.alerts.push({ id: 'later', createdAt: atMinute(400) });
			const delivered = [...eventsOf(await poll(420)), ...eventsOf(await poll(460))];
			expect(delivered.sort()).toEqual([...contoso.alerts.map(({ id }) => `${id} created`)].sort());
		},
	);
});

describe('Replay From', () => {
	const replay = (minute: number, tenant = '') => ({
		config: { replay: { from: atMinute(minute), tenant } },
	});
	const history = () => ({
		alerts: [0, 60, 120].map((minute) => ({ id: `a${minute}`, createdAt: atMinute(minute) })),
	});

	it('delivers again what came since then, with the same event ids, once for each setting', async () => {
		const { poll } = modelTrigger({ [CONTOSO.id]: history() });
		const first = eventDataOf(await poll(125));
		expect(first).toHaveLength(1);
		const again = await poll(200, replay(30));
		expect(eventsOf(again)).toEqual(['a60 created', 'a120 created']);
		expect(eventDataOf(again)).toEqual(expect.arrayContaining(first));
		expect(eventsOf(await poll(201, replay(30)))).toEqual([]);
		expect(eventsOf(await poll(202))).toEqual([]);
		expect(eventsOf(await poll(203, replay(90)))).toEqual(['a120 created']);
	});

	it('replays the one customer that is meant and repeats nothing of the others', async () => {
		const { poll } = modelTrigger({ [CONTOSO.id]: history(), [FABRIKAM.id]: history() });
		await poll(125);
		const listed = [resolvedOf(CONTOSO, 'contoso.example'), resolvedOf(FABRIKAM)];
		expect(idsOf(await poll(200, { ...replay(90, 'contoso.example'), listed }))).toEqual(['Contoso a120']);
		expect(idsOf(await poll(201, { ...replay(90, FABRIKAM.id), listed }))).toEqual(['Fabrikam a120']);
	});

	it('does not miss a customer that cannot be looked up at that moment', async () => {
		const { poll } = modelTrigger({ [CONTOSO.id]: history(), [FABRIKAM.id]: history() });
		const both = [resolvedOf(CONTOSO, 'contoso.example'), resolvedOf(FABRIKAM)];
		await poll(125, { listed: both });
		const shown = { ...CONTOSO, id: 'contoso.example' };
		const out = {
			reference: 'contoso.example',
			shown,
			resolved: fail(passing({ kind: 'network' as const })),
		};
		const listed = [out, resolvedOf(FABRIKAM)];
		expect(idsOf(await poll(200, { ...replay(90), listed }))).toEqual([]);
		expect(idsOf(await poll(201, { ...replay(90), listed: both }))).toEqual([
			'Contoso a120',
			'Fabrikam a120',
		]);
	});

	it('is not held up for ever by a customer that does not exist', async () => {
		const { poll } = modelTrigger({ [FABRIKAM.id]: history() });
		const shown = { ...CONTOSO, id: 'gone.example' };
		const gone = {
			reference: 'gone.example',
			shown,
			resolved: fail(lasting({ kind: 'tenantUnknown' as const })),
		};
		const listed = [gone, resolvedOf(FABRIKAM)];
		await poll(125, { listed });
		expect(idsOf(await poll(200, { ...replay(90), listed }))).toEqual(['Fabrikam a120']);
	});

	it('does not miss a customer that cannot be read at that poll', async () => {
		const contoso: ModelTenant = history();
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(125);
		contoso.fault = () => answer(503);
		expect(idsOf(await poll(200, replay(90)))).toEqual([]);
		contoso.fault = undefined;
		expect(idsOf(await poll(202, replay(90)))).toEqual(['Contoso a120']);
	});

	it('skips nothing that was not delivered yet, although it begins after it', async () => {
		const contoso: ModelTenant = { alerts: [], fault: () => answer(503) };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(0);
		contoso.alerts.push({ id: 'while-down', createdAt: atMinute(10) }, { id: 'b', createdAt: atMinute(90) });
		contoso.fault = undefined;
		expect(idsOf(await poll(120, replay(60)))).toEqual(['Contoso while-down', 'Contoso b']);
	});

	it('skips nothing when its time lies ahead by a slip of the pen', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(0);
		contoso.alerts.push({ id: 'a', createdAt: atMinute(5) });
		expect(idsOf(await poll(6, replay(365 * DAY)))).toEqual(['Contoso a']);
		contoso.alerts.push({ id: 'b', createdAt: atMinute(7) });
		expect(idsOf(await poll(8, replay(365 * DAY)))).toEqual(['Contoso b']);
	});

	it('of a longer time than a page holds comes piece by piece, all of it once', async () => {
		const alerts = Array.from({ length: 23 }, (_, n) => ({ id: `a${n}`, createdAt: atMinute(n) }));
		const source = inSmallPages(SOURCES.graphAlerts);
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts } }, configOf({ source, maxItems: 7 }));
		await poll(1000);
		const delivered: string[] = [];
		for (let minute = 1001; minute < 1006; minute += 1)
			delivered.push(...idsOf(await poll(minute, replay(0))));
		expect(delivered.sort()).toEqual(alerts.map(({ id }) => `Contoso ${id}`).sort());
	});
});

describe('incidents', () => {
	it('are delivered as incidents with their alerts, and what happens to them as their events', async () => {
		const source = SOURCES.graphIncidents;
		const contoso: ModelTenant = {
			alerts: [
				{
					id: '7',
					createdAt: atMinute(0),
					details: [{ id: 'alert', severity: 'high' }],
					part: { status: 'active', displayName: 'Attack' },
				},
			],
		};
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source, events: ALL }));
		const { deliveries } = await poll(0);
		expect(deliveries[0]?.items).toMatchObject([
			{ tenant: CONTOSO, incident: { id: '7', displayName: 'Attack', alerts: [{ id: 'alert' }] } },
		]);
		expect(deliveries[0]?.items[0]).not.toHaveProperty('alert');
		change(contoso, '7', atMinute(1), { status: 'redirected' });
		expect(eventDataOf(await poll(2))).toMatchObject([
			{ type: 'updated', changes: { status: { from: 'active', to: 'redirected' } } },
		]);
	});
});
