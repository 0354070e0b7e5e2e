import assert from 'node:assert/strict';
import { appCredentialData, oauthCredentialData } from '../../../demo/emulatorSetup';
import { sampleAlert } from '../../../demo/sampleAlerts';
import { sampleCustomers } from '../../../demo/sampleCustomers';
import { getManyName, handsOnWorkflow, manualTriggerName } from '../../../demo/workflow';
import type { CredentialReference } from '../../../demo/workflowNodes';
import { stringAt, type JsonObject } from '../../n8n/json';
import { connectOAuth } from '../../n8n/oauthConnect';
import { outputOf, type WorkflowJson } from '../../n8n/rest';
import { renewals } from '../connect/refreshes';
import { endureFeed } from '../endure/feed';
import { deliveriesOf } from '../endure/history';
import { judge } from '../endure/judge';
import { publishWorkflow } from '../endure/publishedWorkflow';
import { assertLoaded } from '../install/loaded';
import { addAppCredential, type Stage } from '../stage/stage';
import { until } from '../until';
import { actWorkflow, readName, startName, updateName } from './workflow';
import type { Check } from './compatibility';

/** Runs a workflow by hand to its end. Resolves to what a node put out. */
async function runByHand({ rest }: Stage, workflow: WorkflowJson, start: string, nodeName: string) {
	const id = await rest.createWorkflow(workflow);
	const execution = await rest.finished(await rest.startByHand(id, start));
	assert.equal(execution.status, 'success', JSON.stringify(execution.error));
	return outputOf(execution, nodeName);
}

const idsOf = (items: readonly JsonObject[]): string[] =>
	items.map((item) => stringAt(item, 'alert', 'id')).sort();

/** Throws unless a user can sign in, read, and stay signed in when the access token ends. */
async function signIn(stage: Stage): Promise<void> {
	const { rest, emulator, secrets, tenants } = stage;
	const [customer] = sampleCustomers;
	const alert = customer && tenants.get(customer.tenantId)?.addAlert(sampleAlert(customer, 0));
	assert.ok(customer && alert);
	const credential = { name: 'Defender, signed in', type: 'microsoftDefenderMsspOAuth2Api' };
	const data = oauthCredentialData(emulator, secrets.clientSecret, customer);
	const id = await rest.createCredential({ ...credential, data });
	await connectOAuth(rest, id, { user: customer.analyst.upn, ca: emulator.caPem });
	const workflow = handsOnWorkflow(customer, { id, name: credential.name });
	for (let reads = 0; reads < 2; reads += 1) {
		const items = await runByHand(stage, workflow, manualTriggerName, getManyName);
		assert.deepEqual(idsOf(items), [alert.id], "the signed-in user reads the customer's alerts");
	}
	assert.ok(renewals(emulator).length > 0, 'the sign-in was renewed');
}

async function connect(stage: Stage): Promise<void> {
	const { rest, emulator, secrets } = stage;
	const { id, name } = await addAppCredential(stage);
	const data = appCredentialData(emulator, secrets.clientSecret);
	const type = 'microsoftDefenderMsspAppApi';
	const { status, message } = await rest.testCredential(id, { name, type, data });
	assert.equal(status, 'OK', message);
	await signIn(stage);
}

/** Throws unless new alerts of every customer come once each, to their own customer's channel. */
async function poll(stage: Stage): Promise<void> {
	const { rest, arrivals } = stage;
	const workflow = await publishWorkflow(stage);
	// The first poll looks back, so what is there already comes too.
	const feed = endureFeed(stage.tenants);
	const sent = () => feed.sent.map(({ alertId }) => alertId);
	const ofThese = () => deliveriesOf(arrivals).filter(({ alertId }) => sent().includes(alertId));
	for (let round = 1; round <= 2; round += 1) {
		feed.nextOfEach();
		await until('the alerts arrive', () => ofThese().length >= sent().length);
	}
	await rest.unpublish(workflow.id);
	const verdict = judge({
		sent: feed.sent,
		deliveries: ofThese(),
		executions: [],
		ends: [],
		durable: false,
	});
	assert.deepEqual(verdict, { lost: [], elsewhere: [], repeated: 0, unexplained: [] });
}

/** Throws unless every customer's alerts are read, and changed in the tenant that they are of. */
async function act(stage: Stage): Promise<void> {
	const credential: CredentialReference = await addAppCredential(stage);
	const items = await runByHand(stage, actWorkflow(sampleCustomers, credential), startName, updateName);
	for (const { tenantId } of sampleCustomers) {
		const alerts = stage.tenants.get(tenantId)?.alerts ?? [];
		const read = items.filter((item) => stringAt(item, 'tenant', 'id') === tenantId);
		assert.deepEqual(
			idsOf(read),
			alerts.map(({ id }) => id).sort(),
			`${readName}: all alerts of ${tenantId}`,
		);
		for (const { status } of alerts) assert.equal(status, 'inProgress', 'the alert was changed');
	}
}

/** What each check does; all of one version are done with one n8n, in their order. */
export const steps: Record<Check, (stage: Stage, packageVersion: string) => Promise<void>> = {
	load: async ({ rest }, packageVersion) => await assertLoaded(rest, packageVersion),
	connect,
	poll,
	act,
};
