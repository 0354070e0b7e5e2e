import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { failureMessage, toNodeError } from '../adapters/n8nErrors';
import type { ProcessMemory } from '../adapters/processMemory';
import type { TenantFailure } from './poll';
import { pollTenants } from './poll';
import type { ReadyToPoll } from './prepare';
import { prepare } from './prepare';
import { readSample } from './sample';
import { nextHealth } from './health';
import { readState } from './state';

/** One poll: outputs Alerts and Tenant Health, or null when there is nothing to tell. */
export async function runPoll(
	context: IPollFunctions,
	memory: ProcessMemory,
): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await runManually(context, memory);
	const key = `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;
	// n8n starts a poll although the one before still runs; both would hand over the same alerts.
	if (memory.polling.has(key)) return null;
	memory.polling.add(key);
	try {
		return await runScheduled(context, memory, startOf(context, memory, key));
	} finally {
		memory.polling.delete(key);
		memory.polled.add(key);
	}
}

/**
 * `attended`: the first poll after a person published the workflow, who sees what is thrown and can mend it.
 * `unattended`: the first poll after n8n itself started. What is thrown there makes n8n give the trigger up for good
 * (seen in n8n 2.41), so it is only logged; the polls after it tell the same.
 */
type Start = 'attended' | 'unattended' | 'none';

function startOf(context: IPollFunctions, { polled }: ProcessMemory, key: string): Start {
	if (polled.has(key)) return 'none';
	return ['init', 'leadershipChange'].includes(context.getActivationMode()) ? 'unattended' : 'attended';
}

async function runScheduled(
	context: IPollFunctions,
	memory: ProcessMemory,
	start: Start,
): Promise<INodeExecutionData[][] | null> {
	const ready = await prepare(context, memory);
	if (!ready.ok) return giveUp(context, { failure: ready.failure }, start);
	const { config, connection, tenants } = ready.value;
	const staticData = context.getWorkflowStaticData('node');
	const state = readState(staticData.state);
	if (!state.ok) return giveUp(context, { failure: state.failure }, start);
	const outcome = await pollTenants(config, state.value, connection, tenants);
	const unusable = pollFailure(outcome.failures, tenants.length, start);
	if (unusable !== undefined) {
		// Nothing is handed over, so nothing may be remembered as handed over or told; only where new tenants begin.
		staticData.state = { ...state.value, pending: outcome.state.pending };
		return giveUp(context, unusable, start);
	}
	staticData.state = { ...outcome.state };
	if (outcome.alerts.length + outcome.health.length === 0) return null;
	return [toItems(outcome.alerts), toItems(outcome.health)];
}

/** The failure that ends the poll: one that hits every tenant, or while a person looks on, one of the parameters. */
function pollFailure(
	failures: TenantFailure[],
	tenantCount: number,
	start: Start,
): TenantFailure | undefined {
	const lasting = failures.filter(({ failure }) => !failure.transient);
	if (failures.length === tenantCount) return lasting[0];
	return start === 'attended' ? lasting.find(({ failure }) => failure.kind === 'configuration') : undefined;
}

function giveUp(
	context: IPollFunctions,
	{ failure, tenant }: Pick<TenantFailure, 'failure'> & Partial<TenantFailure>,
	start: Start,
): null {
	// A person who just published can mend a lasting failure; a passing one would make n8n give the trigger up as well.
	const isToldNow = start === 'none' || (start === 'attended' && !failure.transient);
	if (isToldNow) throw toNodeError(context.getNode(), failure, { tenant });
	context.logger.error(`${context.getNode().name}: ${failureMessage(failure, tenant)} ${failure.remedy}`);
	return null;
}

/** A test in the editor: shows what would be delivered, or why nothing can be. */
async function runManually(
	context: IPollFunctions,
	memory: ProcessMemory,
): Promise<INodeExecutionData[][] | null> {
	const ready = await prepare(context, memory);
	if (!ready.ok) throw toNodeError(context.getNode(), ready.failure);
	const { alerts, failures } = await readSample(ready.value);
	const [first] = failures;
	if (alerts.length === 0 && first !== undefined) throw toNodeError(context.getNode(), first.failure, first);
	const health = failures.map(({ tenant, failure }) => healthOf(tenant, failure, ready.value));
	return [toItems(alerts), toItems(health.filter((item) => item !== undefined))];
}

/** Told at once, whether it may pass or not: somebody is looking. */
function healthOf(
	tenant: TenantFailure['tenant'],
	failure: TenantFailure['failure'],
	{ connection }: ReadyToPoll,
) {
	return nextHealth(tenant, undefined, { ...failure, transient: false }, connection.now()).item;
}

function toItems(values: object[]): INodeExecutionData[] {
	return values.map((value) => ({ json: value as IDataObject }));
}
