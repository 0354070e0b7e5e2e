import { fail } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { PollOutcome } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { pollTenants } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import type { TriggerState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { emptyState, readState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { tenantsFromJson } from '../../../nodes/MicrosoftDefenderMssp/tenants/readTenants';
import type { ResolvedTenant } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenants';
import { resolveTenants } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenants';
import { atMinute, CONTOSO, FABRIKAM, lasting, MINUTE_MS, NOW } from '../core/builders';
import { answer, connectionOf, refusal } from '../transport/builders';
import type { Fault, ModelTenant } from './modelTenants';
import { configOf, modelTenants, resolvedOf } from './modelTenants';

/** A trigger over model tenants that keeps what each poll gives it, as n8n does. */
function trigger(tenants: Record<string, ModelTenant>, config: TriggerConfig = configOf()) {
	let state: TriggerState = emptyState();
	return {
		poll: async (
			minute: number,
			listed: ResolvedTenant[] = [resolvedOf(CONTOSO), resolvedOf(FABRIKAM)],
			changed: Partial<TriggerConfig> = {},
		): Promise<PollOutcome> => {
			const network = modelTenants(new Map(Object.entries(tenants)));
			const connection = connectionOf(network, { now: () => NOW + minute * MINUTE_MS });
			const outcome = await pollTenants({ ...config, ...changed }, state, connection, listed);
			const stored = readState(JSON.parse(JSON.stringify(outcome.state)));
			if (!stored.ok) throw new Error(stored.failure.cause);
			state = stored.value;
			return outcome;
		},
		state: () => state,
	};
}

const idsOf = ({ alerts }: PollOutcome) =>
	alerts.map(({ tenant, alert }) => `${tenant.name} ${String(alert.id)}`);
const healthOf = ({ health }: PollOutcome) =>
	health.map(({ event, tenant, health: { kind } }) => `${tenant.name} ${event.type} ${kind}`);
const down: Fault = () => answer(503);
const revoked: Fault = () => answer(403, refusal('Forbidden', 'x'));

describe('pollTenants', () => {
	it('begins at activation and looks no further back than asked', async () => {
		const alerts = [
			{ id: 'day-old', createdAt: atMinute(-1440) },
			{ id: 'hour-old', createdAt: atMinute(-60) },
			{ id: 'new', createdAt: atMinute(0) },
		];
		expect(idsOf(await trigger({ [CONTOSO.id]: { alerts } }).poll(0))).toEqual(['Contoso new']);
		const lookBack = configOf({ lookBackMs: 120 * MINUTE_MS });
		expect(idsOf(await trigger({ [CONTOSO.id]: { alerts } }, lookBack).poll(0))).toEqual([
			'Contoso hour-old',
			'Contoso new',
		]);
	});

	it('keeps alerts of the same id in two tenants apart, each once under its own name', async () => {
		const alerts = [{ id: 'same-id', createdAt: atMinute(0) }];
		const { poll } = trigger({ [CONTOSO.id]: { alerts }, [FABRIKAM.id]: { alerts } });
		expect(idsOf(await poll(0))).toEqual(['Contoso same-id', 'Fabrikam same-id']);
		expect(idsOf(await poll(1))).toEqual([]);
	});

	it('delivers what comes between two polls, once', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = trigger({ [CONTOSO.id]: contoso });
		await poll(0);
		contoso.alerts.push({ id: 'a', createdAt: atMinute(1) });
		expect(idsOf(await poll(2))).toEqual(['Contoso a']);
		contoso.alerts.push({ id: 'b', createdAt: atMinute(1) });
		expect(idsOf(await poll(3))).toEqual(['Contoso b']);
		expect(idsOf(await poll(4))).toEqual([]);
	});

	it("delivers the other tenants' alerts while one cannot be read", async () => {
		const { poll } = trigger({
			[CONTOSO.id]: { alerts: [{ id: 'a', createdAt: atMinute(0) }], fault: down },
			[FABRIKAM.id]: { alerts: [{ id: 'b', createdAt: atMinute(0) }] },
		});
		const outcome = await poll(0);
		expect(idsOf(outcome)).toEqual(['Fabrikam b']);
		expect(outcome.failures).toMatchObject([{ tenant: CONTOSO, failure: { kind: 'outage' } }]);
	});

	it('loses nothing of a tenant that cannot be read at its very first polls', async () => {
		const contoso: ModelTenant = { alerts: [], fault: down };
		const { poll } = trigger({ [CONTOSO.id]: contoso });
		await poll(0);
		contoso.alerts.push({ id: 'while-down', createdAt: atMinute(1) });
		await poll(2);
		contoso.fault = undefined;
		expect(idsOf(await poll(30))).toEqual(['Contoso while-down']);
	});

	it('loses nothing of a domain that cannot be looked up at first', async () => {
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = trigger({ [CONTOSO.id]: contoso });
		const shown = { ...CONTOSO, id: 'contoso.example' };
		const unresolved = {
			reference: 'contoso.example',
			shown,
			resolved: fail(lasting({ kind: 'tenantUnknown' })),
		};
		await poll(0, [unresolved]);
		contoso.alerts.push({ id: 'meanwhile', createdAt: atMinute(1) });
		expect(idsOf(await poll(2, [resolvedOf(CONTOSO, 'contoso.example')]))).toEqual(['Contoso meanwhile']);
	});

	it('keeps the checkpoint of a tenant whose later page fails, and reads it again from there', async () => {
		const source = { ...configOf().source, pageSize: 2 };
		const alerts = [1, 2, 3].map((minute) => ({ id: `a${minute}`, createdAt: atMinute(minute) }));
		const contoso: ModelTenant = { alerts: [] };
		const { poll } = trigger({ [CONTOSO.id]: contoso }, configOf({ source }));
		await poll(0);
		contoso.alerts.push(...alerts);
		contoso.fault = (request) => (request === 1 ? undefined : answer(500));
		expect(idsOf(await poll(4))).toEqual([]);
		contoso.fault = undefined;
		expect(idsOf(await poll(5))).toEqual(['Contoso a1', 'Contoso a2', 'Contoso a3']);
	});

	it('remembers nothing by itself: the state given is not changed', async () => {
		const before = emptyState();
		const network = modelTenants(new Map([[CONTOSO.id, { alerts: [{ id: 'a', createdAt: atMinute(0) }] }]]));
		await pollTenants(configOf(), before, connectionOf(network), [resolvedOf(CONTOSO)]);
		expect(before).toEqual(emptyState());
	});

	it('does not bring up later what a filter held back', async () => {
		const alerts = [{ id: 'low', createdAt: atMinute(0), part: { severity: 'low' } }];
		const { poll } = trigger({ [CONTOSO.id]: { alerts } }, configOf({ filter: { minimumSeverity: 'high' } }));
		expect(idsOf(await poll(0))).toEqual([]);
		expect(idsOf(await poll(1, undefined, { filter: {} }))).toEqual([]);
	});

	it('asks the service for no filter, because an alert changed before the poll would be hidden', async () => {
		const network = modelTenants(new Map());
		const filter = { statuses: ['new'], severities: ['high'], minimumSeverity: 'high', titleContains: 'x' };
		await pollTenants(configOf({ filter }), emptyState(), connectionOf(network), [resolvedOf(CONTOSO)]);
		const filters = network.sent.map(({ url }) => new URL(url).searchParams.get('$filter'));
		expect(filters).toEqual([`createdDateTime ge ${atMinute(-15)}`]);
	});

	it("holds back another tenant's alert, tells it, and still delivers the own ones", async () => {
		const alerts = [
			{ id: 'own', createdAt: atMinute(0) },
			{ id: 'foreign', createdAt: atMinute(0), part: { tenantId: FABRIKAM.id } },
		];
		const outcome = await trigger({ [CONTOSO.id]: { alerts } }).poll(0);
		expect(idsOf(outcome)).toEqual(['Contoso own']);
		expect(healthOf(outcome)).toEqual(['Contoso degraded wrongTenant']);
	});

	it('tells trouble and recovery of a tenant once each', async () => {
		const contoso: ModelTenant = { alerts: [], fault: revoked };
		const { poll } = trigger({ [CONTOSO.id]: contoso });
		expect(healthOf(await poll(0))).toEqual(['Contoso degraded roleMissing']);
		expect(healthOf(await poll(1))).toEqual([]);
		contoso.fault = undefined;
		expect(healthOf(await poll(2))).toEqual(['Contoso recovered roleMissing']);
		expect(healthOf(await poll(3))).toEqual([]);
	});

	it('does not tell a recovery at every poll because the same tenant is listed twice', async () => {
		const { poll } = trigger({ [CONTOSO.id]: { alerts: [] } });
		const entries = tenantsFromJson([CONTOSO, CONTOSO]);
		const connection = connectionOf(modelTenants(new Map()));
		const twice = await resolveTenants(entries.ok ? entries.value : [], connection, new Map());
		expect(healthOf(await poll(0, twice))).toEqual(['Contoso degraded configuration']);
		expect(healthOf(await poll(1, twice))).toEqual([]);
		expect(healthOf(await poll(2, twice))).toEqual([]);
	});

	it('forgets the health of a tenant that is no longer listed, but keeps its checkpoint', async () => {
		const { poll, state } = trigger({
			[CONTOSO.id]: { alerts: [] },
			[FABRIKAM.id]: { alerts: [], fault: revoked },
		});
		await poll(0);
		await poll(1, [resolvedOf(CONTOSO)]);
		expect(state().health).toEqual({});
		expect(Object.keys(state().checkpoints)).toEqual([`graphAlerts|${CONTOSO.id}`]);
	});

	it('goes on where it was when a tenant is listed again', async () => {
		const fabrikam: ModelTenant = { alerts: [] };
		const { poll } = trigger({ [FABRIKAM.id]: fabrikam });
		await poll(0);
		fabrikam.alerts.push({ id: 'unlisted', createdAt: atMinute(5) });
		await poll(10, [resolvedOf(CONTOSO)]);
		expect(idsOf(await poll(20))).toEqual(['Fabrikam unlisted']);
	});

	it('is not silenced by one alert that the service dates far into the future', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'future', createdAt: '9999-12-31T23:59:59.9999999Z' }] };
		const { poll } = trigger({ [CONTOSO.id]: contoso });
		expect(idsOf(await poll(0))).toEqual(['Contoso future']);
		contoso.alerts.push({ id: 'next', createdAt: atMinute(5) });
		expect(idsOf(await poll(6))).toEqual(['Contoso next']);
	});

	it('delivers an alert without creation time once, not at every poll', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'timeless', createdAt: null }] };
		const { poll } = trigger({ [CONTOSO.id]: contoso });
		expect(idsOf(await poll(0))).toEqual(['Contoso timeless']);
		contoso.alerts.push({ id: 'next', createdAt: atMinute(300) });
		expect(idsOf(await poll(301))).toEqual(['Contoso next']);
		expect(idsOf(await poll(302))).toEqual([]);
	});

	it('loses nothing although an alert has no creation time and the clock of this machine runs hours ahead', async () => {
		const contoso: ModelTenant = { alerts: [{ id: 'timeless', createdAt: null }] };
		const { poll } = trigger({ [CONTOSO.id]: contoso }, configOf({ lookBackMs: 600 * MINUTE_MS }));
		const ahead = 180;
		expect(idsOf(await poll(ahead))).toEqual(['Contoso timeless']);
		contoso.alerts.push({ id: 'next', createdAt: atMinute(5) });
		expect(idsOf(await poll(6 + ahead))).toEqual(['Contoso next']);
	});

	it('asks the two sources of a tenant apart from each other', async () => {
		const { poll, state } = trigger({ [CONTOSO.id]: { alerts: [{ id: 'a', createdAt: atMinute(0) }] } });
		await poll(0, [resolvedOf(CONTOSO)]);
		await poll(0, [resolvedOf(CONTOSO)], { source: { ...configOf().source, name: 'defenderAlerts' } });
		expect(Object.keys(state().checkpoints)).toEqual([
			`graphAlerts|${CONTOSO.id}`,
			`defenderAlerts|${CONTOSO.id}`,
		]);
	});
});
