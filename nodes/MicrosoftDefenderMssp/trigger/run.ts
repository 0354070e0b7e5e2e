import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { hasDurableCursor } from '../adapters/durableCursor';
import { emitExecutions } from '../adapters/emitExecutions';
import { asNodeError, failureMessage, messageOf, toNodeError } from '../adapters/n8nErrors';
import { startPollClock } from '../adapters/pollClock';
import { openPollHttp } from '../adapters/pollHttp';
import type { LatestState, ProcessMemory, TriggerMemory } from '../adapters/processMemory';
import { triggerMemory } from '../adapters/processMemory';
import { within } from '../adapters/within';
import type { Failure } from '../core/failure';
import { discoveredIn } from './discovery';
import type { Execution } from './executions';
import { executionsOf } from './executions';
import { confirmHandOver, markHandOver } from './handOver';
import { pollTenants } from './poll';
import { showRecent } from './manual';
import type { PollTools } from './prepare';
import { prepare } from './prepare';
import { recallState } from './recall';
import { isReplayOfNobody, replayOfNobody } from './replay';
import type { TriggerState } from './state';
import { storedState } from './storedState';
import { giveUpReason } from './verdict';

/** So long n8n is given to say that it could not start an execution. */
const ARRIVAL_WAIT_MS = 2_000;

/** One poll: outputs Alerts and Tenant Health, or null when there is nothing (more) to tell. */
export async function runPoll(
	context: IPollFunctions,
	memory: ProcessMemory,
): Promise<INodeExecutionData[][] | null> {
	const clock = startPollClock(context);
	const http = openPollHttp(context);
	try {
		const tools: PollTools = { clock, send: http.send };
		if (context.getMode() === 'manual') return await runManually(context, memory, tools);
		const trigger = triggerMemory(memory, `${context.getWorkflow().id ?? ''}:${context.getNode().id}`);
		// n8n starts a poll although the one before still runs; both would hand over the same alerts.
		if (trigger.polling) return null;
		trigger.polling = true;
		const run: Run = { context, memory, trigger, tools, start: startOf(context, trigger) };
		trigger.resumes ||= run.start === 'unattended';
		try {
			return await runScheduled(run);
		} catch (thrown) {
			if (run.start !== 'unattended') throw asNodeError(context.getNode(), thrown);
			context.logger.error(`${context.getNode().name}: ${messageOf(thrown)}`);
			return null;
		} finally {
			trigger.polling = false;
			trigger.polled = true;
		}
	} finally {
		clock.stop();
		http.close();
	}
}

/**
 * `attended`: the first poll after a person published the workflow, who sees what is thrown and can mend it.
 * `unattended`: the first poll after n8n itself started. What is thrown there makes n8n give the trigger up for good
 * (seen in n8n 2.41), so it is only logged; the polls after it tell the same.
 */
type Start = 'attended' | 'unattended' | 'none';

function startOf(context: IPollFunctions, { polled }: TriggerMemory): Start {
	if (polled) return 'none';
	return ['init', 'leadershipChange'].includes(context.getActivationMode()) ? 'unattended' : 'attended';
}

interface Run {
	context: IPollFunctions;
	memory: ProcessMemory;
	trigger: TriggerMemory;
	tools: PollTools;
	start: Start;
}

async function runScheduled(run: Run): Promise<INodeExecutionData[][] | null> {
	const { context, memory, trigger, tools, start } = run;
	const staticData = context.getWorkflowStaticData('node');
	const ready = await prepare(context, memory, tools, discoveredIn(staticData.state));
	if (!ready.ok) return giveUp(run, { failure: ready.failure });
	const { config, connection, tenants, discovery } = ready.value;
	if (start === 'attended' && isReplayOfNobody(config.replay, tenants)) {
		return giveUp(run, { failure: replayOfNobody });
	}
	const durable = hasDurableCursor(context, staticData);
	const recalled = recallState(staticData.state, {
		remembered: trigger.latest,
		processId: memory.processId,
		durable,
		now: Date.now(),
	});
	if (!recalled.ok) return giveUp(run, { failure: recalled.failure });
	const before = recalled.value;
	if (before === undefined) return null;
	const outcome = await pollTenants(config, before, connection, tenants, {
		memory: {
			visits: trigger.visits,
			unsorted: trigger.unsorted,
			quota: memory.quota,
			pace: trigger.pace,
		},
		time: tools.clock,
		resumes: trigger.resumes,
		discovery,
	});
	trigger.resumes = false;
	const reason = giveUpReason(outcome, before, start === 'attended', connection.now());
	if (reason !== undefined) {
		keep(run, staticData, reason.state);
		return giveUp(run, reason);
	}
	const executions = executionsOf(outcome.deliveries, outcome.health, config.executionPer);
	if (executions.length === 0) {
		keep(run, staticData, outcome.state);
		// n8n stores the state of a poll that found nothing, but not of the one at publishing.
		if (durable && start !== 'none') await context.__commitCursor?.();
		return null;
	}
	if (durable) return await handOverDurably(run, staticData, outcome.state, executions);
	const touched = outcome.deliveries.map(({ key }) => key);
	return await handOver(
		run,
		staticData,
		markHandOver(before, outcome.state, touched, memory.processId),
		executions,
	);
}

