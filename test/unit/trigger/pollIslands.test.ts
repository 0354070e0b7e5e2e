import type { TokenRequest } from '../../../nodes/MicrosoftDefenderMssp/auth/tokenClient';
import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { Tenant } from '../../../nodes/MicrosoftDefenderMssp/core/tenant';
import { firstVisit } from '../../../nodes/MicrosoftDefenderMssp/core/visit';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { graphAlerts } from '../../../nodes/MicrosoftDefenderMssp/sources/graphAlerts';
import type { Source } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import type { PollOutcome } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { atMinute, CONTOSO, FABRIKAM, lasting, MINUTE_MS, NOW, passing } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, refusal } from '../transport/builders';
import type { ModelAlert, ModelTenant } from './modelTenants';
import { configOf, inSmallPages, NORTHWIND, resolvedOf, tenantOfToken } from './modelTenants';
import type { ModelTrigger, PollOptions } from './modelTrigger';
import { healthOf, idsOf, modelTrigger } from './modelTrigger';

/** So many customers, as they are listed. */
const customers = (count: number): Tenant[] =>
	Array.from({ length: count }, (_, n) => ({
		id: `${String(n).padStart(8, '0')}-7777-4777-8777-777777777777`,
		name: `Customer ${n}`,
		labels: {},
	}));

const DAY_MINUTES = 24 * 60;
const smallPages = configOf({ source: inSmallPages(graphAlerts) });

describe('customers in an order of which each poll has time for some', () => {
	it('do not wait for the clock to catch up after it was set back', async () => {
		const four = customers(4);
		const listed = four.map((tenant) => resolvedOf(tenant));
		const slow: ModelTenant = { fault: () => trigger.takeTime(20_000), alerts: [] };
		const tenants = Object.fromEntries(four.map(({ id }) => [id, slow]));
		const trigger = modelTrigger(tenants, configOf({ concurrency: 1 }));
		const enoughForTwo: PollOptions = { listed, time: { seconds: 30 } };
		for (const minute of [1, 2]) await trigger.poll(DAY_MINUTES + minute, enoughForTwo);
		const asked: string[] = [];
		for (const minute of [3, 4]) {
			await trigger.poll(minute, enoughForTwo);
			asked.push(...trigger.sent().map(tenantOfToken));
		}
		expect(asked.sort()).toEqual(four.map(({ id }) => id));
	});
});

describe('customers of which a poll has time for one page each, and not for all', () => {
	const four = customers(4);
	const [first] = four;
	const listed = four.map((tenant) => resolvedOf(tenant));

	/** Half an hour of polls that each have time for two pages. */
	async function halfAnHour(trigger: ModelTrigger, from: number): Promise<string[]> {
		const came: string[] = [];
		for (let minute = from; minute < from + 30; minute += 1)
			came.push(...idsOf(await trigger.poll(minute, { listed, time: { seconds: 30 } })));
		return came.sort();
	}

	const slowTrigger = (alerts: ModelAlert[], config: Partial<TriggerConfig>) => {
		const fault = () => trigger.takeTime(20_000);
		const tenants = four.map(({ id }) => [id, { alerts: id === first?.id ? alerts : [], fault }] as const);
		const trigger = modelTrigger(Object.fromEntries(tenants), configOf({ concurrency: 1, ...config }));
		return trigger;
	};

	it('get older alerts too, besides the newest', async () => {
		const alerts = Array.from({ length: 12 }, (_, n) => ({ id: `a${10 + n}`, createdAt: atMinute(n) }));
		const source = inSmallPages(SOURCES.defenderAlerts);
		const trigger = slowTrigger(alerts, { source, overlapMs: MINUTE_MS });
		expect(await halfAnHour(trigger, 12)).toEqual(alerts.map(({ id }) => `Customer 0 ${id}`));
	});

	it('get an alert that becomes visible hours late', async () => {
		const alerts: ModelAlert[] = [];
		const trigger = slowTrigger(alerts, {});
		await halfAnHour(trigger, 0);
		alerts.push({ id: 'young', createdAt: atMinute(600) });
		expect(await halfAnHour(trigger, 601)).toEqual(['Customer 0 young']);
		alerts.push({ id: 'late', createdAt: atMinute(200) });
		expect(await halfAnHour(trigger, 640)).toEqual(['Customer 0 late']);
	});
});

