import { selectTenants } from '../../../nodes/MicrosoftDefenderMssp/tenants/selectTenants';
import { CONTOSO, FABRIKAM } from '../core/builders';

const select = (given: Record<string, unknown>, input?: Record<string, unknown>) =>
	selectTenants(
		{ get: (name) => given[name], timezone: 'UTC', ...(input && { input }) },
		'credential.example',
	);

const typed = (given: Record<string, unknown>, input?: Record<string, unknown>) => {
	const entries = select(given, input);
	return entries.ok ? entries.value.map((entry) => entry.typed) : entries.failure.cause;
};

describe('selectTenants', () => {
	it.each<[string, Record<string, unknown>, string[]]>([
		['credential', {}, ['credential.example']],
		['input', { tenantId: CONTOSO.id }, [CONTOSO.id]],
		[
			'list',
			{ tenantList: { tenant: [{ tenantId: 'a.example' }, { tenantId: 'b.example' }] } },
			['a.example', 'b.example'],
		],
		['json', { tenantsJson: '["a.example"]' }, ['a.example']],
	])(
		"takes the tenants of selection '%s' from its own parameter",
		(customerTenants, companions, expected) => {
			const others = { tenantId: 'x.example', tenantList: {}, tenantsJson: '[]' };
			expect(typed({ ...others, ...companions, customerTenants })).toEqual(expected);
		},
	);

	it('carries name and labels of the input item on when it acts in its tenant', () => {
		const entries = select({ customerTenants: 'input', tenantId: CONTOSO.id }, { tenant: CONTOSO });
		expect(entries).toMatchObject({ value: [{ value: { name: 'Contoso', labels: CONTOSO.labels } }] });
	});

	it("does not carry the input item's name into another tenant", () => {
		const entries = select({ customerTenants: 'input', tenantId: FABRIKAM.id }, { tenant: CONTOSO });
		expect(entries).toMatchObject({ value: [{ value: { idOrDomain: FABRIKAM.id, name: '' } }] });
	});

	it.each([undefined, '', 'discover', '__proto__'])(
		"names 'Customer Tenants' when it is %p",
		(customerTenants) => {
			expect(typed({ customerTenants })).toContain("'Customer Tenants'");
		},
	);

	it("names 'Customer Tenant' when the input item carries no tenant", () => {
		expect(typed({ customerTenants: 'input', tenantId: undefined })).toContain("'Customer Tenant'");
	});
});
