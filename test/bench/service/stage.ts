/** What the service plays: so many tenants, all alike. */
export interface Stage {
	tenants: number;
	/** Each tenant's alerts came into being one after the other, evenly. */
	alertsPerTenant: number;
	/** When the first one did; milliseconds since 1970. */
	firstAt: number;
	stepMs: number;
	/** How long each answer takes. */
	latencyMs: number;
	/** How far the service's clock is ahead of the machine's. */
	aheadMs: number;
}

/** What was asked for since the counts were taken last. */
export interface Traffic {
	tokens: number;
	lists: number;
	metadata: number;
	refused: number;
	/** TLS connections over which the requests came. */
	connections: number;
	/** The service's own CPU time; milliseconds. */
	cpuMs: number;
}

export const tenantIdAt = (index: number): string =>
	`70000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

export const tenantIndexOf = (tenantId: string): number => Number(tenantId.slice(-12));

export const alertIdAt = (tenant: number, index: number): string =>
	`da${String(tenant).padStart(6, '0')}_${String(index).padStart(9, '0')}`;

/** Tenant and number of an alert; undefined if it is none of ours. */
export function readAlertId(id: string): { tenant: number; index: number } | undefined {
	const [, tenant, index] = /^da(\d{6})_(\d{9})$/.exec(id) ?? [];
	return tenant === undefined ? undefined : { tenant: Number(tenant), index: Number(index) };
}
