import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const determination = (
	classification: string,
	options: INodePropertyOptions[],
	preset: string,
): INodeProperties => ({
	displayName: 'Determination',
	name: 'determination',
	type: 'options',
	displayOptions: { show: { classification: [classification] } },
	options,
	default: preset,
	description: 'What was found. Which findings there are depends on the classification.',
});

const OTHER: INodePropertyOptions = { name: 'Other', value: 'other' };

/** What can be changed of an alert; read by `readAlertChange`. A field that is not added stays as it is. */
export const alertUpdateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Assigned To',
			name: 'assignedTo',
			type: 'string',
			default: '',
			placeholder: 'e.g. kim@contoso.example',
			description: 'Who works on the alert, as the name that the person signs in with',
		},
		{
			displayName: 'Classification',
			name: 'classification',
			type: 'options',
			options: [
				{ name: 'False Positive', value: 'falsePositive' },
				{ name: 'Informational, Expected Activity', value: 'informationalExpectedActivity' },
				{ name: 'True Positive', value: 'truePositive' },
			],
			default: 'truePositive',
			description: 'Whether the alert was right. Add a determination to tell what was found.',
		},
		{
			displayName: 'Comment',
			name: 'comment',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'A comment to add to the alert, as everybody who can see the alert can read it',
		},
		determination(
			'falsePositive',
			[
				{ name: 'Not Enough Data to Validate', value: 'notEnoughDataToValidate' },
				{ name: 'Not Malicious', value: 'notMalicious' },
				OTHER,
			],
			'notMalicious',
		),
		determination(
			'informationalExpectedActivity',
			[
				{ name: 'Confirmed Activity', value: 'confirmedActivity' },
				{ name: 'Line of Business Application', value: 'lineOfBusinessApplication' },
				OTHER,
				{ name: 'Security Testing', value: 'securityTesting' },
			],
			'securityTesting',
		),
		determination(
			'truePositive',
			[
				{ name: 'Compromised Account', value: 'compromisedAccount' },
				{ name: 'Malicious User Activity', value: 'maliciousUserActivity' },
				{ name: 'Malware', value: 'malware' },
				{ name: 'Multi-Staged Attack', value: 'multiStagedAttack' },
				OTHER,
				{ name: 'Phishing', value: 'phishing' },
				{ name: 'Unwanted Software', value: 'unwantedSoftware' },
			],
			'malware',
		),
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: [
				{ name: 'In Progress', value: 'inProgress' },
				{ name: 'New', value: 'new' },
				{ name: 'Resolved', value: 'resolved' },
			],
			default: 'resolved',
			description: 'Resolved closes the alert',
		},
		{
			displayName: 'Unassign',
			name: 'unassign',
			type: 'boolean',
			default: false,
			description: "Whether to take the alert from whoever has it. Leave 'Assigned To' empty then.",
		},
	],
};
