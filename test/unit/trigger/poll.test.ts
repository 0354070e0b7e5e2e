import { fail } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { pollTenants } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { emptyState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute, CONTOSO, FABRIKAM, lasting, MINUTE_MS, NOW, passing } from '../core/builders';
import { answer, authorizationOf, connectionOf } from '../transport/builders';
import type { ModelTenant } from './modelTenants';
import { configOf, inSmallPages, modelTenants, NORTHWIND, resolvedOf, tenantOfToken } from './modelTenants';
import { createMemory, endless, eventDataOf, healthOf, idsOf, modelTrigger } from './modelTrigger';

const DAY = 24 * 60;
const graph = inSmallPages(SOURCES.graphAlerts);
const numbered = (count: number, minute = 0) =>
	Array.from({ length: count }, (_, n) => ({ id: `a${n + 1}`, createdAt: atMinute(minute + n) }));
const names = (count: number) => numbered(count).map(({ id }) => `Contoso ${id}`);

describe('pollTenants', () => {
	it('begins at activation and looks no further back than asked', async () => {
		const alerts = [
			{ id: 'day-old', createdAt: atMinute(-DAY) },
			{ id: 'hour-old', createdAt: atMinute(-60) },
			{ id: 'new', createdAt: atMinute(0) },
		];
		expect(idsOf(await modelTrigger({ [CONTOSO.id]: { alerts } }).poll(0))).toEqual(['Contoso new']);
		const lookBack = configOf({ lookBackMs: 120 * MINUTE_MS });
		expect(idsOf(await modelTrigger({ [CONTOSO.id]: { alerts } }, lookBack).poll(0))).toEqual([
			'Contoso hour-old',
			'Contoso new',
		]);
	});

	it('begins a little early, because clocks differ and alerts show up minutes after their creation time', async () => {
		const alerts = [
			{ id: 'too-old', createdAt: atMinute(-16) },
			{ id: 'just-before', createdAt: atMinute(-15) },
		];
		expect(idsOf(await modelTrigger({ [CONTOSO.id]: { alerts } }).poll(0))).toEqual(['Contoso just-before']);
	});

	it('keeps alerts of the same id in two tenants apart, each once under its own name', async () => {
		const alerts = [{ id: 'same-id', createdAt: atMinute(0) }];
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts }, [FABRIKAM.id]: { alerts } });
		const first = await poll(0);
		expect(idsOf(first)).toEqual(['Contoso same-id', 'Fabrikam same-id']);
		expect(new Set(eventDataOf(first).map(({ id }) => id)).size).toBe(2);
		expect(first.deliveries.map(({ key }) => key)).toEqual(
			[CONTOSO, FABRIKAM].map(({ id }) => `graphAlerts|${id}`),
		);
		expect(idsOf(await poll(1))).toEqual([]);
	});

	it("sends no tenant's token with more requests than that tenant's own", async () => {
		const { poll, sent } = modelTrigger(
			{ [CONTOSO.id]: { alerts: numbered(12) }, [FABRIKAM.id]: { alerts: [] } },
			configOf({ source: graph }),
		);
		await poll(20);
		const tokens = sent().map((request) => authorizationOf(request)?.replace(/token-\d+/, 'token'));
		expect(new Set(tokens)).toEqual(
			new Set([`Bearer token of ${CONTOSO.id}`, `Bearer token of ${FABRIKAM.id}`]),
		);
		expect(sent().filter((request) => tenantOfToken(request) === FABRIKAM.id)).toHaveLength(1);
	});

	it('delivers what comes between two polls, once', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(0);
		contoso.alerts.push({ id: 'a', createdAt: atMinute(1) });
		expect(idsOf(await poll(2))).toEqual(['Contoso a']);
		contoso.alerts.push({ id: 'b', createdAt: atMinute(1) });
		expect(idsOf(await poll(3))).toEqual(['Contoso b']);
		expect(idsOf(await poll(4))).toEqual([]);
	});

	it('delivers a tenant oldest update first, and the tenants in the order of the list', async () => {
		const { poll } = modelTrigger({
			[CONTOSO.id]: {
				alerts: [
					{ id: 'second', createdAt: atMinute(0), updatedAt: atMinute(2) },
					{ id: 'first', createdAt: atMinute(1) },
				],
			},
			[FABRIKAM.id]: { alerts: [{ id: 'b', createdAt: atMinute(0) }] },
		});
		const listed = [resolvedOf(FABRIKAM), resolvedOf(CONTOSO)];
		expect(idsOf(await poll(3, { listed }))).toEqual(['Fabrikam b', 'Contoso first', 'Contoso second']);
	});

	it('remembers nothing by itself: the state given is not changed', async () => {
		const before = emptyState();
		const network = modelTenants(new Map([[CONTOSO.id, { alerts: [{ id: 'a', createdAt: atMinute(0) }] }]]));
		const outcome = await pollTenants(configOf(), before, connectionOf(network), [resolvedOf(CONTOSO)], {
			memory: createMemory(),
			time: endless,
			resumes: false,
		});
		expect(idsOf(outcome)).toEqual(['Contoso a']);
		expect(before).toEqual(emptyState());
	});

	it('gives the same event ids when the state of the last poll got lost, so that the next steps can tell', async () => {
		const tenants = { [CONTOSO.id]: { alerts: numbered(3) } };
		const [once, again] = await Promise.all(
			[0, 1].map(async (minute) => await modelTrigger(tenants).poll(minute + 5)),
		);
		expect(once && eventDataOf(once)).toHaveLength(3);
		expect(again && eventDataOf(again)).toEqual(once && eventDataOf(once));
	});

	it('asks the service for no filter, because an alert changed before the poll would be hidden', async () => {
		const filter = { statuses: ['new'], severities: ['high'], minimumSeverity: 'high', titleContains: 'x' };
		const { poll, sent } = modelTrigger({}, configOf({ filter }));
		await poll(0, { listed: [resolvedOf(CONTOSO)] });
		const filters = sent().map(({ url }) => new URL(url).searchParams.get('$filter'));
		expect(filters).toEqual([`lastUpdateDateTime ge ${atMinute(-15)}`]);
	});

	it("holds back another tenant's alert, tells it once, and still delivers the own ones", async () => {
		const alerts = [
			{ id: 'own', createdAt: atMinute(0) },
			{ id: 'foreign', createdAt: atMinute(0), part: { tenantId: FABRIKAM.id } },
		];
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts } });
		const outcome = await poll(0);
		expect(idsOf(outcome)).toEqual(['Contoso own']);
		expect(healthOf(outcome)).toEqual(['Contoso degraded wrongTenant']);
		expect(outcome).toMatchObject({ failures: [], nothingWorks: false });
		const next = await poll(1);
		expect([idsOf(next), healthOf(next)]).toEqual([[], []]);
	});

	it.each([
		['Graph', graph],
		['Defender', inSmallPages(SOURCES.defenderAlerts)],
		['incidents', inSmallPages(SOURCES.graphIncidents)],
	])('gets every row of a backlog of several pages once: %s', async (_name, source) => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source }));
		await poll(0);
		contoso.alerts.push(...numbered(23));
		expect(idsOf(await poll(30))).toEqual(names(23));
		expect(idsOf(await poll(31))).toEqual([]);
	});
});

