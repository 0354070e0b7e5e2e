import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { ResolvedTenant } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenants';
import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { showRecent } from '../../../nodes/MicrosoftDefenderMssp/trigger/manual';
import { atMinute, CONTOSO, FABRIKAM, lasting, NOW } from '../core/builders';
import { answer, connectionOf } from '../transport/builders';
import type { ModelTenant } from './modelTenants';
import { configOf, modelTenants, resolvedOf } from './modelTenants';

const severities = ['low', 'high'];
/** The first one is the newest. */
const many = Array.from({ length: 6 }, (_, n) => ({
	id: `alert-${n}`,
	createdAt: atMinute(-n),
	part: { severity: severities[n % 2] },
}));
const both = [resolvedOf(CONTOSO), resolvedOf(FABRIKAM)];
const unknown: ResolvedTenant = {
	...resolvedOf(FABRIKAM),
	resolved: fail(lasting({ kind: 'tenantUnknown' })),
};

interface Shown {
	sample?: boolean;
	event: { id: string; type: string };
	tenant: { id: string };
	alert?: { id: string };
	incident?: { id: string };
}

async function show(
	tenants: Record<string, ModelTenant>,
	listed: ResolvedTenant[] = both,
	config: Partial<TriggerConfig> = {},
) {
	const network = modelTenants(new Map(Object.entries(tenants)));
	const connection = connectionOf(network);
	const shown = await showRecent({ config: configOf(config), connection, tenants: listed });
	const alerts = shown.ok ? (shown.value.alerts as Shown[]) : [];
	return {
		shown,
		alerts,
		ids: alerts.map(({ alert, incident }) => (alert ?? incident)?.id),
		health: shown.ok ? shown.value.health : [],
		sent: network.sent,
	};
}

describe('showRecent', () => {
	it('shows the newest alerts of each tenant as they would be delivered, newest first', async () => {
		const { ids, alerts } = await show({
			[CONTOSO.id]: { alerts: [...many].reverse() },
			[FABRIKAM.id]: { alerts: many.slice(4) },
		});
		expect(ids).toEqual(['alert-0', 'alert-1', 'alert-2', 'alert-4', 'alert-5']);
		expect(alerts[0]).toMatchObject({
			event: { id: `${CONTOSO.id}:alert-0:${atMinute(0)}`, type: 'created' },
			tenant: CONTOSO,
		});
		expect(alerts.filter(({ sample }) => sample === true)).toEqual([]);
	});

	it('shows no alert that the filters would hold back, but looks past it for one that they let through', async () => {
		const filter = { minimumSeverity: 'high' };
		const { ids } = await show({ [CONTOSO.id]: { alerts: many } }, undefined, { filter });
		expect(ids).toEqual(['alert-1', 'alert-3', 'alert-5']);
	});

	it("shows no other tenant's alert under this one's name", async () => {
		const alerts = [{ id: 'foreign', createdAt: atMinute(0), part: { tenantId: FABRIKAM.id } }];
		expect((await show({ [CONTOSO.id]: { alerts } })).ids).not.toContain('foreign');
	});

	it('shows what works and tells at once why the rest does not, although it might pass', async () => {
		const { ids, health } = await show({
			[CONTOSO.id]: { alerts: many.slice(0, 1) },
			[FABRIKAM.id]: { alerts: [], fault: () => answer(503) },
		});
		expect(ids).toEqual(['alert-0']);
		expect(health).toMatchObject([
			{ event: { type: 'degraded' }, tenant: FABRIKAM, health: { kind: 'outage' } },
		]);
	});

	it('tells a customer that could not be found', async () => {
		const { health } = await show({}, [resolvedOf(CONTOSO), unknown]);
		expect(health).toMatchObject([{ tenant: FABRIKAM, health: { kind: 'tenantUnknown' } }]);
	});

	it('fails with the first failure and its customer when no customer can be read', async () => {
		const down: ModelTenant = { alerts: [], fault: () => answer(503) };
		const { shown } = await show({ [CONTOSO.id]: down }, [resolvedOf(CONTOSO), unknown]);
		expect(shown).toMatchObject({ ok: false, failure: { tenant: CONTOSO, failure: { kind: 'outage' } } });
	});

	it('asks one small page of no more than ten tenants, so that a test is quick with a thousand', async () => {
		const listed = Array.from({ length: 30 }, (_, n): ResolvedTenant => {
			const tenant = { ...CONTOSO, id: `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}` };
			return { reference: tenant.id, shown: tenant, resolved: succeed(tenant) };
		});
		const tenants = Object.fromEntries(listed.map(({ reference }) => [reference, { alerts: many }]));
		const { sent } = await show(tenants, listed);
		expect(sent).toHaveLength(10);
		for (const { url } of sent) expect(Number(new URL(url).searchParams.get('$top'))).toBeLessThanOrEqual(50);
	});

	it.each(Object.values(SOURCES))('looks back a month in what $name calls its times', async (source) => {
		const monthAgo = -30 * 24 * 60;
		const alerts = [
			{ id: 'recent', createdAt: atMinute(monthAgo + 1) },
			{ id: 'old', createdAt: atMinute(monthAgo - 1) },
		];
		const { ids } = await show({ [CONTOSO.id]: { alerts } }, [resolvedOf(CONTOSO)], { source });
		expect(ids).toEqual(['recent']);
	});
});

describe('showRecent without any recent alert', () => {
	it.each(Object.values(SOURCES))('shows one sample of $name that says that it is one', async (source) => {
		const { alerts, sent } = await show({}, both, { source });
		expect(sent).toHaveLength(2);
		expect(alerts).toMatchObject([{ sample: true, event: { type: 'created' }, tenant: CONTOSO }]);
		expect(alerts[0]).toHaveProperty(source.noun);
		const text = JSON.stringify(alerts[0]);
		expect(text).toContain('Sample: ');
		expect(text).not.toContain(FABRIKAM.id);
	});

	it.each([true, false])('shows the sample in the form that was chosen (Simplify: %p)', async (simplify) => {
		const { alerts } = await show({}, both, { simplify });
		expect(alerts[0]?.alert && 'createdDateTime' in alerts[0].alert).toBe(true);
		expect(alerts[0]?.alert && 'evidence' in alerts[0].alert).toBe(!simplify);
	});

	it('shows no sample beside real alerts of another customer', async () => {
		const { alerts } = await show({ [FABRIKAM.id]: { alerts: many.slice(0, 1) } });
		expect(alerts).toHaveLength(1);
		expect(alerts[0]).not.toHaveProperty('sample');
	});

	it('shows nothing, and does not fail, where there is no customer', async () => {
		expect((await show({}, [])).shown).toEqual({ ok: true, value: { alerts: [], health: [] } });
	});

	it('takes a time by the clock of Microsoft', async () => {
		const network = modelTenants(new Map());
		const serviceNow = () => NOW + 3_600_000;
		const connection = connectionOf(network, { serviceNow });
		await showRecent({ config: configOf(), connection, tenants: [resolvedOf(CONTOSO)] });
		expect(new URL(network.sent[0]?.url ?? '').searchParams.get('$filter')).toBe(
			`lastUpdateDateTime ge ${atMinute(60 - 30 * 24 * 60)}`,
		);
	});
});
