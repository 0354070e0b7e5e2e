import type { Failure, FailureKind } from '../core/failure';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { Tenant } from '../core/tenant';
import { readRecords } from '../sources/readRecords';
import type { AlertSource } from '../sources/source';
import type { Connection } from '../transport/connection';

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

/** Asks for a token and one alert, as the trigger would, and tells how far it got. A failure is part of the report. */
export async function checkAccess(
	source: AlertSource,
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
export function unfoundReport(source: AlertSource, tenant: Tenant, failure: Failure): AccessReport {
	return accessReport(source, tenant, 'tenantFound', failure);
}

async function readOne(
	source: AlertSource,
	connection: Connection,
	tenant: Tenant,
): Promise<Result<unknown, Failure>> {
	const query = { top: 1, includeEvidence: false };
	for await (const page of readRecords(source, query, connection, tenant.id)) return page;
	return succeed(undefined);
}

const CHECK_OF_KIND: Partial<Record<FailureKind, CheckName>> = {
	notLicensed: 'licence',
	roleMissing: 'permission',
	tenantUnknown: 'tenantFound',
	wrongTenant: 'tokenTenant',
};

const failedAt = ({ kind }: Failure, step: CheckName): CheckName => CHECK_OF_KIND[kind] ?? step;

function accessReport(
	{ name: source }: AlertSource,
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