describe('pollTenants, when alerts come late or with odd times', () => {
	it.each([
		['the sweep on', {}],
		['the sweep turned off', { sweepMs: 0 }],
		['the sweep as short as the overlap', { sweepMs: 60 * MINUTE_MS }],
	])('delivers an alert that appears after younger ones inside the overlap, with %s', async (_how, part) => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf(part));
		await poll(0);
		contoso.alerts.push({ id: 'young', createdAt: atMinute(100) });
		expect(idsOf(await poll(101))).toEqual(['Contoso young']);
		contoso.alerts.push({ id: 'late', createdAt: atMinute(45) });
		expect(idsOf(await poll(102))).toEqual(['Contoso late']);
		expect(idsOf(await poll(103))).toEqual([]);
	});

	it('finds by the sweep, within half an hour, what became visible later than the overlap reaches', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(0);
		contoso.alerts.push({ id: 'young', createdAt: atMinute(600) });
		expect(idsOf(await poll(601))).toEqual(['Contoso young']);
		contoso.alerts.push({ id: 'very-late', createdAt: atMinute(200) });
		const found = [idsOf(await poll(602)), idsOf(await poll(632)), idsOf(await poll(633))];
		expect(found.flat()).toEqual(['Contoso very-late']);
	});

	it('is not silenced by one alert that the service dates far into the future', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'future', createdAt: '9999-12-31T23:59:59.9999999Z' }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		expect(idsOf(await poll(0))).toEqual(['Contoso future']);
		contoso.alerts.push({ id: 'next', createdAt: atMinute(5) });
		expect(idsOf(await poll(6))).toEqual(['Contoso next']);
		expect(idsOf(await poll(7))).toEqual([]);
	});

	it('nor is it by one that is dated into a future that only our own clock has reached', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		const pollAt = async (minute: number) => {
			const [ours, microsofts] = [NOW + (minute + 4 * DAY) * MINUTE_MS, NOW + minute * MINUTE_MS];
			return await poll(minute, { connection: { now: () => ours, serviceNow: () => microsofts } });
		};
		await pollAt(0);
		contoso.alerts.push({ id: 'future', createdAt: atMinute(3 * DAY) });
		expect(idsOf(await pollAt(1))).toEqual(['Contoso future']);
		contoso.alerts.push({ id: 'next', createdAt: atMinute(90) });
		expect(idsOf(await pollAt(91))).toEqual(['Contoso next']);
		expect(idsOf(await pollAt(92))).toEqual([]);
	});

	it('delivers an alert without any time once, not at every poll', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'timeless', createdAt: null }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		expect(idsOf(await poll(0))).toEqual(['Contoso timeless']);
		contoso.alerts.push({ id: 'next', createdAt: atMinute(300) });
		expect(idsOf(await poll(301))).toEqual(['Contoso next']);
		expect(idsOf(await poll(302))).toEqual([]);
		expect(idsOf(await poll(5 * DAY))).toEqual([]);
	});

	it('loses nothing although an alert has no time and the clock of this machine runs hours ahead', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'timeless', createdAt: null }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ lookBackMs: 600 * MINUTE_MS }));
		const ahead = 180;
		expect(idsOf(await poll(ahead))).toEqual(['Contoso timeless']);
		contoso.alerts.push({ id: 'next', createdAt: atMinute(5) });
		expect(idsOf(await poll(6 + ahead))).toEqual(['Contoso next']);
	});

	it('loses nothing when this clock was far ahead at the first polls and is set right', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const serviceNow = () => Date.parse(atMinute(0).slice(0, 23) + 'Z');
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(10 * DAY, { connection: { serviceNow } });
		contoso.alerts.push({ id: 'a', createdAt: atMinute(1) });
		expect(idsOf(await poll(2))).toEqual(['Contoso a']);
	});

	it('gets every alert of a moment that has more of them than a page holds', async () => {
		const ties = Array.from({ length: 17 }, (_, n) => ({
			id: `tie-${String(n).padStart(2, '0')}`,
			createdAt: atMinute(1),
		}));
		const contoso: ModelTenant = { alerts: [...ties, { id: 'z', createdAt: atMinute(2) }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source: graph }));
		expect(idsOf(await poll(3))).toEqual([...ties.map(({ id }) => `Contoso ${id}`), 'Contoso z']);
		expect(idsOf(await poll(4))).toEqual([]);
	});
});

