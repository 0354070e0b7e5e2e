import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { asNodeError, failureMessage, messageOf, toNodeError } from '../adapters/n8nErrors';
import { startPollClock } from '../adapters/pollClock';
import { openPollHttp } from '../adapters/pollHttp';
import type { ProcessMemory, TriggerMemory } from '../adapters/processMemory';
import { triggerMemory } from '../adapters/processMemory';
import { within } from '../adapters/within';
import type { Failure } from '../core/failure';
import { deliverPoll } from './delivery/room';
import { discoveredIn } from './discovery';
import { pollTenants } from './poll';
import { showRecent } from './manual';
import { n8nHost, toItems } from './n8nHost';
import type { PollTools } from './prepare';
import { prepare } from './prepare';
import { isReplayOfNobody, replayOfNobody } from './replay';

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
 * `unattended`: the first poll after n8n itself started. What is thrown there makes n8n give the trigger up for good, or back
 * off for half an hour with its scheduler (seen in n8n 2.41), so it is only logged; the polls after it tell the same.
 */
type Start = 'attended' | 'unattended' | 'none';

/**
 * n8n's scheduler says `update` at every poll, so there a state that is stored, or the time that only the scheduler gives, tells
 * that nobody publishes it now.
 */
function startOf(context: IPollFunctions, { polled }: TriggerMemory): Start {
	if (polled) return 'none';
	const mode = context.getActivationMode();
	if (['init', 'leadershipChange'].includes(mode)) return 'unattended';
	const isKnown = context.getWorkflowStaticData('node').state !== undefined;
	return mode === 'update' && (isKnown || isOfScheduler(context)) ? 'unattended' : 'attended';
}

/** n8n gives a poll at publishing five minutes, and one of its scheduler less. */
const isOfScheduler = (context: IPollFunctions): boolean =>
	typeof context.getPollBudgetMs === 'function' && context.getPollBudgetMs() < 5 * 60_000;

interface Run {
	context: IPollFunctions;
	memory: ProcessMemory;
	trigger: TriggerMemory;
	tools: PollTools;
	start: Start;
}

async function runScheduled(run: Run): Promise<null> {
	const { context, memory, trigger, tools, start } = run;
	const known = discoveredIn(context.getWorkflowStaticData('node').state);
	const ready = await prepare(context, memory, tools, known);
	if (!ready.ok) return giveUp(run, { failure: ready.failure });
	const { config, connection, tenants, discovery } = ready.value;
	if (start === 'attended' && isReplayOfNobody(config.replay, tenants)) {
		return giveUp(run, { failure: replayOfNobody });
	}
	const setting = {
		executionPer: config.executionPer,
		isAttended: start === 'attended',
		isFirst: start !== 'none',
		now: () => Date.now(),
		elapsed: memory.elapsed,
		within,
	};
	const reason = await deliverPoll(n8nHost(context), trigger.delivery, setting, async (before, handOver) => {
		const outcome = await pollTenants(config, before, connection, tenants, {
			memory: { ...trigger, quota: memory.quota },
			time: tools.clock,
			resumes: trigger.resumes,
			discovery,
			handOver,
		});
		trigger.resumes = false;
		return outcome;
	});
	return reason === undefined ? null : giveUp(run, reason);
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
