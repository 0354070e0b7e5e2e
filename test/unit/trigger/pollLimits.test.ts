import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { firstVisit } from '../../../nodes/MicrosoftDefenderMssp/core/visit';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { Source } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import { atMinute, CLIENT_ID, CONTOSO, FABRIKAM, MINUTE_MS } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, refusal } from '../transport/builders';
import type { Fault, ModelAlert, ModelTenant } from './modelTenants';
import { configOf, inSmallPages, NORTHWIND, resolvedOf, TENANTS, tenantOfToken } from './modelTenants';
import type { ModelTrigger } from './modelTrigger';
import { healthOf, idsOf, modelTrigger } from './modelTrigger';

const smallGraph = inSmallPages(SOURCES.graphAlerts);
const smallDefender = inSmallPages(SOURCES.defenderAlerts);
const all = TENANTS.map((tenant) => resolvedOf(tenant));

/** Alerts of the minutes from this one on. */
const numbered = (count: number, minute: number, step = 1): ModelAlert[] =>
	Array.from({ length: count }, (_, n) => ({ id: `a${n}`, createdAt: atMinute(minute + n * step) }));

const namesOf = (tenant: string, { alerts }: ModelTenant) => alerts.map(({ id }) => `${tenant} ${id}`);

/** What the polls of these minutes delivered, poll by poll. */
async function pollEach({ poll }: ModelTrigger, from: number, to: number): Promise<string[][]> {
	const delivered: string[][] = [];
	for (let minute = from; minute <= to; minute += 1) delivered.push(idsOf(await poll(minute)));
	return delivered;
}

const option = (name: string, { url }: { url: string }) => new URL(url).searchParams.get(`$${name}`);

