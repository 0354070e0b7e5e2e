import { setTimeout as sleep } from 'node:timers/promises';

import { stringAt, type JsonObject } from '../n8n/json';
import type { RestClient } from '../n8n/rest';
import { fillIn, type Filling } from './fillIn';
import type { Scenario, Stage } from './scenario';
import type { Theatre } from './theatre';

const withinMs = 30_000;
/** Two polls. */
const quietMs = 6_500;

/**
 * Imports an example, publishes it and plays its scenario. Resolves to what was seen; throws with what did not come, with
 * what a played host was sent wrongly, or with the execution that failed.
 */
export async function runExample(name: string, scenario: Scenario, theatre: Theatre): Promise<string> {
	const { rest, internet, customers } = theatre;
	const [contoso, fabrikam] = customers;
	internet.play(scenario.hosts);
	const credentials = await storeCredentials(theatre, scenario.credentials);
	const workflowId = await rest.createWorkflow(fillIn(name, { credentials }));
	await rest.publish(workflowId);
	const { url: n8nUrl } = theatre.n8n;
	const stage: Stage = { contoso, fabrikam, rest, workflowId, n8nUrl, until, quiet: () => sleep(quietMs) };
	let seen: string;
	try {
		seen = await scenario.play(stage);
		await until('all executions to end', async () => (await unfinished(rest, workflowId)).length === 0);
	} catch (error) {
		throw new Error(
			[String(error), ...internet.problems(), ...(await failures(rest, workflowId))].join('\n'),
		);
	} finally {
		await rest.unpublish(workflowId);
		for (const tenant of customers) clear(tenant);
	}
	const failed = await failures(rest, workflowId);
	const problems = internet.problems();
	if (problems.length > 0 || failed.length !== (scenario.failing ?? 0)) {
		throw new Error([...problems, ...failed, `${failed.length} executions failed`].join('\n'));
	}
	return seen;
}

/** Stores a scenario's credentials; the one for Defender is there already. */
export async function storeCredentials(
	{ rest, defender }: Theatre,
	credentials: Scenario['credentials'] = {},
): Promise<Filling['credentials']> {
	const stored: Record<string, { id: string; name: string }> = { microsoftDefenderMsspAppApi: defender };
	for (const [type, data] of Object.entries(credentials)) {
		stored[type] = { id: await rest.createCredential({ name: type, type, data }), name: type };
	}
	return stored;
}

async function until(
	what: string,
	holds: () => boolean | Promise<boolean>,
	limitMs = withinMs,
): Promise<void> {
	const deadline = Date.now() + limitMs;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
		await sleep(250);
	}
}

/** Nothing of an example is left for the next. */
function clear(tenant: Stage['contoso']): void {
	tenant.clearFaults();
	for (const { id } of [...tenant.alerts]) tenant.removeAlert(id);
}

const ended = ['success', 'error', 'crashed', 'canceled'];

const unfinished = async (rest: RestClient, workflowId: string): Promise<JsonObject[]> =>
	(await rest.executions(workflowId)).filter(({ status }) => !ended.includes(String(status)));

/** The executions that did not succeed, each with its reason. */
async function failures(rest: RestClient, workflowId: string): Promise<string[]> {
	const failed = (await rest.executions(workflowId)).filter(({ status }) => status !== 'success');
	return await Promise.all(
		failed.map(async (row) => {
			const { id, status, error } = await rest.execution(stringAt(row, 'id'));
			return `Execution ${id}: ${status}: ${JSON.stringify(error ?? null).slice(0, 1500)}`;
		}),
	);
}
