import type { INodeProperties } from 'n8n-workflow';

import type { Failure } from '../core/failure';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import type { Tenant } from '../core/tenant';
import type { Connection } from '../transport/connection';
import type { Endpoint } from '../transport/endpoint';

/** What came of one item in one tenant: rows that become items, or why there are none. */
export type WorkResult = Result<object[], Failure>;

/** What an operation does in one tenant; the rows become items. */
export type TenantWork = (connection: Connection, tenant: Tenant) => Promise<WorkResult>;

export interface PreparedOperation {
	work: TenantWork;
	/** Makes a result of a tenant that was not even found, for operations whose results are about failures. */
	whenUnreachable?: (tenant: Tenant, failure: Failure) => object[];
}

interface AnyOperation {
	/** How the list of operations shows it; `action` reads in n8n's list of all actions. */
	option: { name: string; action: string; description: string };
	/** All its fields; one that several operations of a resource list is shown for each of them. */
	properties: INodeProperties[];
	/** What it may call, for the table of operations in the documents. */
	endpoints: readonly Endpoint[];
	/** Works in the credential's own tenant, whatever customers there are. */
	tenants?: 'credential';
	/** The object lives in one of several tenants, so that the others do not have it is no failure. */
	oneTenantHasIt?: boolean;
}

/** An operation that works on one input item after the other. */
export interface ItemOperation extends AnyOperation {
	/** Reads its fields for one input item; the failure names the field at fault. */
	prepare(parameters: Parameters): Result<PreparedOperation, Failure>;
}

/** An operation that works on many input items at once, because the service takes many in one call. */
export interface BatchOperation extends AnyOperation {
	startBatch(): Batch;
}

/** The input items of one run, as one operation reads them. */
export interface Batch {
	/** Reads its fields for this input item and keeps them; the failure names the field at fault. */
	add(itemIndex: number, parameters: Parameters): Result<unknown, Failure>;
	/** Works on these input items, all of them added and of one tenant; gives an outcome for each, in their order. */
	work(connection: Connection, tenant: Tenant, itemIndexes: number[]): Promise<WorkResult[]>;
}

/** An operation on what the input item carries: no tenant is asked, no credential needed. */
export interface OfflineOperation extends AnyOperation {
	/** The rows that become items; the failure names the field at fault. */
	makeRows(parameters: Parameters): WorkResult;
}

/** One operation of the action node. The router does the rest: tenants, fan-out, items, failures. */
export type Operation = ItemOperation | BatchOperation | OfflineOperation;