describe('Max Items per Poll', () => {
	it.each([
		['both at a time', 2],
		['one after the other', 1],
	])('is shared fairly: a flood of one customer holds up no other, read %s', async (_how, concurrency) => {
		const flood: ModelTenant = { alerts: [] };
		const quiet: ModelTenant = { alerts: [] };
		const config = configOf({ maxItems: 6, concurrency });
		const trigger = modelTrigger({ [CONTOSO.id]: flood, [FABRIKAM.id]: quiet }, config);
		await trigger.poll(0);
		flood.alerts.push(...numbered(20, 1));
		quiet.alerts.push(...numbered(2, 1));
		const [first = [], ...rest] = await pollEach(trigger, 30, 36);
		expect(first).toHaveLength(6);
		expect(first).toEqual(expect.arrayContaining(namesOf('Fabrikam', quiet)));
		expect(rest.every((delivered) => delivered.length <= 6)).toBe(true);
		expect([first, ...rest].flat().sort()).toEqual(
			[...namesOf('Contoso', flood), ...namesOf('Fabrikam', quiet)].sort(),
		);
	});

	it.each<[string, Source]>([
		['Graph', smallGraph],
		['Defender, which does not sort', smallDefender],
		['incidents', inSmallPages(SOURCES.graphIncidents)],
	])('delivers the rest at the next polls, each once: %s', async (_name, source) => {
		const contoso: ModelTenant = { alerts: [] };
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source, maxItems: 4 }));
		await trigger.poll(0);
		contoso.alerts.push(...numbered(23, 1));
		const delivered = await pollEach(trigger, 30, 60);
		expect(Math.max(...delivered.map((ids) => ids.length))).toBe(4);
		expect(delivered.flat().sort()).toEqual(namesOf('Contoso', contoso).sort());
	});

	it.each<[string, Source]>([
		['Graph', smallGraph],
		['Defender', smallDefender],
	])('delivers the rest also of alerts that share one time: %s', async (_name, source) => {
		const contoso: ModelTenant = { alerts: [] };
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source, maxItems: 3 }));
		await trigger.poll(0);
		contoso.alerts.push(...numbered(17, 1, 0));
		const delivered = await pollEach(trigger, 30, 50);
		expect(delivered.flat().sort()).toEqual(namesOf('Contoso', contoso).sort());
	});

	it.each<[string, Source]>([
		['Graph', SOURCES.graphAlerts],
		['Graph, in several pages', smallGraph],
		['Defender', SOURCES.defenderAlerts],
		['Defender, in several pages', smallDefender],
	])('delivers a look-back of weeks piece by piece, each alert once: %s', async (_name, source) => {
		const weeks = 14 * 24 * 60;
		const contoso: ModelTenant = { alerts: numbered(12, -weeks, weeks / 12) };
		const config = configOf({ source, maxItems: 4, lookBackMs: (weeks + 60) * MINUTE_MS });
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, config);
		const delivered = await pollEach(trigger, 0, 40);
		expect(delivered.flat().sort()).toEqual(namesOf('Contoso', contoso).sort());
	});

	it.each<[string, Source]>([
		['Graph', smallGraph],
		['Defender', smallDefender],
	])('loses nothing that arrives while the rest is waiting: %s', async (_name, source) => {
		const contoso: ModelTenant = { alerts: [] };
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source, maxItems: 3 }));
		await trigger.poll(0);
		contoso.alerts.push(...numbered(20, 1));
		const delivered: string[][] = [];
		for (let minute = 30; minute < 60; minute += 1) {
			if (minute < 45) contoso.alerts.push({ id: `new-${minute}`, createdAt: atMinute(minute) });
			delivered.push(idsOf(await trigger.poll(minute)));
		}
		expect(delivered.flat().sort()).toEqual(namesOf('Contoso', contoso).sort());
	});

	it('loses nothing of a page that it divides, although an alert in it is dated after its last update', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const config = configOf({ source: smallGraph, maxItems: 1, overlapMs: MINUTE_MS, sweepMs: 0 });
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, config);
		await trigger.poll(0);
		contoso.alerts.push(...numbered(8, 1, 10));
		contoso.alerts[1] = { id: 'odd', createdAt: atMinute(80), updatedAt: atMinute(11) };
		const delivered = await pollEach(trigger, 90, 120);
		expect(delivered.flat().sort()).toEqual(namesOf('Contoso', contoso).sort());
	});

	it('delivers a customer with two alerts, although another one has a new alert at every poll', async () => {
		const [busy, waiting]: ModelTenant[] = [{ alerts: [] }, { alerts: [] }];
		if (busy === undefined || waiting === undefined) throw new Error('No tenants.');
		const trigger = modelTrigger({ [CONTOSO.id]: busy, [FABRIKAM.id]: waiting }, configOf({ maxItems: 1 }));
		await trigger.poll(0);
		waiting.alerts.push(...numbered(2, 1));
		const delivered: string[] = [];
		for (let minute = 1; minute < 30; minute += 1) {
			busy.alerts.push({ id: `busy-${minute}`, createdAt: atMinute(minute) });
			delivered.push(...idsOf(await trigger.poll(minute)));
		}
		expect(delivered).toEqual(expect.arrayContaining(namesOf('Fabrikam', waiting)));
	});

	it('counts what is held back by a filter as nothing, so that it cannot stop the rest', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const filter = { minimumSeverity: 'high' };
		const config = configOf({ source: smallGraph, maxItems: 2, filter });
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, config);
		await trigger.poll(0);
		const low = numbered(18, 1).map((alert) => ({ ...alert, part: { severity: 'low' } }));
		contoso.alerts.push(...low, { id: 'high', createdAt: atMinute(19), part: { severity: 'high' } });
		expect((await pollEach(trigger, 30, 40)).flat()).toEqual(['Contoso high']);
	});
});

