/** An invented customer of the invented MSSP. */
export interface SampleCustomer {
	tenantId: string;
	name: string;
	domain: string;
	/** Rides on every alert as `tenant.labels.channel`: the workflow routes by it. */
	channel: string;
	/** Rides on every alert as `tenant.labels.slaTier`. */
	slaTier: 'gold' | 'silver' | 'bronze';
	/** The analyst of the MSSP who signs in to this customer's tenant. */
	analyst: { upn: string; displayName: string };
	/** Host names that the customer's alerts are about. */
	hosts: string[];
	/** People whom the customer's alerts are about. */
	people: string[];
}

/** The MSSP's own tenant, where the app is registered. */
export const homeTenant = {
	id: '00000000-aaaa-4000-8000-00000000a000',
	displayName: 'Demo MSSP',
	domain: 'mssp.example',
};

/** The app registration that every customer consented to. */
export const demoClientId = '00000000-bbbb-4000-8000-00000000b000';

/** Three customers, each in a tenant of its own. Their domains and ids belong to nobody. */
export const sampleCustomers: readonly SampleCustomer[] = [
	{
		tenantId: '11111111-cccc-4000-8000-00000000c001',
		name: 'Contoso Retail',
		domain: 'contoso.example',
		channel: 'contoso',
		slaTier: 'gold',
		analyst: { upn: 'analyst@contoso.example', displayName: 'Avery Analyst (Contoso Retail)' },
		hosts: ['till-04', 'store-dc1', 'warehouse-12'],
		people: ['Dana Reyes', 'Ola Nkemelu'],
	},
	{
		tenantId: '22222222-cccc-4000-8000-00000000c002',
		name: 'Fabrikam Clinics',
		domain: 'fabrikam.example',
		channel: 'fabrikam',
		slaTier: 'silver',
		analyst: { upn: 'analyst@fabrikam.example', displayName: 'Avery Analyst (Fabrikam Clinics)' },
		hosts: ['ward-pc-31', 'imaging-02', 'reception-7'],
		people: ['Mira Holt', 'Jonas Adeyemi'],
	},
	{
		tenantId: '33333333-cccc-4000-8000-00000000c003',
		name: 'Northwind Freight',
		domain: 'northwind.example',
		channel: 'northwind',
		slaTier: 'bronze',
		analyst: { upn: 'analyst@northwind.example', displayName: 'Avery Analyst (Northwind Freight)' },
		hosts: ['dispatch-1', 'dock-tablet-9', 'fleet-srv'],
		people: ['Sam Okafor', 'Lea Brandt'],
	},
];
