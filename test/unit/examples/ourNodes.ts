import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { MicrosoftDefenderMssp } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import { MicrosoftDefenderMsspTrigger } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMsspTrigger.node';

const action = new MicrosoftDefenderMssp().description;

/** What n8n adds to a node that is used as a tool (n8n `tool-generation/ai-tools.js`). */
const toolProperties: INodeProperties[] = [
	{
		displayName: 'Tool Description',
		name: 'descriptionType',
		type: 'options',
		options: [
			{ name: 'Set Automatically', value: 'auto' },
			{ name: 'Set Manually', value: 'manual' },
		],
		default: 'auto',
	},
	{
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { descriptionType: ['manual'] } },
	},
];

const trigger = new MicrosoftDefenderMsspTrigger().description;

/** What n8n adds to a trigger that polls. */
const pollTimes: INodeProperties = {
	displayName: 'Poll Times',
	name: 'pollTimes',
	type: 'json',
	default: {},
};

/** The package's nodes by the type under which a workflow names them. */
export const OUR_NODES: Readonly<Record<string, INodeTypeDescription>> = {
	'n8n-nodes-microsoft-defender-mssp.microsoftDefenderMssp': action,
	'n8n-nodes-microsoft-defender-mssp.microsoftDefenderMsspTool': {
		...action,
		properties: [...toolProperties, ...action.properties],
	},
	'n8n-nodes-microsoft-defender-mssp.microsoftDefenderMsspTrigger': {
		...trigger,
		properties: [pollTimes, ...trigger.properties],
	},
};