describe('customers that fail for hours', () => {
	const twelve = customers(12);
	const listed = twelve.map((tenant) => resolvedOf(tenant));
	const sick = new Set(twelve.slice(0, 3).map(({ id }) => id));
	const healthy = twelve.filter(({ id }) => !sick.has(id));

	/** The minutes at which some healthy customer was not read, but for the first: nobody can know of the trouble before. */
	async function unreadMinutes(
		concurrency: number,
		fault: ModelTenant['fault'],
		optionsOf: (trigger: ModelTrigger) => PollOptions,
	) {
		const tenants = twelve.map(({ id }): [string, ModelTenant] => [
			id,
			{ alerts: [], ...(sick.has(id) && { fault }) },
		]);
		const trigger = modelTrigger(Object.fromEntries(tenants), configOf({ concurrency }));
		const unread: number[] = [];
		for (let minute = 0; minute < 30; minute += 1) {
			await trigger.poll(minute, { listed, ...optionsOf(trigger) });
			const read = new Set(trigger.sent().map(tenantOfToken));
			if (minute > 0 && healthy.some(({ id }) => !read.has(id))) unread.push(minute);
		}
		return unread;
	}

	it('as if the sign-in had ended keep no other from being read', async () => {
		const expired = lasting({ kind: 'secretExpired', appliesTo: 'all' });
		const tokens = {
			token: async ({ tenantId }: TokenRequest) => {
				const token = { value: `token of ${tenantId}`, expiresAt: NOW + 3_600_000, mintedAt: NOW };
				return await Promise.resolve(sick.has(tenantId) ? fail(expired) : succeed(token));
			},
		};
		expect(await unreadMinutes(1, undefined, () => ({ connection: { tokens } }))).toEqual([]);
	});

	it.each([
		['50 seconds', 45_000],
		['8 seconds, by a setting of n8n,', 7_200],
	])('because they never answer in a poll of %s keep no other from being read', async (_budget, ms) => {
		const hang = async () => await new Promise<Answer>(() => undefined);
		const endsAfter = ({ takeTime }: ModelTrigger) => {
			const waited = new Promise<void>((resolve) => setTimeout(resolve, 15));
			return { time: { over: waited.then(() => takeTime(ms)) } };
		};
		expect(await unreadMinutes(3, hang, endsAfter)).toEqual([]);
	});
});

describe('a customer whose newest alerts come and whose older ones never do', () => {
	it('gets what came, is told as one that does not answer, and gets the rest when it does', async () => {
		const alerts = Array.from({ length: 8 }, (_, n) => ({ id: `a${n}`, createdAt: atMinute(n) }));
		const contoso: ModelTenant = { alerts };
		const source = inSmallPages(SOURCES.defenderAlerts);
		const trigger = modelTrigger(
			{ [CONTOSO.id]: contoso, [FABRIKAM.id]: { alerts: [] } },
			configOf({ source }),
		);
		contoso.fault = async (_request, { searchParams }) =>
			searchParams.get('$filter')?.includes(' le ') === true
				? await new Promise<Answer>(() => undefined)
				: undefined;
		const outcomes: PollOutcome[] = [];
		for (const minute of [8, 9, 18]) {
			const waited = new Promise<void>((resolve) => setTimeout(resolve, 15));
			const over = waited.then(() => trigger.takeTime(45_000));
			outcomes.push(await trigger.poll(minute, { time: { over } }));
		}
		const came = outcomes.flatMap(idsOf);
		expect(came.length).toBeGreaterThan(0);
		expect(outcomes.flatMap(healthOf)).toEqual(['Contoso degraded network']);
		contoso.fault = undefined;
		const delivered = [...came, ...idsOf(await trigger.poll(40))];
		expect(delivered.sort()).toEqual(alerts.map(({ id }) => `Contoso ${id}`));
	});
});

describe('more customers with new alerts at every poll than items in a poll', () => {
	it('each get some every few polls: six of twenty at each', async () => {
		const twenty = customers(20);
		const alerts: ModelTenant['alerts'] = [];
		const tenants = Object.fromEntries(twenty.map(({ id }) => [id, { alerts }]));
		const trigger = modelTrigger(tenants, configOf({ maxItems: 6, concurrency: 20 }));
		const listed = twenty.map((tenant) => resolvedOf(tenant));
		await trigger.poll(0, { listed });
		const last = new Map<string, number>();
		let longest = 0;
		for (let minute = 1; minute < 60; minute += 1) {
			alerts.push({ id: `a${minute}`, createdAt: atMinute(minute) });
			const outcome = await trigger.poll(minute, { listed });
			for (const id of idsOf(outcome)) last.set(id.split(' a')[0] ?? '', minute);
			for (const { name } of twenty) longest = Math.max(longest, minute - (last.get(name) ?? 0));
		}
		expect(longest).toBeLessThan(5);
	});
});