describe('the time of a poll', () => {
	it('reads first the customer that was not read for longest', async () => {
		const slow: { fault?: Fault } = {};
		const contoso: ModelTenant = { alerts: [], fault: (...asked) => slow.fault?.(...asked) };
		const { poll, sent, takeTime } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ concurrency: 1 }));
		slow.fault = () => takeTime(MINUTE_MS);
		await poll(0, { listed: all, time: { seconds: 30 } });
		expect(sent().map(tenantOfToken)).toEqual([CONTOSO.id]);
		slow.fault = undefined;
		await poll(2, { listed: all });
		expect(sent().map(tenantOfToken)).toEqual([FABRIKAM.id, NORTHWIND.id, CONTOSO.id]);
	});

	it('gives a customer with a long backlog its second page only when all others had their first', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const config = configOf({ source: smallGraph, concurrency: 1 });
		const { poll, sent } = modelTrigger({ [CONTOSO.id]: contoso }, config);
		await poll(0, { listed: all });
		contoso.alerts.push(...numbered(12, 1));
		await poll(20, { listed: all });
		expect(sent().map(tenantOfToken)).toEqual([
			CONTOSO.id,
			FABRIKAM.id,
			NORTHWIND.id,
			CONTOSO.id,
			CONTOSO.id,
		]);
	});

	it('tells a customer as skipped once there was no time for it for five minutes, and as recovered once it is read regularly', async () => {
		const { poll } = modelTrigger({ [FABRIKAM.id]: { alerts: numbered(1, 1) } });
		const listed = [resolvedOf(FABRIKAM)];
		const told: string[][] = [];
		for (const minute of [0, 2, 4, 5, 6])
			told.push(healthOf(await poll(minute, { listed, time: { seconds: 0 } })));
		expect(told).toEqual([[], [], [], ['Fabrikam skipped budget'], []]);
		const outcome = await poll(7, { listed });
		expect(idsOf(outcome)).toEqual(['Fabrikam a0']);
		// Read twice in a row: else one that is read every few polls would be told over and over.
		const after = [outcome, await poll(8, { listed }), await poll(9, { listed })];
		expect(after.map(healthOf)).toEqual([[], ['Fabrikam recovered budget'], []]);
	});

	it('does not take customers for which there was no time for ones that fail', async () => {
		const { poll } = modelTrigger({});
		expect(await poll(0, { time: { seconds: 0 } })).toMatchObject({ failures: [], nothingWorks: false });
	});

	it('keeps what was read of a customer when time is up between its pages, and goes on from there', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll, takeTime } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source: smallGraph }));
		await poll(0);
		contoso.alerts.push(...numbered(12, 1));
		contoso.fault = () => takeTime(20_000);
		const first = idsOf(await poll(20, { time: { seconds: 10 } }));
		expect(first).toEqual(namesOf('Contoso', contoso).slice(0, 5));
		contoso.fault = undefined;
		expect([...first, ...idsOf(await poll(21))]).toEqual(namesOf('Contoso', contoso));
	});

	it('ends although a customer does not answer, delivers the others, and loses nothing of the one', async () => {
		const contoso: ModelTenant = { alerts: numbered(1, 0) };
		const { poll, takeTime } = modelTrigger({
			[CONTOSO.id]: contoso,
			[FABRIKAM.id]: { alerts: numbered(1, 0) },
		});
		contoso.fault = async () => await new Promise<Answer>(() => undefined);
		const over = new Promise<void>((resolve) => {
			setTimeout(() => {
				takeTime(45_000);
				resolve();
			}, 20);
		});
		const outcome = await poll(0, { time: { over } });
		expect(idsOf(outcome)).toEqual(['Fabrikam a0']);
		expect(outcome.failures).toMatchObject([
			{ tenant: CONTOSO, failure: { kind: 'network', transient: true } },
		]);
		contoso.fault = undefined;
		expect(idsOf(await poll(1))).toEqual(['Contoso a0']);
	});

	it('does not take a customer that was only just asked for one that does not answer', async () => {
		const contoso: ModelTenant = {
			alerts: [],
			fault: async () => await new Promise<Answer>(() => undefined),
		};
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		const over = new Promise<void>((resolve) => setTimeout(resolve, 20));
		expect(await poll(0, { time: { over } })).toMatchObject({ failures: [] });
	});

	it('forgets neither that a customer failed nor when it was read because its answer comes after the end', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll, takeTime, memory } = modelTrigger({ [CONTOSO.id]: contoso });
		let give: (given: Answer) => void = () => undefined;
		contoso.fault = async () => await new Promise<Answer>((resolve) => (give = resolve));
		const over = new Promise<void>((resolve) => {
			setTimeout(() => {
				takeTime(45_000);
				resolve();
			}, 20);
		});
		await poll(0, { time: { over } });
		const settled = memory.visits.get(`graphAlerts|${CONTOSO.id}`);
		expect(settled).toMatchObject({ failures: 1 });
		give(answer(200, { value: [] }));
		await new Promise(setImmediate);
		expect(memory.visits.get(`graphAlerts|${CONTOSO.id}`)).toMatchObject({
			failures: 1,
			checkedAt: settled?.checkedAt,
		});
	});

	it('loses nothing when it ends between a page and the details of its alerts', async () => {
		const contoso: ModelTenant = { alerts: numbered(2, 0).map((alert) => ({ ...alert, details: [{}] })) };
		const config = configOf({ source: smallDefender });
		const { poll, memory } = modelTrigger({ [CONTOSO.id]: contoso }, config);
		memory.visits.set(`defenderAlerts|${CONTOSO.id}`, { ...firstVisit, halvings: 4 });
		contoso.fault = (request) => (request === 1 ? undefined : new Promise<Answer>(() => undefined));
		const over = new Promise<void>((resolve) => setTimeout(resolve, 20));
		expect(idsOf(await poll(2, { time: { over } }))).toEqual([]);
		contoso.fault = undefined;
		expect(idsOf(await poll(3))).toEqual(['Contoso a0', 'Contoso a1']);
	});
});

