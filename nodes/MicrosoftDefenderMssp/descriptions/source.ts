import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { ALERT_SOURCES, SOURCES } from '../sources';
import type { Source } from '../sources/source';

const optionsOf = (sources: Readonly<Record<string, Source>>): INodePropertyOptions[] =>
	Object.values(sources).map(({ name, title, description, permission }) => ({
		name: title,
		value: name,
		description: `${description}. Needs the permission ${permission.application}.`,
	}));

/** Parameter 'Source': the API that alerts are read from. */
export const sourceProperty: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: optionsOf(ALERT_SOURCES),
	default: 'graphAlerts',
	description: 'The API to read from. Items look the same whichever it is.',
	noDataExpression: true,
};

/** Parameter 'Source' of operations that change alerts: the API that they are changed through. */
export const changeSourceProperty: INodeProperties = {
	...sourceProperty,
	options: [
		{
			name: ALERT_SOURCES.graphAlerts.title,
			value: 'graphAlerts',
			description:
				'Serves every alert, whatever its product. Needs the permission SecurityAlert.ReadWrite.All.',
		},
		{
			name: ALERT_SOURCES.defenderAlerts.title,
			value: 'defenderAlerts',
			description:
				'Serves alerts of Defender for Endpoint only, whose IDs begin with da or ed. Needs the permission Alert.ReadWrite.All.',
		},
	],
	description: 'The API to make the change through. It need not be the one that the alert was read from.',
};

/** Parameter 'Source' of the trigger. */
export const triggerSourceProperty: INodeProperties = {
	...sourceProperty,
	options: optionsOf(SOURCES),
};

const titles = Object.fromEntries(Object.values(SOURCES).map(({ name, title }) => [name, title]));

/** What the trigger shows below its name on the canvas. */
export const sourceSubtitle = `={{ ${JSON.stringify(titles)}[$parameter["source"]] }}`;

/** Parameter 'Simplify', in n8n's fixed wording. */
export const simplifyProperty: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Option 'Include Evidence'. */
export const includeEvidenceOption: INodeProperties = {
	displayName: 'Include Evidence',
	name: 'includeEvidence',
	type: 'boolean',
	default: true,
	description:
		'Whether to ask for the evidence of alerts too, and for the alerts of incidents. With alerts, Microsoft Graph always sends it. An incident without its alerts passes filters by category, device and the like.',
};
