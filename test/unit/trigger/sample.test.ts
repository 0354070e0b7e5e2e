import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { ResolvedTenant } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenants';
import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { readSample } from '../../../nodes/MicrosoftDefenderMssp/trigger/sample';
import { atMinute, CONTOSO, FABRIKAM, lasting } from '../core/builders';
import { answer, connectionOf } from '../transport/builders';
import type { ModelTenant } from './modelTenants';
import { configOf, modelTenants, resolvedOf } from './modelTenants';

const severities = ['low', 'high'];
const many = Array.from({ length: 6 }, (_, n) => ({
	id: `alert-${n}`,
	createdAt: atMinute(-n),
	part: { severity: severities[n % 2] },
}));

async function sampleOf(
	tenants: Record<string, ModelTenant>,
	listed: ResolvedTenant[] = [resolvedOf(CONTOSO), resolvedOf(FABRIKAM)],
	config: Partial<TriggerConfig> = {},
) {
	const network = modelTenants(new Map(Object.entries(tenants)));
	const sample = await readSample({
		config: configOf(config),
		connection: connectionOf(network),
		tenants: listed,
	});
	return { ...sample, ids: sample.alerts.map(({ alert }) => alert.id), sent: network.sent };
}

describe('readSample', () => {
	it('shows the newest alerts of each tenant, however old they are', async () => {
		const { ids } = await sampleOf({
			[CONTOSO.id]: { alerts: many },
			[FABRIKAM.id]: { alerts: many.slice(4) },
		});
		expect(ids).toEqual(['alert-0', 'alert-1', 'alert-2', 'alert-4', 'alert-5']);
	});

	it('shows items in the form in which they will be delivered', async () => {
		const { alerts } = await sampleOf({ [CONTOSO.id]: { alerts: many.slice(0, 1) } });
		expect(alerts).toMatchObject([
			{ event: { id: `${CONTOSO.id}:alert-0:${atMinute(0)}`, type: 'created' }, tenant: CONTOSO },
		]);
	});

	it('shows no alert that the filters would hold back', async () => {
		const { ids } = await sampleOf({ [CONTOSO.id]: { alerts: many } }, undefined, {
			filter: { minimumSeverity: 'high' },
		});
		expect(ids).not.toContain('alert-0');
		expect(ids).toContain('alert-1');
	});

	it('shows what works and why the rest does not', async () => {
		const unknown: ResolvedTenant = {
			...resolvedOf(FABRIKAM),
			resolved: fail(lasting({ kind: 'tenantUnknown' })),
		};
		const { ids, failures } = await sampleOf({ [CONTOSO.id]: { alerts: many.slice(0, 1) } }, [
			resolvedOf(CONTOSO),
			unknown,
		]);
		expect(ids).toEqual(['alert-0']);
		expect(failures).toEqual([{ tenant: FABRIKAM, failure: lasting({ kind: 'tenantUnknown' }) }]);
	});

	it('tells a tenant that cannot be read', async () => {
		const { failures } = await sampleOf({ [CONTOSO.id]: { alerts: [], fault: () => answer(503) } });
		expect(failures).toMatchObject([{ tenant: CONTOSO, failure: { kind: 'outage' } }]);
	});

	it('asks one small page of no more than ten tenants, so that a test is quick with a thousand', async () => {
		const listed = Array.from({ length: 30 }, (_, n): ResolvedTenant => {
			const tenant = { ...CONTOSO, id: `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}` };
			return { reference: tenant.id, shown: tenant, resolved: succeed(tenant) };
		});
		const tenants = Object.fromEntries(listed.map(({ reference }) => [reference, { alerts: many }]));
		const { sent } = await sampleOf(tenants, listed);
		expect(sent).toHaveLength(10);
		for (const { url } of sent)
			expect(Number(new URL(url).searchParams.get('$top'))).toBeLessThanOrEqual(100);
	});
});