describe('pages that are too big for the service', () => {
	const tops = (trigger: ModelTrigger) => trigger.sent().map((request) => Number(option('top', request)));

	it('are halved after each breakdown until they come, and grow again an hour later', async () => {
		const source = { ...SOURCES.graphAlerts, pageSize: 40 };
		const contoso: ModelTenant = { alerts: [] };
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source }));
		const listed = [resolvedOf(CONTOSO)];
		contoso.fault = (_request, url) => (Number(url.searchParams.get('$top')) > 10 ? answer(503) : undefined);
		const asked: number[][] = [];
		for (const minute of [0, 1, 2]) {
			await trigger.poll(minute, { listed });
			asked.push(tops(trigger));
		}
		expect(asked).toEqual([[40], [20], [10]]);
		contoso.fault = undefined;
		for (const minute of [3, 63, 64]) {
			await trigger.poll(minute, { listed });
			asked.push(tops(trigger));
		}
		expect(asked.slice(3)).toEqual([[10], [10], [20]]);
	});

	it('are halved within one poll when they come slowly', async () => {
		const source = { ...SOURCES.graphAlerts, pageSize: 20 };
		const contoso: ModelTenant = { alerts: [] };
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source }));
		await trigger.poll(0);
		contoso.alerts.push(...numbered(25, 1));
		contoso.fault = (request) => (request === 1 ? trigger.takeTime(16_000) : undefined);
		expect(idsOf(await trigger.poll(30, { listed: [resolvedOf(CONTOSO)] }))).toHaveLength(25);
		expect(tops(trigger)).toEqual([20, 10]);
	});

	it('are at last asked for without details, which are then fetched one by one', async () => {
		const source = { ...SOURCES.defenderAlerts, pageSize: 80 };
		const contoso: ModelTenant = {
			alerts: [
				{ id: 'a', createdAt: atMinute(0), details: [{ entityType: 'Ip', ipAddress: '203.0.113.9' }] },
			],
		};
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source, simplify: false }));
		const listed = [resolvedOf(CONTOSO)];
		contoso.fault = (_request, url) => (url.searchParams.has('$expand') ? answer(500) : undefined);
		let outcome = await trigger.poll(0, { listed });
		for (const minute of [1, 2, 4, 8]) {
			expect(idsOf(outcome)).toEqual([]);
			outcome = await trigger.poll(minute, { listed });
		}
		expect(outcome.deliveries[0]?.items).toMatchObject([
			{ alert: { id: 'a', evidence: [{ ipAddress: '203.0.113.9' }] } },
		]);
		expect(trigger.sent().map(({ url }) => new URL(url).pathname)).toEqual(['/api/alerts', '/api/alerts/a']);
	});

	it('of one customer leave those of the others as they are', async () => {
		const source = { ...SOURCES.graphAlerts, pageSize: 40 };
		const contoso: ModelTenant = { alerts: [], fault: () => answer(503) };
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source, concurrency: 1 }));
		await trigger.poll(0);
		await trigger.poll(1);
		expect(tops(trigger)).toEqual([40, 20]);
	});
});

