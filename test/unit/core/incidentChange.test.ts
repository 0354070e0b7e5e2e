import type { IncidentChange } from '../../../nodes/MicrosoftDefenderMssp/core/incidentChange';
import { readIncidentChange, showsChange } from '../../../nodes/MicrosoftDefenderMssp/core/incidentChange';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { readComment } from '../../../nodes/MicrosoftDefenderMssp/core/updateFields';

const changeOf = (fields: JsonObject): IncidentChange | undefined => {
	const read = readIncidentChange(fields);
	return read.ok ? read.value : undefined;
};

describe('readIncidentChange', () => {
	it('changes only what is filled in', () => {
		expect(changeOf({ status: 'resolved', assignedTo: '', comment: ' ', customTags: '' })).toEqual({
			properties: { status: 'resolved' },
		});
	});

	it('reads every field', () => {
		const fields = {
			status: 'InProgress',
			assignedTo: ' kim@contoso.example ',
			classification: 'truePositive',
			determination: 'malware',
			customTags: 'vip, ticket-1,',
			resolvingComment: 'Cleaned',
			comment: 'Done',
			unassign: false,
			removeCustomTags: false,
		};
		expect(changeOf(fields)).toEqual({
			properties: {
				status: 'inProgress',
				assignedTo: 'kim@contoso.example',
				classification: 'truePositive',
				determination: 'malware',
				customTags: ['vip', 'ticket-1'],
				resolvingComment: 'Cleaned',
			},
			comment: 'Done',
		});
	});

	it('takes away what the switches say', () => {
		expect(changeOf({ unassign: true, removeCustomTags: true })).toEqual({
			properties: { assignedTo: null, customTags: [] },
		});
	});

	it('takes tags from an array, as an expression gives them', () => {
		expect(changeOf({ customTags: ['a, b', 'c'] })).toEqual({ properties: { customTags: ['a, b', 'c'] } });
	});

	it.each<[string, JsonObject]>([
		['Update Fields', {}],
		['Update Fields', { comment: '  ', unassign: false }],
		['Status', { status: 'redirected' }],
		['Status', { status: 'new' }],
		['Status', { status: true, comment: 'Done' }],
		['Comment', { status: 'resolved', comment: { text: 'Done' } }],
		['Resolving Comment', { status: 'resolved', resolvingComment: ['Done'] }],
		['Custom Tags', { status: 'resolved', customTags: { a: 1 } }],
		['Custom Tags', { status: 'resolved', customTags: [{ a: 1 }] }],
		['Classification', { classification: 'x' }],
		['Determination', { determination: 'malware' }],
		['Assigned To', { assignedTo: 'kim@contoso.example', unassign: true }],
		['Custom Tags', { customTags: 'vip', removeCustomTags: true }],
	])("names '%s' when it cannot be used: %j", (label, fields) => {
		const read = readIncidentChange(fields);
		expect(read).toMatchObject({ ok: false, failure: { kind: 'configuration' } });
		expect(read.ok ? '' : read.failure.cause).toContain(`'${label}'`);
	});
});

describe('readComment', () => {
	it('gives the text without blanks around it, and names the field without one', () => {
		expect(readComment(' Done ')).toEqual({ ok: true, value: 'Done' });
		expect(readComment(' ')).toMatchObject({ ok: false, failure: { cause: "'Comment' is empty." } });
	});
});

describe('showsChange', () => {
	const change: IncidentChange = {
		properties: {
			status: 'resolved',
			assignedTo: 'kim@contoso.example',
			classification: 'truePositive',
			determination: 'compromisedAccount',
			customTags: ['a', 'b'],
			resolvingComment: 'Cleaned',
		},
		comment: 'Done',
	};
	const incident = {
		status: 'Resolved',
		assignedTo: 'Kim@Contoso.example',
		classification: 'TruePositive',
		determination: 'compromisedUser',
		customTags: ['b', 'a'],
		resolvingComment: 'Cleaned',
		comments: [{ comment: 'First' }, { comment: 'Done ' }],
	};

	it('sees it whatever the case, order and age of the words', () => {
		expect(showsChange(incident, change)).toBe(true);
	});

	it.each<[string, JsonObject]>([
		['status', { status: 'active' }],
		['owner', { assignedTo: null }],
		['classification', { classification: 'falsePositive' }],
		['determination', { determination: 'malware' }],
		['tag', { customTags: ['a'] }],
		['tag too many', { customTags: ['a', 'b', 'c'] }],
		['resolving comment', { resolvingComment: null }],
		['comment', { comments: [{ comment: 'First' }] }],
		['list of comments', { comments: undefined }],
	])('misses the %s', (_what, part) => {
		expect(showsChange({ ...incident, ...part }, change)).toBe(false);
	});

	it('sees that owner and tags are gone', () => {
		const removal = { properties: { assignedTo: null, customTags: [] } };
		expect(showsChange({ assignedTo: null, customTags: [] }, removal)).toBe(true);
		expect(showsChange({}, removal)).toBe(true);
		expect(showsChange({ assignedTo: 'lee@contoso.example', customTags: [] }, removal)).toBe(false);
		expect(showsChange({ assignedTo: null, customTags: ['a'] }, removal)).toBe(false);
	});
});
