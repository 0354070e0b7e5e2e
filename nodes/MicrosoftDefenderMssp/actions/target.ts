import type { IExecuteFunctions } from 'n8n-workflow';

import { connect } from '../adapters/connect';
import { processMemory } from '../adapters/processMemory';
import type { Failure } from '../core/failure';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import { findTenants } from '../tenants/findTenants';
import type { TenantEntry } from '../tenants/tenantEntries';
import { tenantFromText } from '../tenants/tenantEntries';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import { resolveTenants } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import type { Operation } from './operation';

/** A person or a workflow waits for the answer, so a short throttling is sat out. */
const RETRY = { attempts: 4, longestWaitMs: 30_000 };
export const TENANTS_AT_A_TIME = 10;

/** Where an input item is worked on. */
export interface Target {
	connection: Connection;
	tenants: ResolvedTenant[];
}

/** Makes the credential ready and finds the tenants for one input item. */
export async function findTarget(
	context: IExecuteFunctions,
	{ tenants }: Operation,
	parameters: Parameters,
	itemIndex: number,
): Promise<Result<Target, Failure>> {
	const authentication = parameters.get('authentication');
	const options = { authentication, memory: processMemory, retry: RETRY, itemIndex };
	const connection = await connect(context, options);
	if (!connection.ok) return connection;
	const entries = await entriesFor(tenants, parameters, connection.value);
	if (!entries.ok) return entries;
	const resolved = await resolveTenants(entries.value, connection.value, processMemory.domains);
	return succeed({ connection: connection.value, tenants: resolved });
}

async function entriesFor(
	tenants: Operation['tenants'],
	parameters: Parameters,
	connection: Connection,
): Promise<Result<TenantEntry[], Failure>> {
	if (tenants === 'credential') return tenantFromText(connection.tenantIdOrDomain, 'Tenant ID');
	const found = await findTenants(parameters, connection, processMemory);
	return found.ok ? succeed(found.value.entries) : found;
}