describe('a customer whose evidence is fetched alert by alert', () => {
	it.each([
		['takes long for each', 3_000],
		['never answers for any', 30_000],
	])('is read within a poll all the same when the service %s', async (_what, detailMs) => {
		const alerts = Array.from({ length: 16 }, (_, n) => ({ id: `a${n}`, createdAt: atMinute(0) }));
		const contoso: ModelTenant = { alerts };
		const trigger = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source: SOURCES.defenderAlerts }));
		trigger.memory.visits.set(`defenderAlerts|${CONTOSO.id}`, { ...firstVisit, halvings: 6, halvedAt: NOW });
		let end: () => void = () => undefined;
		const over = new Promise<void>((resolve) => (end = resolve));
		let left = 45_000;
		contoso.fault = async (_request, url, { timeoutMs }) => {
			const tookMs = url.pathname === '/api/alerts' ? 0 : Math.min(detailMs, timeoutMs);
			trigger.takeTime(tookMs);
			left -= tookMs;
			if (left > 0) return tookMs === 0 ? undefined : await Promise.resolve(passing({ kind: 'network' }));
			end();
			return await new Promise<Answer>(() => undefined);
		};
		const outcome = await trigger.poll(2, { listed: [resolvedOf(CONTOSO)], time: { seconds: 35, over } });
		expect(idsOf(outcome)).toHaveLength(16);
		expect(outcome.failures).toEqual([]);
	});
});

describe('an alert that our own code cannot handle', () => {
	/** Graph's alerts, of which one makes whatever looks at this property of it throw. */
	const oddIn = (property: string): Source => ({
		...graphAlerts,
		record: (raw) => {
			const { simple } = graphAlerts.record(raw);
			if (raw.id !== 'odd') return { raw, simple };
			const get = () => {
				throw new RangeError('secret of the tenant');
			};
			return { raw, simple: Object.defineProperty(simple, property, { get, enumerable: true }) };
		},
	});

	// No filter looks at the description, so that it is the items that cannot be made.
	it.each<[string, string, Partial<TriggerConfig>]>([
		['the filters', 'title', { filter: { titleContains: 'x' } }],
		['the output format', 'description', { format: { name: 'ecs', options: {} } }],
	])("in %s is its customer's trouble and holds up no other", async (_where, property, config) => {
		const alert = (id: string) => ({ id, createdAt: atMinute(1), part: { title: 'x' } });
		const trigger = modelTrigger(
			{ [CONTOSO.id]: { alerts: [alert('odd')] }, [FABRIKAM.id]: { alerts: [alert('b')] } },
			configOf({ source: oddIn(property), ...config }),
		);
		const outcome = await trigger.poll(2);
		expect(idsOf(outcome)).toEqual(['Fabrikam b']);
		expect(outcome.failures).toMatchObject([{ tenant: CONTOSO, failure: { kind: 'unexpectedAnswer' } }]);
		expect(JSON.stringify(outcome)).not.toContain('secret of the tenant');
		expect(healthOf(await trigger.poll(8))).toEqual(['Contoso degraded unexpectedAnswer']);
		// As after an upgrade that can handle it.
		const mended = { source: graphAlerts, filter: {}, format: undefined };
		expect(idsOf(await trigger.poll(60, { config: mended }))).toEqual(['Contoso odd']);
	});
});

describe('a customer whose service refuses to sort', () => {
	it('makes no other be read without order, and is asked for it again after a day', async () => {
		const alerts = Array.from({ length: 12 }, (_, n): ModelAlert => ({
			id: `a${n}`,
			createdAt: atMinute(n - 5),
		}));
		let isMended = false;
		const refusing: ModelTenant = {
			alerts,
			fault: (_request, url) =>
				url.searchParams.has('$orderby') && !isMended
					? answer(400, refusal('BadRequest', 'order'))
					: undefined,
		};
		const trigger = modelTrigger({ [CONTOSO.id]: refusing, [FABRIKAM.id]: { alerts } }, smallPages);
		const unsorted = () =>
			trigger
				.sent()
				.filter(({ url }) => !new URL(url).searchParams.has('$orderby'))
				.map(tenantOfToken);
		await trigger.poll(10);
		expect(new Set(unsorted())).toEqual(new Set([CONTOSO.id]));
		isMended = true;
		await trigger.poll(11);
		expect(new Set(unsorted())).toEqual(new Set([CONTOSO.id]));
		await trigger.poll(10 + DAY_MINUTES);
		expect(unsorted()).toEqual([]);
	});
});

describe('a customer that was added shortly before n8n was restarted and that n8n had not stored', () => {
	it('begins when n8n stored something last, also if that was a first poll in which nobody could be read', async () => {
		const northwind: ModelTenant = { alerts: [] };
		const down: ModelTenant = { alerts: [], fault: () => answer(404) };
		const trigger = modelTrigger({
			[CONTOSO.id]: down,
			[FABRIKAM.id]: down,
			[NORTHWIND.id]: northwind,
		});
		expect((await trigger.poll(0)).nothingWorks).toBe(true);
		northwind.alerts.push({ id: 'before', createdAt: atMinute(-20) });
		northwind.alerts.push({ id: 'meanwhile', createdAt: atMinute(60) });
		const listed = [resolvedOf(NORTHWIND)];
		expect(idsOf(await trigger.poll(300, { listed, resumes: true }))).toEqual(['Northwind meanwhile']);
	});
});
