import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { connect } from '../adapters/connect';
import { asNodeError, messageOf, toNodeError } from '../adapters/n8nErrors';
import { processMemory } from '../adapters/processMemory';
import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { Parameters } from '../core/parameters';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { fanOut } from '../tenants/fanOut';
import { findTenants } from '../tenants/findTenants';
import { tenantFromText } from '../tenants/readTenants';
import { resolveTenants } from '../tenants/resolveTenants';
import type { Connection } from '../transport/connection';
import { OPERATIONS } from './node.description';
import type { Operation, PreparedOperation } from './operation';
import type { TenantOutcome } from './tenantResults';
import { rowItems, toItems } from './tenantResults';

/** A person or a workflow waits for the answer, so a short throttling is sat out. */
const RETRY = { attempts: 4, longestWaitMs: 30_000 };
const TENANTS_AT_A_TIME = 10;

/** Runs the chosen operation for every input item. */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	let items: INodeExecutionData[] = [];
	for (const itemIndex of this.getInputData().keys()) {
		try {
			// Not spread into push: a very long result would overflow the stack.
			items = items.concat(await runItem(this, itemIndex));
		} catch (error) {
			if (!this.continueOnFail()) throw asNodeError(this.getNode(), error, itemIndex);
			items.push({ json: { error: messageOf(error) }, pairedItem: { item: itemIndex } });
		}
	}
	return [items];
}

async function runItem(context: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData[]> {
	const parameters: Parameters = {
		get: (name) => context.getNodeParameter(name, itemIndex, undefined),
		timezone: context.getTimezone(),
		input: context.getInputData()[itemIndex]?.json,
	};
	const operation = readOperation(parameters);
	if (!operation.ok) throw toNodeError(context.getNode(), operation.failure, { itemIndex });
	const prepared = operation.value.prepare(parameters);
	if (!prepared.ok) throw toNodeError(context.getNode(), prepared.failure, { itemIndex });
	if ('rows' in prepared.value) return rowItems(prepared.value.rows, itemIndex);
	const outcomes = await runInTenants(context, operation.value, prepared.value, parameters, itemIndex);
	if (!outcomes.ok) throw toNodeError(context.getNode(), outcomes.failure, { itemIndex });
	return toItems(context.getNode(), outcomes.value, operation.value, itemIndex);
}

function readOperation(parameters: Parameters): Result<Operation, Failure> {
	const [resource, name] = [String(parameters.get('resource')), String(parameters.get('operation'))];
	const operation = new Map(Object.entries(OPERATIONS[resource] ?? {})).get(name);
	return operation === undefined
		? fail(
				configurationFailure(
					`This node has no operation '${name}' for resource '${resource}'.`,
					"Choose a 'Resource' and an 'Operation' from the lists.",
				),
			)
		: succeed(operation);
}

async function runInTenants(
	context: IExecuteFunctions,
	operation: Operation,
	{ work, whenUnreachable }: PreparedOperation,
	parameters: Parameters,
	itemIndex: number,
): Promise<Result<TenantOutcome[], Failure>> {
	const { tokens, clock } = processMemory;
	const authentication = parameters.get('authentication');
	const connection = await connect(context, { authentication, tokens, clock, retry: RETRY, itemIndex });
	if (!connection.ok) return connection;
	const entries = await entriesOf(operation, parameters, connection.value);
	if (!entries.ok) return entries;
	const tenants = await resolveTenants(entries.value, connection.value, processMemory.domains);
	const settled = await fanOut(tenants, TENANTS_AT_A_TIME, async ({ resolved, shown }) => {
		if (resolved.ok) return await work(connection.value, resolved.value);
		return whenUnreachable === undefined ? resolved : succeed(whenUnreachable(shown, resolved.failure));
	});
	return succeed(settled.map(({ entry, outcome }) => ({ tenant: entry.shown, outcome })));
}

async function entriesOf({ tenants }: Operation, parameters: Parameters, connection: Connection) {
	return tenants === 'credential'
		? tenantFromText(connection.tenantIdOrDomain, 'Tenant ID')
		: await findTenants(parameters, connection, processMemory);
}

/** n8n's own errors (an expression, a credential) pass as they are; nothing else is expected to be thrown here. */
