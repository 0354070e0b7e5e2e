import type { TokenRequest } from '../../../nodes/MicrosoftDefenderMssp/auth/tokenClient';
import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { tenantsFromJson } from '../../../nodes/MicrosoftDefenderMssp/tenants/tenantEntries';
import { resolveTenants } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenants';
import { atMinute, CONTOSO, FABRIKAM, lasting, MINUTE_MS, NOW } from '../core/builders';
import { answer, connectionOf, refusal } from '../transport/builders';
import type { Fault, ModelTenant } from './modelTenants';
import { configOf, inSmallPages, modelTenants, resolvedOf, TENANTS } from './modelTenants';
import { healthOf, idsOf, modelTrigger } from './modelTrigger';

const down: Fault = () => answer(503);
const revoked: Fault = () => answer(403, refusal('Forbidden', 'x'));
const one = { listed: [resolvedOf(CONTOSO)] };
const three = TENANTS.map((tenant) => resolvedOf(tenant));

describe('a customer that cannot be read', () => {
	it("does not hold up the others' alerts", async () => {
		const { poll } = modelTrigger({
			[CONTOSO.id]: { alerts: [{ id: 'a', createdAt: atMinute(0) }], fault: down },
			[FABRIKAM.id]: { alerts: [{ id: 'b', createdAt: atMinute(0) }] },
		});
		const outcome = await poll(0);
		expect(idsOf(outcome)).toEqual(['Fabrikam b']);
		expect(outcome.failures).toMatchObject([{ tenant: CONTOSO, failure: { kind: 'outage' } }]);
		expect(outcome.nothingWorks).toBe(false);
	});

	it('loses nothing, not even at its very first polls', async () => {
		const contoso: ModelTenant = { alerts: [], fault: down };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(0);
		contoso.alerts.push({ id: 'while-down', createdAt: atMinute(1) });
		await poll(2);
		contoso.fault = undefined;
		expect(idsOf(await poll(30))).toEqual(['Contoso while-down']);
	});

	it('keeps what was read of it before the failure, and goes on from there without repeating it', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger(
			{ [CONTOSO.id]: contoso },
			configOf({ source: inSmallPages(SOURCES.graphAlerts) }),
		);
		await poll(0);
		contoso.alerts.push(
			...Array.from({ length: 7 }, (_, n) => ({ id: `a${n}`, createdAt: atMinute(n + 1) })),
		);
		contoso.fault = (request) => (request === 1 ? undefined : answer(500));
		const first = await poll(10);
		expect(idsOf(first)).toHaveLength(5);
		expect(first.failures).toMatchObject([{ failure: { kind: 'outage' } }]);
		contoso.fault = undefined;
		expect([...idsOf(first), ...idsOf(await poll(11))]).toEqual(
			contoso.alerts.map(({ id }) => `Contoso ${id}`),
		);
	});

	it('is told once, and once that it recovered', async () => {
		const contoso: ModelTenant = { alerts: [], fault: revoked };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso });
		expect(healthOf(await poll(0))).toEqual(['Contoso degraded roleMissing']);
		expect(healthOf(await poll(1))).toEqual([]);
		contoso.fault = undefined;
		expect(healthOf(await poll(2))).toEqual(['Contoso recovered roleMissing']);
		expect(healthOf(await poll(3))).toEqual([]);
	});

	it('is told as in trouble since its first failure', async () => {
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts: [], fault: down } });
		await poll(0);
		const { failures } = await poll(1);
		expect(failures).toMatchObject([{ since: '2026-01-05T12:00:00.000Z' }]);
	});

	it('is asked again at the next poll, then less and less often, at last every ten minutes', async () => {
		const { poll, sent } = modelTrigger({ [CONTOSO.id]: { alerts: [], fault: down } });
		const tried: number[] = [];
		for (let minute = 0; minute < 45; minute += 1) {
			await poll(minute, one);
			if (sent().length > 0) tried.push(minute);
		}
		expect(tried).toEqual([0, 1, 2, 4, 8, 16, 25, 34, 43]);
	});

	it('is neither told as recovered nor read while it is waited with', async () => {
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts: [], fault: revoked } });
		const told: string[][] = [];
		for (let minute = 0; minute < 20; minute += 1) told.push(healthOf(await poll(minute)));
		expect(told.flat()).toEqual(['Contoso degraded roleMissing']);
	});

	it('is told with when it is tried next, if that is not at the next poll', async () => {
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts: [], fault: down } });
		const items = [];
		// The other customer works; if none did, the poll itself would fail and tell it.
		for (const minute of [0, 1, 2, 4, 8]) items.push(...(await poll(minute)).health);
		expect(items).toMatchObject([
			{ event: { type: 'degraded' }, health: { kind: 'outage', nextTry: '2026-01-05T12:15:12.000Z' } },
		]);
	});

	it('is not asked before the time that the service named', async () => {
		const contoso: ModelTenant = {
			alerts: [],
			fault: () => answer(429, {}, { 'retry-after': String(20 * 60) }),
		};
		const { poll, sent } = modelTrigger({ [CONTOSO.id]: contoso });
		const tried: number[] = [];
		for (let minute = 0; minute <= 20; minute += 1) {
			await poll(minute, one);
			if (sent().length > 0) tried.push(minute);
		}
		expect(tried).toEqual([0, 20]);
	});

	it.each(['99999999999999', '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT'])(
		'is an island although it names a time in the far future (%s), and is asked again a day later',
		async (given) => {
			const contoso: ModelTenant = { alerts: [], fault: () => answer(429, {}, { 'retry-after': given }) };
			const { poll, sent } = modelTrigger({
				[CONTOSO.id]: contoso,
				[FABRIKAM.id]: { alerts: [{ id: 'b', createdAt: atMinute(0) }] },
			});
			expect(idsOf(await poll(0))).toEqual(['Fabrikam b']);
			expect(healthOf(await poll(6))).toEqual(['Contoso degraded throttled']);
			contoso.fault = undefined;
			await poll(24 * 60 - 1, one);
			expect(sent()).toHaveLength(0);
			// What is new, and what it had to wait with.
			await poll(24 * 60, one);
			expect(sent()).toHaveLength(2);
		},
	);

	it('is asked when the service said, although our clock is a day behind', async () => {
		const behind = 24 * 60 * MINUTE_MS;
		const until = new Date(NOW + behind + 2 * MINUTE_MS).toUTCString();
		const contoso: ModelTenant = {
			alerts: [],
			fault: () => answer(429, {}, { 'retry-after': until }),
		};
		const { poll, sent } = modelTrigger({ [CONTOSO.id]: contoso });
		await poll(0, { ...one, connection: { serviceNow: () => NOW + behind } });
		await poll(2, one);
		expect(sent()).toHaveLength(1);
	});

	it('is asked at once as ever when it has recovered', async () => {
		const contoso: ModelTenant = { alerts: [], fault: down };
		const { poll, sent } = modelTrigger({ [CONTOSO.id]: contoso });
		for (const minute of [0, 1, 2, 4]) await poll(minute, one);
		contoso.fault = undefined;
		await poll(8, one);
		contoso.fault = down;
		for (const minute of [9, 10]) {
			await poll(minute, one);
			expect(sent()).toHaveLength(1);
		}
	});

	it('in one span only is read at every poll as ever, so that its new alerts are not late', async () => {
		const source = { ...inSmallPages(SOURCES.graphAlerts), largestSkip: 4 };
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = modelTrigger({ [CONTOSO.id]: contoso }, configOf({ source }));
		await poll(0);
		contoso.alerts.push(
			...Array.from({ length: 30 }, (_, n) => ({ id: `tie-${n}`, createdAt: atMinute(1) })),
		);
		const told: string[] = [];
		for (let minute = 2; minute < 20; minute += 1) {
			contoso.alerts.push({ id: `new-${minute}`, createdAt: atMinute(minute) });
			const outcome = await poll(minute);
			told.push(...healthOf(outcome));
			expect(idsOf(outcome)).toContain(`Contoso new-${minute}`);
		}
		expect(told).toEqual(['Contoso degraded unexpectedAnswer']);
	});

	it('because its data makes our own code throw is an island too', async () => {
		const { poll } = modelTrigger({
			[CONTOSO.id]: {
				alerts: [],
				fault: () => {
					throw new RangeError('secret of the tenant');
				},
			},
			[FABRIKAM.id]: { alerts: [{ id: 'b', createdAt: atMinute(0) }] },
		});
		const outcome = await poll(0);
		expect(idsOf(outcome)).toEqual(['Fabrikam b']);
		expect(outcome.failures).toMatchObject([{ failure: { kind: 'unexpectedAnswer', transient: true } }]);
		expect(JSON.stringify(outcome)).not.toContain('secret of the tenant');
	});

	it('is not told as recovered at every poll because it is listed twice', async () => {
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts: [] } });
		const entries = tenantsFromJson([CONTOSO, CONTOSO]);
		const connection = connectionOf(modelTenants(new Map()));
		const listed = await resolveTenants(entries.ok ? entries.value : [], connection, new Map());
		expect(healthOf(await poll(0, { listed }))).toEqual(['Contoso degraded configuration']);
		expect(healthOf(await poll(1, { listed }))).toEqual([]);
		expect(healthOf(await poll(2, { listed }))).toEqual([]);
	});

	it('is told of once although it is listed three times', async () => {
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts: [] } });
		const entries = tenantsFromJson([CONTOSO, CONTOSO, CONTOSO]);
		const connection = connectionOf(modelTenants(new Map()));
		const listed = await resolveTenants(entries.ok ? entries.value : [], connection, new Map());
		expect(healthOf(await poll(0, { listed }))).toEqual(['Contoso degraded configuration']);
		expect(healthOf(await poll(1, { listed }))).toEqual([]);
	});

	it('for want of an ID silences no other one without', async () => {
		const { poll } = modelTrigger({ [CONTOSO.id]: { alerts: [] } });
		const entries = tenantsFromJson([CONTOSO, { name: 'Fabrikam' }, { name: 'Northwind' }]);
		const connection = connectionOf(modelTenants(new Map()));
		const listed = await resolveTenants(entries.ok ? entries.value : [], connection, new Map());
		expect(healthOf(await poll(0, { listed }))).toEqual([
			'Fabrikam degraded configuration',
			'Northwind degraded configuration',
		]);
	});

	it('makes the poll one in which nothing works only if no other customer could be read', async () => {
		const { poll } = modelTrigger({
			[CONTOSO.id]: { alerts: [], fault: down },
			[FABRIKAM.id]: { alerts: [], fault: revoked },
		});
		const outcome = await poll(0);
		expect(outcome).toMatchObject({ deliveries: [], nothingWorks: true });
		expect(outcome.failures.map(({ failure }) => failure.kind)).toEqual(['outage', 'roleMissing']);
		expect(await poll(1, { listed: three })).toMatchObject({ nothingWorks: false });
	});
});