describe('a service that does not sort', () => {
	const unsorting: Fault = (_request, url) =>
		url.searchParams.has('$orderby') ? answer(400, refusal('BadRequest', 'orderby')) : undefined;

	it('and refuses $orderby is read without it, in the same poll and from then on', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source: smallGraph }));
		await trigger.poll(0);
		contoso.alerts.push(...numbered(12, 1));
		contoso.fault = unsorting;
		const outcome = await trigger.poll(20);
		expect(idsOf(outcome)).toEqual(namesOf('Contoso', contoso));
		expect(outcome.failures).toEqual([]);
		await trigger.poll(21);
		const sent = trigger.sent().filter((request) => tenantOfToken(request) === CONTOSO.id);
		expect(sent.length).toBeGreaterThan(0);
		expect(sent.filter((request) => option('orderby', request) !== null)).toEqual([]);
	});

	it('and ignores $orderby is read in full all the same', async () => {
		const contoso: ModelTenant = { alerts: [], ignoresOrder: true };
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source: smallGraph }));
		await trigger.poll(0);
		contoso.alerts.push(
			...numbered(23, 1).map((alert, n) => ({ ...alert, updatedAt: atMinute(1 + ((n * 7) % 23) + 23) })),
		);
		expect(idsOf(await trigger.poll(60)).sort()).toEqual(namesOf('Contoso', contoso).sort());
		expect(idsOf(await trigger.poll(61))).toEqual([]);
	});

	it('does not hide that a request is wrong for another reason', async () => {
		const contoso: ModelTenant = { alerts: [], fault: () => answer(400, refusal('BadRequest', 'x')) };
		const outcome = await modelTrigger({ [CONTOSO.id]: contoso }).poll(0);
		expect(outcome.failures).toMatchObject([{ failure: { kind: 'badRequest' } }]);
	});
});

describe("the service's request limits", () => {
	const source: Source = { ...smallGraph, limits: { perMinute: 5 } };

	it('end the reading of a backlog for now and lose nothing of it', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source }));
		await trigger.poll(0);
		contoso.alerts.push(...numbered(40, 1));
		const outcome = await trigger.poll(50);
		expect(trigger.sent().filter((request) => tenantOfToken(request) === CONTOSO.id)).toHaveLength(4);
		expect(outcome).toMatchObject({ failures: [], health: [] });
		const delivered = [idsOf(outcome), ...(await pollEach(trigger, 51, 54))];
		expect(delivered.flat().sort()).toEqual(namesOf('Contoso', contoso).sort());
	});

	it('keep a customer waiting that used them up, and no other', async () => {
		const trigger = modelTrigger({ [CONTOSO.id]: { alerts: [] } }, configOf({ source }));
		const quotaKey = JSON.stringify([CLOUDS.global.loginUrl, CLIENT_ID, CONTOSO.id, 'graph']);
		for (let n = 0; n < 4; n += 1)
			trigger.memory.quota.take(quotaKey, source.limits, Date.parse(atMinute(0)));
		const outcome = await trigger.poll(0);
		expect(trigger.sent().map(tenantOfToken)).toEqual([FABRIKAM.id]);
		expect(outcome).toMatchObject({ failures: [], nothingWorks: false });
	});
});
