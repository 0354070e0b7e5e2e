/** Free key-values of a customer (channel, PSA company, SLA tier) that ride on every item. */
export type TenantLabels = Record<string, string>;

/** A customer tenant as the user named it. */
export interface TenantReference {
	/** Tenant GUID or verified domain, trimmed and in lower case. */
	idOrDomain: string;
	/** Empty where the user gave none. */
	name: string;
	labels: TenantLabels;
}

/** A customer tenant whose GUID is known, as it appears on items. */
export interface Tenant {
	id: string;
	name: string;
	labels: TenantLabels;
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

export const isTenantGuid = (value: string): boolean => GUID.test(value);

/** Whether this can name one tenant: a GUID or a domain. `common` and `organizations` cannot: they name nobody's data. */
export const isTenantIdOrDomain = (value: string): boolean => GUID.test(value) || DOMAIN.test(value);

/** The tenant with its GUID; a customer without a name is shown by what the user typed. */
export function tenantOf({ idOrDomain, name, labels }: TenantReference, id: string): Tenant {
	return { id: id.toLowerCase(), name: name === '' ? idOrDomain : name, labels };
}

/** "Contoso (0f0f…)" for messages; the id alone where there is no other name, the name alone where no id was given. */
export function tenantTitle({ id, name }: Pick<Tenant, 'id' | 'name'>): string {
	return name === id || id === '' ? name : `${name} (${id})`;
}
