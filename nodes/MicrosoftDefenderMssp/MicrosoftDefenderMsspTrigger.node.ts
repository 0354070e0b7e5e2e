import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { processMemory } from './adapters/processMemory';
import { sourceSubtitle } from './descriptions/source';
import { triggerPanel } from './descriptions/triggerPanel';
import { testAppCredential } from './methods/testAppCredential';
import { triggerProperties } from './trigger/properties';
import { runPoll } from './trigger/run';

export class MicrosoftDefenderMsspTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Microsoft Defender MSSP Trigger',
		name: 'microsoftDefenderMsspTrigger',
		icon: {
			light: 'file:../../icons/defenderMssp.svg',
			dark: 'file:../../icons/defenderMssp.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: sourceSubtitle,
		description:
			"Starts the workflow when an alert or incident of Microsoft Defender comes up or changes in one of your customers' tenants",
		eventTriggerDescription: 'Waiting for the next alert of your customers',
		activationMessage:
			'The alerts of your customers now start this workflow. Connect output Tenant Health too, to hear when a customer cannot be read.',
		triggerPanel,
		defaults: { name: 'Microsoft Defender MSSP Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Alerts', 'Tenant Health'],
		credentials: [
			{
				name: 'microsoftDefenderMsspOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'microsoftDefenderMsspAppApi',
				required: true,
				testedBy: 'testAppCredential',
				displayOptions: { show: { authentication: ['appOnly'] } },
			},
		],
		properties: triggerProperties,
	};

	methods = { credentialTest: { testAppCredential } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await runPoll(this, processMemory);
	}
}
