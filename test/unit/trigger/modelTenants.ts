import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { AlertSource } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { ResolvedTenant } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenants';
import type { Tenant } from '../../../nodes/MicrosoftDefenderMssp/core/tenant';
import { succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { CONTOSO, FABRIKAM, MINUTE_MS } from '../core/builders';
import { pageOf } from '../sources/modelService';
import type { Answer, Wire } from '../transport/builders';
import { answer, answering, authorizationOf } from '../transport/builders';

export const NORTHWIND: Tenant = {
	id: '55555555-5555-4555-8555-555555555555',
	name: 'Northwind',
	labels: {},
};
export const TENANTS = [CONTOSO, FABRIKAM, NORTHWIND];

export interface ModelAlert {
	id: string;
	/** Normalized creation time; null where the service sends none. */
	createdAt: string | null;
	/** The rest of what the service sends. */
	part?: object;
}

/** What a tenant answers at the n-th request of a poll; undefined: its alerts. */
export type Fault = (request: number) => Answer | undefined;

export interface ModelTenant {
	alerts: ModelAlert[];
	fault?: Fault;
}

/** Graph as the trigger sees it: each tenant's alerts by the tenant of the token, newest first, without nextLinks. */
export function modelTenants(tenants: Map<string, ModelTenant>): Wire {
	const requests = new Map<string, number>();
	return answering((request) => {
		const tenantId = authorizationOf(request)?.split(' of ')[1] ?? '';
		const count = (requests.get(tenantId) ?? 0) + 1;
		requests.set(tenantId, count);
		const { alerts, fault } = tenants.get(tenantId) ?? { alerts: [] };
		return fault?.(count) ?? listOf(alerts, request.url, tenantId);
	});
}

function listOf(alerts: ModelAlert[], url: string, tenantId: string): Answer {
	const { searchParams } = new URL(url);
	const bound = (operator: string) =>
		new RegExp(`createdDateTime ${operator} (\\S+)`).exec(searchParams.get('$filter') ?? '')?.[1];
	const timeless = alerts.filter(({ createdAt }) => createdAt === null);
	const timed = alerts.map(({ id, createdAt }) => ({ id, createdAt: createdAt ?? '' }));
	const page = pageOf(
		timed.filter(({ createdAt }) => createdAt !== ''),
		{
			createdFrom: bound('ge'),
			createdTo: bound('le'),
			top: Number(searchParams.get('$top')),
			skip: Number(searchParams.get('$skip') ?? 0),
			includeEvidence: true,
		},
		'newest first',
	);
	const parts = new Map(alerts.map(({ id, part }) => [id, part]));
	return answer(200, {
		value: [...timeless.map(({ id }) => ({ id, createdAt: undefined })), ...page].map(
			({ id, createdAt }) => ({
				id,
				tenantId,
				createdDateTime: createdAt,
				...parts.get(id),
			}),
		),
	});
}

export const configOf = (part: Partial<TriggerConfig> = {}): TriggerConfig => ({
	source: SOURCES.graphAlerts,
	filter: {},
	simplify: true,
	includeEvidence: true,
	lookBackMs: 0,
	overlapMs: 60 * MINUTE_MS,
	concurrency: 2,
	...part,
});

/** Microsoft Graph with so few rows in a page that even small histories take several. */
export const smallPages: AlertSource = { ...SOURCES.graphAlerts, pageSize: 3 };

export const resolvedOf = (tenant: Tenant, reference = tenant.id): ResolvedTenant => ({
	reference,
	shown: tenant,
	resolved: succeed(tenant),
});
