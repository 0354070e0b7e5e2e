import type { INodeProperties } from 'n8n-workflow';

import type { Failure } from '../core/failure';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import type { Tenant } from '../core/tenant';
import type { Connection } from '../transport/connection';

/** What an operation does in one tenant; the rows become items. */
export type TenantWork = (connection: Connection, tenant: Tenant) => Promise<Result<object[], Failure>>;

export interface PreparedOperation {
	work: TenantWork;
	/** Makes a result of a tenant that was not even found, for operations whose results are about failures. */
	whenUnreachable?: (tenant: Tenant, failure: Failure) => object[];
}

/** What an operation makes of its parameters and the input item alone: no tenant is asked, no credential needed. */
export interface OfflineRows {
	rows: object[];
}

/** One operation of the action node. The router does the rest: tenants, fan-out, items, failures. */
export interface Operation {
	/** Its own fields, shown for this operation only. */
	properties: INodeProperties[];
	/** Reads its fields for one input item; the failure names the field at fault. */
	prepare(parameters: Parameters): Result<PreparedOperation | OfflineRows, Failure>;
	/** Works in the credential's own tenant, whatever customers there are. */
	tenants?: 'credential';
	/** The object lives in one of several tenants, so that the others do not have it is no failure. */
	oneTenantHasIt?: boolean;
}