describe('a failure of the credential', () => {
	const expired = lasting({ kind: 'secretExpired', appliesTo: 'all' });
	/** Contoso and Fabrikam come first. */
	const many = [
		...TENANTS,
		...Array.from({ length: 9 }, (_, n) => ({
			id: `${n}0000000-6666-4666-8666-666666666666`,
			name: `Tenant ${n}`,
			labels: {},
		})),
	];
	const listed = many.map((tenant) => resolvedOf(tenant));
	const alerts = [{ id: 'a', createdAt: atMinute(1) }];
	const oneAtATime = configOf({ concurrency: 1 });

	/** Tokens, refused for these tenants. */
	function credential(refused: Iterable<string>) {
		let asked: string[] = [];
		const refusedIds = new Set(refused);
		const tokens = {
			token: async ({ tenantId }: TokenRequest) => {
				asked.push(tenantId);
				const token = { value: `token of ${tenantId}`, expiresAt: NOW + 3_600_000, mintedAt: NOW };
				return await Promise.resolve(refusedIds.has(tenantId) ? fail(expired) : succeed(token));
			},
		};
		const { poll } = modelTrigger(Object.fromEntries(many.map(({ id }) => [id, { alerts }])), oneAtATime);
		return {
			refusedIds,
			poll: async (minute: number) => {
				asked = [];
				return await poll(minute, { listed, connection: { tokens } });
			},
			asked: () => asked,
		};
	}
	const idsOfAll = many.map(({ id }) => id);
	const namesFrom = (index: number) => many.slice(index).map(({ name }) => `${name} a`);

	it('that gets to none of the first three ends the poll, and is the failure of all', async () => {
		const { poll, asked } = credential(idsOfAll);
		const outcome = await poll(0);
		expect(asked()).toEqual(idsOfAll.slice(0, 3));
		expect(outcome.failures.map(({ tenant, failure }) => [tenant.name, failure])).toEqual(
			many.map(({ name }) => [name, expired]),
		);
		expect(outcome).toMatchObject({ nothingWorks: true, health: [] });
	});

	it('is tried with other customers at every poll, so that a mended one works at once', async () => {
		const { poll, asked, refusedIds } = credential(idsOfAll);
		const tried = [];
		for (let minute = 0; minute < 8; minute += 1) {
			await poll(minute);
			tried.push(asked());
		}
		expect(tried.flat()).toEqual([...idsOfAll, ...idsOfAll]);
		refusedIds.clear();
		expect(idsOf(await poll(20))).toEqual(namesFrom(0));
	});

	it.each([1, 2, 3, 7])(
		'that Microsoft says of %d customers only holds up no other, whichever comes first',
		async (broken) => {
			const { poll } = credential(idsOfAll.slice(0, broken));
			const outcomes = [];
			// Of the first poll's three tries none may succeed; then others are tried.
			for (let minute = 2; minute < 5; minute += 1) outcomes.push(await poll(minute));
			expect(outcomes.flatMap(idsOf)).toEqual(namesFrom(broken));
			expect(outcomes.flatMap(healthOf)).toEqual(
				many.slice(0, broken).map(({ name }) => `${name} degraded secretExpired`),
			);
		},
	);

	it('is asked less and less often of the customers that alone have it', async () => {
		const { poll, asked } = credential([CONTOSO.id]);
		const tried = [];
		for (let minute = 0; minute < 20; minute += 1) {
			await poll(minute);
			if (asked().includes(CONTOSO.id)) tried.push(minute);
		}
		expect(tried).toEqual([0, 1, 2, 4, 8, 16]);
	});

	it('that comes while another customer is read is that of each one that meets it', async () => {
		const { poll, refusedIds } = credential([]);
		await poll(0);
		for (const id of idsOfAll.slice(1)) refusedIds.add(id);
		const outcome = await poll(2);
		expect(outcome.nothingWorks).toBe(false);
		expect(outcome.failures).toHaveLength(many.length - 1);
	});
});
