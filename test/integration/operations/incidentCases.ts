import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Tenant } from '../../emulator';

export const LIST = /^\/v1\.0\/security\/incidents/;

export const incidentsOf = (items: INodeExecutionData[]) =>
	items.map(({ json }) => json.incident as IDataObject);

export const namesOf = (items: INodeExecutionData[]) =>
	incidentsOf(items).map(({ displayName }) => displayName);

export const alertIdsOf = ({ alerts }: IDataObject = {}) =>
	(alerts as IDataObject[] | undefined)?.map(({ id }) => id).sort();

export const linkTo = (tenant: Tenant, id = '4711') =>
	`https://security.microsoft.com/incidents/${id}?tid=${tenant.id}`;

export const seed = (tenant: Tenant) => ({
	incidentId: linkTo(tenant, tenant.addIncident({ id: '4711' }).id),
});

/** The number of an incident, which is another one in each of the tenants. */
export const numberInSeveral: [string, IDataObject] = [
	'Customer Tenants',
	{
		incidentId: '4711',
		customerTenants: 'json',
		tenantsJson: '["contoso.example", "fabrikam.example"]',
	},
];
