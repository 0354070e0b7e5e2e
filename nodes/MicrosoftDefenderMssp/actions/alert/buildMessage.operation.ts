import type { INodeProperties } from 'n8n-workflow';

import { configurationFailure } from '../../core/failure';
import { text } from '../../core/json';
import { knownKey } from '../../core/knownWords';
import { collection, readWholeNumber } from '../../core/parameters';
import { fail, succeed } from '../../core/result';
import { USUAL_LINES } from '../../messages/evidence';
import { MESSAGE_FORMATS } from '../../messages/formats';
import { readContent } from '../../messages/readContent';
import type { OfflineOperation } from '../operation';
import { identityOf } from './identity';

/** More would be no summary any more. */
const MOST_EVIDENCE = 20;

const properties: INodeProperties[] = [
	{
		displayName: 'Message Format',
		name: 'messageFormat',
		type: 'options',
		options: [
			{ name: 'HTML Email', value: 'html', description: 'Subject, HTML and plain text' },
			{
				name: 'Markdown',
				value: 'markdown',
				description: 'Title and body of a ticket in Jira, ServiceNow, GitHub or GitLab',
			},
			{
				name: 'Plain Text',
				value: 'text',
				description: 'Subject and text for mail, text messages and pagers',
			},
			{
				name: 'Slack Block Kit',
				value: 'slack',
				description: "Blocks for n8n's Slack node or chat.postMessage",
			},
			{
				name: 'Teams Adaptive Card',
				value: 'teams',
				description: 'Body to post to a Teams webhook',
			},
		],
		default: 'slack',
		description:
			"What to make of the input item's alert, incident or tenant health. Everything in it is escaped for that product.",
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Heading',
				name: 'heading',
				type: 'string',
				default: '',
				placeholder: 'e.g. [SOC]',
				description: 'Stands in front of the title or subject',
			},
			{
				displayName: 'Include Buttons',
				name: 'includeButtons',
				type: 'boolean',
				default: true,
				description:
					"Whether Slack and Teams show buttons to close the alert and to assign it, whose values carry the tenant's and the alert's ID. Something of yours must answer them.",
			},
			{
				displayName: 'Include Description',
				name: 'includeDescription',
				type: 'boolean',
				default: true,
				description: 'Whether to show the description of the alert or incident',
			},
			{
				displayName: 'Max Evidence Lines',
				name: 'maxEvidence',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: MOST_EVIDENCE },
				default: USUAL_LINES,
				description: `How many processes, files, emails, apps, resources and other evidence to show in all. Above ${USUAL_LINES}, each line also has all its details.`,
			},
		],
	},
];

/** Alert: Build Message. Offline: it asks no tenant. */
export const buildMessage: OfflineOperation = {
	option: {
		name: 'Build Message',
		action: 'Build a message of an alert',
		description:
			'Turn the incoming alert, incident or tenant health into a message for Slack, Teams, a ticket or mail',
	},
	properties,
	endpoints: [],
	makeRows(parameters) {
		const format = knownKey(parameters.get('messageFormat'), 'Message Format', MESSAGE_FORMATS);
		if (!format.ok) return format;
		const options = collection(parameters, 'options');
		const { maxEvidence: most = USUAL_LINES } = options;
		const maxEvidence = readWholeNumber(most, 'Max Evidence Lines', [0, MOST_EVIDENCE]);
		if (!maxEvidence.ok) return maxEvidence;
		const input = parameters.input ?? {};
		const content = readContent(input, {
			heading: text(options.heading),
			includeButtons: options.includeButtons !== false,
			includeDescription: options.includeDescription !== false,
			maxEvidence: maxEvidence.value,
		});
		if (content === undefined) return fail(nothingToTell);
		return succeed([{ ...identityOf(input), message: MESSAGE_FORMATS[format.value](content) }]);
	},
};

const nothingToTell = configurationFailure(
	"The input item has no 'alert', 'incident' or 'health' to build a message of.",
	"Connect an output of 'Microsoft Defender MSSP Trigger', or Alert: Get or Get Many of this node, and keep what its items carry.",
);
