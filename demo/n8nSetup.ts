import { CREDENTIAL_BLANKING_VALUE } from 'n8n-workflow';

import type { Emulator } from '../test/emulator';
import { connectOAuth } from '../test/n8n/oauthConnect';
import { stringAt } from '../test/n8n/json';
import { outputOf, RestClient, type CredentialInput } from '../test/n8n/rest';
import { appCredentialData, oauthCredentialData } from './emulatorSetup';
import { closeWorkflow } from './closeWorkflow';
import type { SampleCustomer } from './sampleCustomers';
import type { DemoSecrets } from './secrets';
import { getManyName, handsOnWorkflow, manualTriggerName, routingWorkflow } from './workflow';

export interface N8nSetupInput {
	n8nUrl: string;
	receiverUrl: string;
	emulator: Emulator;
	secrets: DemoSecrets;
	customers: readonly SampleCustomer[];
}

export interface DemoWorkflows {
	/** Editor address of the running workflow. */
	routingUrl: string;
	/** Editor address of the workflow behind the buttons of the receiver page. */
	closeUrl: string;
	/** Editor address of the workflow to run by hand. */
	handsOnUrl: string;
	/** Runs the second workflow by hand. Resolves to the tenant ids of the alerts it put out, one for each alert. */
	runHandsOn(): Promise<string[]>;
	/** Everything that n8n keeps of the workflows and their executions, as JSON. */
	records(): Promise<string>;
}

/** Stores a credential and runs n8n's own test of it. Throws with the test's message when it fails. */
async function tested(rest: RestClient, id: string, credential: CredentialInput): Promise<void> {
	const { status, message } = await rest.testCredential(id, credential);
	if (status !== 'OK') throw new Error(`The credential '${credential.name}' failed its test: ${message}`);
}

async function appCredential(rest: RestClient, { emulator, secrets }: N8nSetupInput) {
	const credential: CredentialInput = {
		name: 'Defender, app-only, all customers',
		type: 'microsoftDefenderMsspAppApi',
		data: appCredentialData(emulator, secrets.clientSecret),
	};
	const id = await rest.createCredential(credential);
	await tested(rest, id, credential);
	return { id, name: credential.name };
}

async function oauthCredential(rest: RestClient, input: N8nSetupInput, customer: SampleCustomer) {
	const { emulator, secrets } = input;
	const credential: CredentialInput = {
		name: `Defender, signed in at ${customer.name}`,
		type: 'microsoftDefenderMsspOAuth2Api',
		data: oauthCredentialData(emulator, secrets.clientSecret, customer),
	};
	const id = await rest.createCredential(credential);
	await connectOAuth(rest, id, { user: customer.analyst.upn, ca: emulator.caPem });
	// The blank value stands for what n8n has stored and does not show: here the tokens of the sign-in.
	const connected = { ...credential.data, oauthTokenData: CREDENTIAL_BLANKING_VALUE };
	await tested(rest, id, { ...credential, data: connected });
	return { id, name: credential.name };
}

/** Fills a new n8n: owner, both credentials (one signed in), the active routing workflow and the one to play with. */
export async function setUpN8n(input: N8nSetupInput): Promise<DemoWorkflows> {
	const { n8nUrl, receiverUrl, secrets, customers } = input;
	const [firstCustomer] = customers;
	if (!firstCustomer) throw new Error('The demo needs a customer');
	const rest = new RestClient(n8nUrl);
	const { email, password } = secrets;
	await rest.signIn({ email, password, firstName: 'Demo', lastName: 'Owner' });
	const appOnly = await appCredential(rest, input);
	const delegated = await oauthCredential(rest, input, firstCustomer);
	const routingId = await rest.createWorkflow(
		routingWorkflow({ customers, receiverUrl, credential: appOnly }),
	);
	await rest.publish(routingId);
	const closeId = await rest.createWorkflow(closeWorkflow(appOnly));
	await rest.publish(closeId);
	const handsOnId = await rest.createWorkflow(handsOnWorkflow(firstCustomer, delegated));

	async function runHandsOn(): Promise<string[]> {
		const execution = await rest.finished(await rest.startByHand(handsOnId, manualTriggerName));
		if (execution.status !== 'success') {
			throw new Error(
				`The workflow to run by hand ended with ${execution.status}: ${JSON.stringify(execution.error)}`,
			);
		}
		return outputOf(execution, getManyName).map((item) => stringAt(item, 'tenant', 'id'));
	}
	async function records(): Promise<string> {
		const kept: unknown[] = [];
		for (const id of [routingId, closeId, handsOnId]) {
			kept.push(await rest.workflow(id));
			for (const execution of await rest.executions(id)) {
				kept.push(await rest.execution(stringAt(execution, 'id')));
			}
		}
		return JSON.stringify(kept);
	}

	const editorUrl = (id: string): string => `${n8nUrl}/workflow/${id}`;
	return {
		routingUrl: editorUrl(routingId),
		closeUrl: editorUrl(closeId),
		handsOnUrl: editorUrl(handsOnId),
		runHandsOn,
		records,
	};
}