describe('pollTenants, when the list of customers changes', () => {
	const unresolved = {
		reference: 'contoso.example',
		shown: { ...CONTOSO, id: 'contoso.example' },
		resolved: fail(lasting({ kind: 'tenantUnknown' })),
	};

	it('loses nothing of a domain that cannot be looked up at first', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(0, { listed: [unresolved] });
		contoso.alerts.push({ id: 'meanwhile', createdAt: atMinute(1) });
		const listed = [resolvedOf(CONTOSO, 'contoso.example')];
		expect(idsOf(await poll(60, { listed }))).toEqual(['Contoso meanwhile']);
	});

	it('loses and repeats nothing of a domain that cannot be looked up for a while', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0) }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		const listed = [resolvedOf(CONTOSO, 'contoso.example')];
		expect(idsOf(await poll(0, { listed }))).toEqual(['Contoso a']);
		contoso.alerts.push({ id: 'b', createdAt: atMinute(1) });
		expect(idsOf(await poll(2, { listed: [unresolved] }))).toEqual([]);
		expect(idsOf(await poll(3 * DAY, { listed }))).toEqual(['Contoso b']);
	});

	it('begins a customer that is added between two polls that are an hour apart at the first of them', async () => {
		const northwind: ModelTenant = { alerts: [{ id: 'old', createdAt: atMinute(59) }] };
		const { poll } = modelTrigger({ [NORTHWIND.id]: northwind, [CONTOSO.id]: { alerts: [] } });
		await poll(0);
		await poll(60);
		northwind.alerts.push({ id: 'new', createdAt: atMinute(70) });
		expect(idsOf(await poll(120, { listed: [resolvedOf(CONTOSO), resolvedOf(NORTHWIND)] }))).toEqual([
			'Northwind new',
		]);
	});

	it('begins a customer that is added later when it is added, and not where the others began', async () => {
		const northwind: ModelTenant = { alerts: [{ id: 'old', createdAt: atMinute(60) }] };
		const { poll } = modelTrigger({ [NORTHWIND.id]: northwind, [CONTOSO.id]: { alerts: numbered(1) } });
		await poll(0);
		await poll(DAY - 1);
		northwind.alerts.push({ id: 'new', createdAt: atMinute(DAY) });
		const listed = [resolvedOf(CONTOSO), resolvedOf(NORTHWIND)];
		expect(idsOf(await poll(DAY, { listed }))).toEqual(['Northwind new']);
		expect(idsOf(await poll(DAY + 1, { listed }))).toEqual([]);
	});

	it('begins a customer whose domain cannot be looked up when it was listed, and not when that works again', async () => {
		const alerts = [
			{ id: 'old', createdAt: atMinute(-30) },
			{ id: 'meanwhile', createdAt: atMinute(5) },
		];
		const { poll } = modelTrigger({ [NORTHWIND.id]: { alerts } });
		const reference = 'northwind.example';
		const unresolved = { ...resolvedOf(NORTHWIND, reference), resolved: fail(passing()) };
		for (const minute of [0, 30, 60]) await poll(minute, { listed: [resolvedOf(CONTOSO), unresolved] });
		const outcome = await poll(61, { listed: [resolvedOf(CONTOSO), resolvedOf(NORTHWIND, reference)] });
		expect(idsOf(outcome)).toEqual(['Northwind meanwhile']);
	});

	it('lets a customer that is added later look back as far as asked', async () => {
		const alerts = [{ id: 'old', createdAt: atMinute(60) }];
		const { poll } = modelTrigger({ [NORTHWIND.id]: { alerts } }, configOf({ lookBackMs: DAY * MINUTE_MS }));
		await poll(0);
		expect(idsOf(await poll(120, { listed: [resolvedOf(NORTHWIND)] }))).toEqual(['Northwind old']);
	});

	it('loses nothing of a customer that was added shortly before n8n was restarted and that n8n had not stored', async () => {
		const northwind: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [NORTHWIND.id]: northwind });
		await poll(0);
		northwind.alerts.push(
			{ id: 'before', createdAt: atMinute(-20) },
			{ id: 'meanwhile', createdAt: atMinute(60) },
		);
		const listed = [resolvedOf(NORTHWIND)];
		expect(idsOf(await poll(300, { listed, resumes: true }))).toEqual(['Northwind meanwhile']);
		expect(idsOf(await poll(301, { listed }))).toEqual([]);
	});

	it('goes back a day at most for a customer that may have been forgotten', async () => {
		const alerts = [
			{ id: 'old', createdAt: atMinute(60) },
			{ id: 'of-the-day', createdAt: atMinute(10 * DAY - DAY + 1) },
		];
		const { poll } = modelTrigger({ [NORTHWIND.id]: { alerts } });
		await poll(0);
		const listed = [resolvedOf(NORTHWIND)];
		expect(idsOf(await poll(10 * DAY, { listed, resumes: true }))).toEqual(['Northwind of-the-day']);
	});

	it('repeats nothing of a customer that is known when n8n is restarted', async () => {
		const contoso: ModelTenant = { alerts: numbered(3, -2) };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		expect(idsOf(await poll(0))).toHaveLength(3);
		expect(idsOf(await poll(DAY, { resumes: true }))).toEqual([]);
	});

	it('forgets the health of a tenant that is no longer listed, but keeps its checkpoint', async () => {
		const { poll, state } = modelTrigger({
			[CONTOSO.id]: { alerts: [] },
			[FABRIKAM.id]: { alerts: [], fault: () => answer(404) },
		});
		await poll(0);
		expect(Object.keys(state().health)).toEqual([`graphAlerts|${FABRIKAM.id}`]);
		await poll(1, { listed: [resolvedOf(CONTOSO)] });
		expect(state().health).toEqual({});
		expect(Object.keys(state().checkpoints).sort()).toEqual(
			[CONTOSO, FABRIKAM].map(({ id }) => `graphAlerts|${id}`).sort(),
		);
		expect(Object.keys(state().unlisted)).toEqual([`graphAlerts|${FABRIKAM.id}`]);
	});

	it('goes on where it was when a customer is put back within a week', async () => {
		const fabrikam: ModelTenant = { alerts: [{ id: 'before', createdAt: atMinute(0) }] };
		const { poll, state } = modelTrigger({ [FABRIKAM.id]: fabrikam });
		await poll(0);
		fabrikam.alerts.push({ id: 'unlisted', createdAt: atMinute(5) });
		for (const day of [1, 3, 5]) await poll(day * DAY, { listed: [resolvedOf(CONTOSO)] });
		expect(idsOf(await poll(8 * DAY))).toEqual(['Fabrikam unlisted']);
		expect(state().unlisted).toEqual({});
	});

	it('begins anew with a customer that was away for longer, and keeps nothing of it meanwhile', async () => {
		const fabrikam: ModelTenant = { alerts: [] };
		const { poll, state } = modelTrigger({ [FABRIKAM.id]: fabrikam });
		await poll(0);
		const without = { listed: [resolvedOf(CONTOSO)] };
		await poll(1, without);
		await poll(31 * DAY, without);
		expect(Object.keys(state().checkpoints)).toEqual([`graphAlerts|${CONTOSO.id}`]);
		expect(state().unlisted).toEqual({});
		fabrikam.alerts.push({ id: 'old', createdAt: atMinute(5) }, { id: 'new', createdAt: atMinute(32 * DAY) });
		expect(idsOf(await poll(32 * DAY))).toEqual(['Fabrikam new']);
	});

	it('goes on where it was when a customer is named by its domain instead of its GUID', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0) }] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(0, { listed: [resolvedOf(CONTOSO)] });
		contoso.alerts.push({ id: 'b', createdAt: atMinute(1) });
		const listed = [resolvedOf(CONTOSO, 'contoso.example')];
		expect(idsOf(await poll(300, { listed }))).toEqual(['Contoso b']);
	});

	it('goes on where each source was when it is switched to another one and back', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'a', createdAt: atMinute(0) }] };
		const { poll, state } = modelTrigger({ [CONTOSO.id]: contoso });
		const defender = { config: { source: SOURCES.defenderAlerts } };
		expect(idsOf(await poll(0))).toEqual(['Contoso a']);
		expect(idsOf(await poll(1, defender))).toEqual(['Contoso a']);
		contoso.alerts.push({ id: 'b', createdAt: atMinute(60) });
		expect(idsOf(await poll(61, defender))).toEqual(['Contoso b']);
		expect(idsOf(await poll(62))).toEqual(['Contoso b']);
		expect(idsOf(await poll(63, defender))).toEqual([]);
		expect(
			Object.keys(state().checkpoints)
				.filter((key) => key.endsWith(CONTOSO.id))
				.sort(),
		).toEqual([`defenderAlerts|${CONTOSO.id}`, `graphAlerts|${CONTOSO.id}`]);
	});
});
