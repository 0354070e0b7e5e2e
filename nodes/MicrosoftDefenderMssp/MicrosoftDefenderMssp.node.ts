import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { actionProperties } from './actions/node.description';
import { route } from './actions/router';
import { hiddenOffline } from './descriptions/authentication';
import { searchAlerts } from './methods/searchAlerts';
import { searchDevices } from './methods/searchDevices';
import { searchIncidents } from './methods/searchIncidents';
import { searchTenants } from './methods/searchTenants';
import { testAppCredential } from './methods/testAppCredential';

export class MicrosoftDefenderMssp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Microsoft Defender MSSP',
		name: 'microsoftDefenderMssp',
		icon: {
			light: 'file:../../icons/defenderMssp.svg',
			dark: 'file:../../icons/defenderMssp.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: "Work with the Microsoft Defender alerts of your customers' tenants",
		defaults: { name: 'Microsoft Defender MSSP' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'microsoftDefenderMsspOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] }, hide: hiddenOffline },
			},
			{
				name: 'microsoftDefenderMsspAppApi',
				required: true,
				testedBy: 'testAppCredential',
				displayOptions: { show: { authentication: ['appOnly'] }, hide: hiddenOffline },
			},
		],
		properties: actionProperties,
	};

	methods = {
		credentialTest: { testAppCredential },
		listSearch: { searchAlerts, searchDevices, searchIncidents, searchTenants },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route.call(this);
	}
}
