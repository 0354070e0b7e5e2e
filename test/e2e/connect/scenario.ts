import assert from 'node:assert/strict';
import { demoClientId, sampleCustomers } from '../../../demo/sampleCustomers';
import { at, isObject, stringAt } from '../../n8n/json';
import { openEditor } from '../browser/editor';
import type { Scenario } from '../scenario';
import { startStage, type Stage } from '../stage/stage';
import { until } from '../until';
import { connect, connectAgain, fillNewCredential } from './credentialForm';
import { assertRotating, renewals } from './refreshes';
import { connectedWorkflow } from './workflow';

/** Shorter than a step of this scenario, so that every step needs a new one. */
const accessTokenSeconds = 20;

function firstCustomer({ tenants }: Stage) {
	const [customer] = sampleCustomers;
	const tenant = customer && tenants.get(customer.tenantId);
	assert.ok(customer && tenant);
	return { customer, tenant };
}

/** Lets an alert happen and waits until it arrives. */
async function assertArrives(stage: Stage, title: string, withinMs?: number): Promise<void> {
	const { id } = firstCustomer(stage).tenant.addAlert({ title });
	await until(
		`the alert '${title}' arrives`,
		() => stage.arrivals.some(({ item }) => at(item, 'alert', 'id') === id),
		withinMs,
	);
}

async function connectedCredential({ rest }: Stage): Promise<{ id: string; name: string }> {
	const credentials = await rest.call('GET', '/credentials');
	const found = Array.isArray(credentials) ? credentials.filter(isObject) : [];
	assert.equal(found.length, 1, 'the editor stored one credential');
	const id = stringAt(found, 0, 'id');
	const stored = await rest.credential(id);
	assert.ok(at(stored, 'data', 'oauthTokenData'), 'n8n has stored the tokens of the sign-in');
	return { id, name: stringAt(found, 0, 'name') };
}

/** The newest failed execution's message and advice, once there is one. */
async function failureTold({ rest }: Stage, workflowId: string): Promise<string> {
	let told = '';
	await until(
		'the trigger fails with the reason',
		async () => {
			const failed = (await rest.executions(workflowId)).find(({ status }) => status === 'error');
			if (failed === undefined) return false;
			const { error, runData } = await rest.execution(stringAt(failed, 'id'));
			told = JSON.stringify([error, runData]);
			return true;
		},
		90_000,
	);
	return told;
}

/** A person connects the OAuth2 credential in a browser; its sign-in is renewed again and again, until it is revoked. */
export const connectScenario: Scenario = {
	name: 'connect',
	title: 'a person signs in with a browser, and the sign-in lives on until the consent is revoked',
	run: async (run) => {
		const { log } = run;
		const stage = await startStage(run, { name: 'connect', accessTokenSeconds });
		const { emulator, rest, receiver, secrets, host } = stage;
		const { customer, tenant } = firstCustomer(stage);
		// Nobody has consented for users yet: the sign-in has to ask.
		tenant.revokeConsent(demoClientId);

		log('Filling in the credential in the editor');
		const page = await openEditor(run, stage);
		await fillNewCredential(page, host.url, {
			typeName: 'Microsoft Defender MSSP OAuth2 API',
			choices: { cloud: 'Custom' },
			texts: {
				clientId: demoClientId,
				clientSecret: secrets.clientSecret,
				tenantId: customer.tenantId,
				loginUrl: emulator.loginUrl,
				graphUrl: emulator.graphUrl,
				defenderUrl: emulator.defenderUrl,
			},
		});
		log('Pressing Connect, picking the account and accepting');
		await connect(page, customer.analyst.upn);
		const credential = await connectedCredential(stage);

		log(`Reading alerts as that user, with access tokens that end after ${accessTokenSeconds} s`);
		const channelUrl = `${receiver.url}/channels/${customer.channel}`;
		const workflowId = await rest.createWorkflow(connectedWorkflow({ credential, channelUrl }));
		await rest.publish(workflowId);
		await assertArrives(stage, 'before the first access token ends');
		await until('the sign-in was renewed several times', () => renewals(emulator).length >= 3);
		await assertArrives(stage, 'after the first access token ended');

		log('Restarting n8n: all that is left of the sign-in is what n8n has stored');
		await host.stop();
		const beforeRestart = renewals(emulator).length;
		await host.start();
		await until('the sign-in is renewed after the restart', () => renewals(emulator).length > beforeRestart);
		await assertArrives(stage, 'after the restart');
		assertRotating(renewals(emulator));

		log('Revoking the consent');
		tenant.revokeConsent(demoClientId);
		const told = await failureTold(stage, workflowId);
		assert.match(told, /sign-in of this credential has ended/, 'the trigger says what happened');
		assert.match(told, /Switch account/, 'the trigger says where to click');
		assert.ok(!told.includes(secrets.clientSecret), 'the client secret is not told');

		log('Doing what it says: signing in and consenting again');
		await connectAgain(page, host.url, credential.id, customer.analyst.upn);
		// A customer that could not be read is tried again only after a minute.
		await assertArrives(stage, 'after signing in again', 180_000);
	},
};
