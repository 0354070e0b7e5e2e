import assert from 'node:assert/strict';
import { sampleAlert } from '../../../demo/sampleAlerts';
import { sampleCustomers } from '../../../demo/sampleCustomers';
import { at, stringAt, type JsonObject } from '../../n8n/json';
import { outputOf } from '../../n8n/rest';
import { albumOf } from '../browser/album';
import { openEditor } from '../browser/editor';
import type { Scenario } from '../scenario';
import { addAppCredential, startStage, type Stage } from '../stage/stage';
import { until } from '../until';
import { addFirstStep, addStep, addStepBehind } from './nodeCreator';
import {
	choose,
	chooseCredential,
	closePanel,
	issueCount,
	listCustomers,
	runStep,
	switchOn,
	typeExpression,
} from './panel';
import { publishInEditor, seeSucceeded, workflowIdOf } from './published';

const node = 'Microsoft Defender MSSP';
const triggerName = 'Microsoft Defender MSSP Trigger';
const manualName = 'When clicking ‘Execute workflow’';
const getManyName = 'Get many alerts';
const names = sampleCustomers.map(({ name }) => name);

/** Alert ids with the tenant that each is said to be of, in any order. */
type Owners = Map<string, string>;

/** Lets that many alerts happen at each customer. */
function happen({ tenants }: Stage, first: number, perCustomer: number): Owners {
	const owners: Owners = new Map();
	for (const customer of sampleCustomers) {
		for (let number = first; number < first + perCustomer; number += 1) {
			const alert = tenants.get(customer.tenantId)?.addAlert(sampleAlert(customer, number));
			if (alert !== undefined) owners.set(alert.id, customer.tenantId);
		}
	}
	return owners;
}

const ownersOf = (items: readonly JsonObject[]): Owners =>
	new Map(items.map((item) => [stringAt(item, 'alert', 'id'), stringAt(item, 'tenant', 'id')]));

/** Throws unless the newest execution by hand ended with these alerts at this node, each under its own tenant. */
async function assertRunByHand({ rest }: Stage, workflowId: string, name: string, owners: Owners) {
	const newest = (await rest.executions(workflowId)).find(({ mode }) => mode === 'manual');
	const execution = await rest.finished(stringAt(newest, 'id'));
	assert.equal(execution.status, 'success');
	assert.deepEqual(ownersOf(outputOf(execution, name)), owners, `${name}: each alert under its tenant`);
}

/** Waits until these have arrived in their customers' channels. */
async function untilArrived({ arrivals }: Stage, owners: Owners, withinMs?: number): Promise<void> {
	const channels = new Map(sampleCustomers.map(({ tenantId, channel }) => [tenantId, channel]));
	const arrived = (): Set<string> => new Set(arrivals.map(({ item }) => stringAt(item, 'alert', 'id')));
	await until('the alerts arrive', () => [...owners.keys()].every((id) => arrived().has(id)), withinMs);
	for (const { item, channel } of arrivals) {
		const owner = owners.get(stringAt(item, 'alert', 'id'));
		if (owner === undefined) continue;
		assert.equal(at(item, 'tenant', 'id'), owner, 'an alert comes under its own tenant');
		assert.equal(channel, channels.get(owner), "an alert comes to its customer's channel");
	}
}

/** A person builds a workflow with both nodes in the editor, tries them, publishes it and looks at what it did. */
export const useScenario: Scenario = {
	name: 'use',
	title: 'a person builds a workflow with both nodes in the editor, tries it and publishes it',
	run: async (run) => {
		const { log, evidence } = run;
		const stage = await startStage(run, { name: 'use' });
		const { rest, host, receiver } = stage;
		const credential = await addAppCredential(stage);
		const before = happen(stage, 0, 2);
		const items = `${before.size} items`;
		const page = await openEditor(run, stage);
		const picture = albumOf(page, evidence);

		log('Adding the trigger to a new workflow and filling its panel');
		await page.goto(`${host.url}/workflow/new`, { waitUntil: 'domcontentloaded' });
		await addFirstStep(page, { search: 'defender', node, action: 'On new alert or incident' });
		await chooseCredential(page, credential.name);
		await choose(page, 'source', 'Alerts (Microsoft Graph)');
		await listCustomers(page, sampleCustomers);
		await picture('trigger-filled');
		assert.equal(await issueCount(page), 0, "n8n has nothing to say against the trigger's fields");
		await runStep(page, 'Fetch Test Event', [`Alerts Branch (${items})`, ...names]);
		await picture('trigger-tested');
		const workflowId = workflowIdOf(page);
		await assertRunByHand(stage, workflowId, triggerName, before);
		await closePanel(page);

		log('Sending what comes to the channel of its customer');
		await addStepBehind(page, triggerName, { search: 'HTTP Request', node: 'HTTP Request' });
		await choose(page, 'method', 'POST');
		await switchOn(page, 'sendBody');
		await choose(page, 'specifyBody', 'Using JSON');
		await typeExpression(page, 'jsonBody', {
			text: '{{ JSON.stringify($json) }}',
			result: '"tenant":{"id":',
		});
		await typeExpression(page, 'url', {
			text: `${receiver.url}/channels/{{ $json.tenant.labels.channel }}`,
			result: `${receiver.url}/channels/${sampleCustomers[0]?.channel}`,
		});
		await picture('sending');
		await closePanel(page);

		log('Adding the action node and reading the alerts of three tenants');
		await addStep(page, { search: 'manual', node: 'Manual Trigger' });
		await addStepBehind(page, manualName, { search: 'defender', node, action: getManyName });
		await chooseCredential(page, credential.name);
		await choose(page, 'resource', 'Alert');
		await choose(page, 'operation', 'Get Many');
		await choose(page, 'source', 'Alerts (Microsoft Graph)');
		await listCustomers(page, sampleCustomers);
		await picture('action-filled');
		assert.equal(await issueCount(page), 0, "n8n has nothing to say against the action's fields");
		await runStep(page, 'Execute step', [items, ...names]);
		await picture('action-done');
		await assertRunByHand(stage, workflowId, getManyName, before);
		await closePanel(page);
		await picture('canvas');

		log('Publishing the workflow and looking at its executions');
		assert.equal(stage.arrivals.length, 0, 'a test of the trigger sends nothing');
		const told = await publishInEditor(page);
		assert.match(told, /The alerts of your customers now start this workflow/);
		await untilArrived(stage, before);
		// The trigger polls once a minute, as its panel says.
		await untilArrived(stage, happen(stage, 2, 1), 90_000);
		const byTrigger = (await rest.executions(workflowId)).filter(({ mode }) => mode === 'trigger');
		assert.ok(byTrigger.length >= 2, `both polls are executions, n8n has ${byTrigger.length}`);
		await seeSucceeded(
			page,
			byTrigger.map((execution) => stringAt(execution, 'id')),
		);
		await picture('executions');
	},
};
