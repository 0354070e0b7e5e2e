import { apiHost } from '../core/clouds';
import type { Failure, FailureKind } from '../core/failure';
import type { Result } from '../core/result';
import type { Tenant } from '../core/tenant';
import { timestampFromMs } from '../core/timestamp';
import { callContext, getPage } from '../sources/getPage';
import type { Source } from '../sources/source';
import type { Connection } from '../transport/connection';
import { waitTurn } from '../transport/endpoint';

const DAY_MS = 24 * 3_600_000;

/** In the order in which reading a customer's alerts can fail. */
const CHECKS = [
	['tenantFound', 'Tenant found'],
	['token', 'Token issued'],
	['tokenTenant', 'Token is of this tenant'],
	['licence', 'Licence active'],
	['permission', 'Permission granted'],
	['apiAnswers', 'API answers'],
] as const;

type CheckName = (typeof CHECKS)[number][0];

export interface AccessReport {
	tenant: Tenant;
	access: { ok: boolean; source: string; checks: AccessCheck[] };
}

export interface AccessCheck {
	name: string;
	status: 'passed' | 'failed' | 'notReached';
	cause?: string;
	remedy?: string;
	link?: string;
	code?: string;
}

/** Asks for a token and one alert or incident, as the trigger would, and tells how far it got. A failure is part of the report. */
export async function checkAccess(
	source: Source,
	connection: Connection,
	tenant: Tenant,
): Promise<AccessReport> {
	const { service } = source;
	const token = await connection.tokens.token({ tenantId: tenant.id, service });
	if (!token.ok) return accessReport(source, tenant, failedAt(token.failure, 'token'), token.failure);
	const outcome = await readOne(source, connection, tenant);
	return outcome.ok
		? accessReport(source, tenant)
		: accessReport(source, tenant, failedAt(outcome.failure, 'apiAnswers'), outcome.failure);
}

/** The report of a tenant that could not even be found. */
export function unfoundReport(source: Source, tenant: Tenant, failure: Failure): AccessReport {
	return accessReport(source, tenant, 'tenantFound', failure);
}

async function readOne(
	source: Source,
	connection: Connection,
	tenant: Tenant,
): Promise<Result<unknown, Failure>> {
	const host = apiHost(connection.cloud, source.service);
	if (!host.ok) return host;
	const turn = await waitTurn(source, connection, tenant.id);
	if (!turn.ok) return turn;
	const from = timestampFromMs(connection.serviceNow() - DAY_MS);
	const url = source.updatesUrl(host.value, { from, top: 1, ascending: false, expand: false });
	return await getPage(url, callContext(source, connection, tenant.id));
}

const CHECK_OF_KIND: Partial<Record<FailureKind, CheckName>> = {
	notLicensed: 'licence',
	roleMissing: 'permission',
	tenantUnknown: 'tenantFound',
	wrongTenant: 'tokenTenant',
};

const failedAt = ({ kind }: Failure, step: CheckName): CheckName => CHECK_OF_KIND[kind] ?? step;

function accessReport(
	{ name: source }: Source,
	tenant: Tenant,
	failed?: CheckName,
	failure?: Failure,
): AccessReport {
	const position = CHECKS.findIndex(([check]) => check === failed);
	const checks = CHECKS.map(([, name], index): AccessCheck => {
		if (position === -1 || index < position) return { name, status: 'passed' };
		return index > position ? { name, status: 'notReached' } : { name, status: 'failed', ...told(failure) };
	});
	return { tenant, access: { ok: position === -1, source, checks } };
}

function told(failure: Failure | undefined): Partial<AccessCheck> {
	if (failure === undefined) return {};
	const { cause, remedy, link, code } = failure;
	return { cause, remedy, ...(link !== undefined && { link }), ...(code !== undefined && { code }) };
}
