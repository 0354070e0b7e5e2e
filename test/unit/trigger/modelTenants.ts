import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { Tenant } from '../../../nodes/MicrosoftDefenderMssp/core/tenant';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { Source, SourceName } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import type { ResolvedTenant } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenants';
import type { TriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { CONTOSO, FABRIKAM, MINUTE_MS } from '../core/builders';
import type { Answer, Wire } from '../transport/builders';
import { answer, answering, authorizationOf } from '../transport/builders';

export const NORTHWIND: Tenant = {
	id: '55555555-5555-4555-8555-555555555555',
	name: 'Northwind',
	labels: {},
};
export const TENANTS = [CONTOSO, FABRIKAM, NORTHWIND];

/** An alert or incident. */
export interface ModelAlert {
	id: string;
	/** Normalized; null where the service sends none. */
	createdAt: string | null;
	/** Likewise; the creation time if it is not given. */
	updatedAt?: string;
	/** What the service only sends if it is asked to expand, or about one row by itself. */
	details?: unknown[];
	/** The rest of what the service sends. */
	part?: object;
}

/** What a tenant answers at the n-th request of a poll; undefined: its alerts. */
export type Fault = (
	request: number,
	url: URL,
	sent: HttpRequest,
) => Answer | Promise<Answer | undefined> | undefined;

export interface ModelTenant {
	alerts: ModelAlert[];
	fault?: Fault;
	/** Sends a nextLink with every page that is not the last. */
	links?: boolean;
	/** Takes `$orderby` and sends the newest creation first all the same. */
	ignoresOrder?: boolean;
}

/** How a service calls things. */
interface Dialect {
	path: string;
	created: string;
	updated: string;
	tenant: string;
	details: string;
}

const GRAPH = { created: 'createdDateTime', updated: 'lastUpdateDateTime', tenant: 'tenantId' };
const DIALECTS: Record<SourceName, Dialect> = {
	graphAlerts: { ...GRAPH, path: '/v1.0/security/alerts_v2', details: 'none' },
	graphIncidents: { ...GRAPH, path: '/v1.0/security/incidents', details: 'alerts' },
	defenderAlerts: {
		path: '/api/alerts',
		created: 'alertCreationTime',
		updated: 'lastUpdateTime',
		tenant: 'aadTenantId',
		details: 'evidence',
	},
};

/**
 * The services as the trigger sees them: each tenant's alerts by the tenant of the token, newest creation first unless asked
 * for the oldest update first, by `$filter`, `$top` and `$skip`.
 */
export function modelTenants(tenants: Map<string, ModelTenant>): Wire {
	const requests = new Map<string, number>();
	return answering(async (request) => {
		const tenantId = tenantOfToken(request);
		const count = (requests.get(tenantId) ?? 0) + 1;
		requests.set(tenantId, count);
		const tenant = tenants.get(tenantId) ?? { alerts: [] };
		const url = new URL(request.url);
		return (await tenant.fault?.(count, url, request)) ?? answerOf(tenant, url, tenantId);
	});
}

/** The tenant whose token a request carries. */
export const tenantOfToken = (request: HttpRequest): string =>
	authorizationOf(request)?.split(' of ')[1] ?? '';

/** What a tenant answers to this address. */
export function answerOf(tenant: ModelTenant, url: URL, tenantId: string): Answer {
	const dialect = Object.values(DIALECTS).find(({ path }) => url.pathname.startsWith(path));
	if (dialect === undefined) return answer(404);
	const [, id, folder] = url.pathname.slice(dialect.path.length).split('/');
	if (id === undefined) return listOf(tenant, url, dialect, tenantId);
	const alert = tenant.alerts.find((entry) => entry.id === id);
	if (alert === undefined) return answer(404);
	if (folder !== undefined) return answer(200, { value: alert.details ?? [] });
	return answer(200, rowOf(alert, dialect, tenantId, true));
}

function listOf(tenant: ModelTenant, url: URL, dialect: Dialect, tenantId: string): Answer {
	const { alerts, links = false, ignoresOrder = false } = tenant;
	const option = (name: string) => url.searchParams.get(`$${name}`) ?? undefined;
	const [top, skip] = [Number(option('top')), Number(option('skip') ?? 0)];
	const bound = (operator: string) =>
		new RegExp(`${dialect.updated} ${operator} (\\S+)`).exec(option('filter') ?? '')?.[1];
	const isSorted = !ignoresOrder && option('orderby') === `${dialect.updated} asc`;
	const sort = isSorted ? oldestUpdateFirst : newestFirst;
	const found = within(alerts, bound('ge'), bound('le')).sort(sort);
	const value = found
		.slice(skip, skip + top)
		.map((alert) => rowOf(alert, dialect, tenantId, option('expand') === dialect.details));
	const next = new URL(url);
	next.searchParams.set('$skip', String(skip + top));
	const isMore = links && found.length > skip + top;
	return answer(200, { value, ...(isMore && { '@odata.nextLink': next.href }) });
}

const updatedOf = ({ updatedAt, createdAt }: ModelAlert): string | null => updatedAt ?? createdAt;

/** Alerts without time are always shown: a service could do that, and it must do no harm. */
function within(alerts: ModelAlert[], from = '', to?: string): ModelAlert[] {
	return alerts.filter((alert) => {
		const time = updatedOf(alert);
		return time === null || (time >= from && (to === undefined || time <= to));
	});
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b);

const oldestUpdateFirst = (a: ModelAlert, b: ModelAlert) =>
	compare(updatedOf(a) ?? '', updatedOf(b) ?? '') || compare(a.id, b.id);

const newestFirst = (a: ModelAlert, b: ModelAlert) =>
	compare(b.createdAt ?? '', a.createdAt ?? '') || compare(a.id, b.id);

function rowOf(alert: ModelAlert, dialect: Dialect, tenantId: string, withDetails: boolean): JsonObject {
	return {
		id: alert.id,
		[dialect.tenant]: tenantId,
		[dialect.created]: alert.createdAt,
		[dialect.updated]: updatedOf(alert),
		...(withDetails && alert.details !== undefined && { [dialect.details]: alert.details }),
		...alert.part,
	};
}

export const configOf = (part: Partial<TriggerConfig> = {}): TriggerConfig => ({
	source: SOURCES.graphAlerts,
	events: ['created'],
	filter: {},
	simplify: true,
	includeEvidence: true,
	lookBackMs: 0,
	overlapMs: 60 * MINUTE_MS,
	sweepMs: 24 * 60 * MINUTE_MS,
	settleMs: 0,
	executionPer: 'poll',
	maxItems: 1000,
	concurrency: 2,
	...part,
});

/** A source that asks for five rows at a time, the fewest there are, so that even small histories take several pages. */
export const inSmallPages = (source: Source): Source => ({ ...source, pageSize: 5 });

export const resolvedOf = (tenant: Tenant, reference = tenant.id): ResolvedTenant => ({
	reference,
	shown: tenant,
	resolved: succeed(tenant),
});