/** Changes static data only if need be: with durable cursors n8n writes every change to its database. */
function keep({ trigger }: Run, staticData: IDataObject, state: TriggerState): void {
	const stored = storedState(state);
	if (JSON.stringify(staticData.state) === JSON.stringify(stored)) return;
	const saved = { ...stored, sequence: state.sequence + 1 };
	staticData.state = saved;
	trigger.latest = { saved, at: Date.now(), failed: false };
}

/**
 * n8n stores the state together with the one execution that the poll returns. Those before it are transactions of their own,
 * so the state waits for them: if one could not be started, all come again.
 */
async function handOverDurably(
	{ context, trigger }: Run,
	staticData: IDataObject,
	state: TriggerState,
	executions: Execution[],
): Promise<INodeExecutionData[][] | null> {
	const others = executions.slice(0, -1);
	if (others.length > 0) {
		const started = await within(emitExecutions(context, others.map(outputsOf)), ARRIVAL_WAIT_MS);
		if (started === false) return null;
	}
	const saved = storedState(state);
	staticData.state = { ...saved };
	trigger.latest = { saved, at: Date.now(), failed: false };
	return executions.slice(-1).map(outputsOf)[0] ?? null;
}

/**
 * Without durable cursors: the executions are started here and not by n8n, because only so it says whether it could. The
 * state goes with them as not yet known to have arrived.
 */
async function handOver(
	{ context, trigger, start }: Run,
	staticData: IDataObject,
	marked: TriggerState,
	executions: Execution[],
): Promise<null> {
	const saved = storedState(marked);
	staticData.state = { ...saved };
	const latest: LatestState = { saved, at: Date.now(), failed: false };
	trigger.latest = latest;
	const started = emitExecutions(context, executions.map(outputsOf)).then((all) => {
		latest.failed = !all;
		return all;
	});
	if (start === 'none') return null;
	// After the first poll n8n stores the state once more, so what arrived need not be repeated at the next start. An
	// execution that runs on says nothing; one that could not be started says so at once.
	const failed = (await within(started, ARRIVAL_WAIT_MS)) === false;
	if (!failed) staticData.state = { ...storedState(confirmHandOver(marked)) };
	return null;
}

/** A test in the editor: shows what would be delivered, or why nothing can be. */
async function runManually(
	context: IPollFunctions,
	memory: ProcessMemory,
	tools: PollTools,
): Promise<INodeExecutionData[][]> {
	const ready = await prepare(context, memory, tools);
	if (!ready.ok) throw toNodeError(context.getNode(), ready.failure);
	const recent = await showRecent(ready.value);
	if (!recent.ok) throw toNodeError(context.getNode(), recent.failure.failure, recent.failure);
	return [toItems(recent.value.alerts), toItems(recent.value.health)];
}

function giveUp(
	{ context, start }: Run,
	{ failure, tenant }: { failure: Failure; tenant?: { id: string; name: string } },
): null {
	// A person who just published can mend a lasting failure; a passing one would make n8n give the trigger up as well.
	const isToldNow = start === 'none' || (start === 'attended' && !failure.transient);
	if (isToldNow) throw toNodeError(context.getNode(), failure, { tenant });
	context.logger.error(`${context.getNode().name}: ${failureMessage(failure, tenant)} ${failure.remedy}`);
	return null;
}

const outputsOf = ({ alerts, health }: Execution): INodeExecutionData[][] => [
	toItems(alerts),
	toItems(health),
];

function toItems(values: object[]): INodeExecutionData[] {
	return values.map((value) => ({ json: value as IDataObject }));
}
