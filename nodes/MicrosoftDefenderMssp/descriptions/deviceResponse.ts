import type { INodeProperties } from 'n8n-workflow';

/** Field 'Comment'. */
export const actionCommentProperty: INodeProperties = {
	displayName: 'Comment',
	name: 'comment',
	type: 'string',
	default: '={{ "Requested by workflow " + $workflow.name }}',
	required: true,
	description: "Why this is done. It is kept in the customer's action center, where people look it up.",
};

/** Says what an action does to the people and services of a customer, above its fields. */
const consequences = (name: string, displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'notice',
	default: '',
});

export const isolateNotice = consequences(
	'isolateNotice',
	"Cuts the device off from the network: its user cannot work, and what it serves stops. Undo it with 'Release From Isolation'",
);

export const restrictNotice = consequences(
	'restrictNotice',
	"Only programs that Microsoft signed can be started on the device. Undo it with 'Remove App Restriction'",
);

export const quarantineNotice = consequences(
	'quarantineNotice',
	'Ends every process of the file on the device and takes the file away. To bring it back, an administrator restores it on the device',
);

const maxWaitOption: INodeProperties = {
	displayName: 'Max Wait (Minutes)',
	name: 'maxWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 60 },
	default: 10,
	description:
		"How long 'Wait Until Done' waits at most. An action that goes on for longer is given as it is then, with timedOut.",
};

const waitOption: INodeProperties = {
	displayName: 'Wait Until Done',
	name: 'waitUntilDone',
	type: 'boolean',
	default: false,
	description:
		'Whether to wait until the device has carried it out, and to give the final state, which deviceAction.status tells: Succeeded, Failed, TimeOut or Cancelled. A device that is switched off keeps it pending. Input items are worked on one after the other, so each waits for the ones before.',
};

/** Option 'Get Download Link'. */
const downloadLinkOption: INodeProperties = {
	displayName: 'Get Download Link',
	name: 'getDownloadLink',
	type: 'boolean',
	default: false,
	description:
		'Whether to add packageUri, a link that downloads the collected package. It is a secret: for a short time whoever has it, or sees it in the execution data, can download the package without signing in.',
};

const options = (list: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: list,
});

/** Collection 'Options' of the operations that start an action on a device. */
export const responseOptions = options([maxWaitOption, waitOption]);

/** The same for collecting an investigation package. */
export const collectOptions = options([downloadLinkOption, maxWaitOption, waitOption]);

/** Collection 'Options' of reading an action. */
export const readActionOptions = options([
	{
		...downloadLinkOption,
		description: `${downloadLinkOption.description ?? ''} Only for a package whose collection has succeeded.`,
	},
]);
