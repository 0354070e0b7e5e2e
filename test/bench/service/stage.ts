/** What the service plays for a tenant. */
export interface TenantStage {
	/** They come into being one after the other, evenly, and can be seen from then on. */
	alertsPerTenant: number;
	/** When the first one does; milliseconds since 1970. */
	firstAt: number;
	stepMs: number;
	/** How long each answer takes. */
	latencyMs: number;
}

/** What the service plays: so many tenants, all alike but for some. */
export interface Stage extends TenantStage {
	tenants: number;
	/** What is different with some of them, by their index. */
	others: Record<number, Partial<TenantStage>>;
	/** How far the service's clock is ahead of the machine's. */
	aheadMs: number;
}

export const emptyStage = (): Stage => ({
	tenants: 0,
	alertsPerTenant: 0,
	firstAt: 0,
	stepMs: 1,
	latencyMs: 0,
	others: {},
	aheadMs: 0,
});

/** What is played for this one. */
export const stageOf = (stage: Stage, tenant: number): TenantStage => ({ ...stage, ...stage.others[tenant] });

/** What was asked for since the counts were taken last. */
export interface Traffic {
	tokens: number;
	lists: number;
	/** Tenants whose alerts were asked for, and those of them that never were before. */
	tenants: number;
	newTenants: number;
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
