import { readAlertChange } from '../../../nodes/MicrosoftDefenderMssp/core/alertChange';
import { DETERMINATIONS } from '../../../nodes/MicrosoftDefenderMssp/core/classification';
import {
	toDefenderDetermination,
	toGraphEnum,
} from '../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderEnums';
import { defenderChange } from '../../../nodes/MicrosoftDefenderMssp/sources/defenderChange';

describe('readAlertChange', () => {
	it.each([
		[{ status: 'resolved' }, { status: 'resolved' }],
		[{ status: 'InProgress' }, { status: 'inProgress' }],
		[{ assignedTo: ' kim@contoso.example ' }, { assignedTo: 'kim@contoso.example' }],
		[{ assignedTo: '', unassign: true }, { assignedTo: null }],
		[{ classification: 'truePositive' }, { classification: 'truePositive' }],
		[
			{ classification: 'FalsePositive', determination: 'Clean' },
			{ classification: 'falsePositive', determination: 'notMalicious' },
		],
		[
			{ classification: 'Informational, expected activity', determination: 'ConfirmedActivity' },
			{ classification: 'informationalExpectedActivity', determination: 'confirmedActivity' },
		],
		[{ comment: ' Seen ' }, { comment: 'Seen' }],
		[{ status: 'new', assignedTo: '', comment: '', unassign: false }, { status: 'new' }],
	])('%j', (fields, change) => {
		expect(readAlertChange(fields)).toEqual({ ok: true, value: change });
	});

	it.each([
		['Update Fields', {}],
		['Update Fields', { assignedTo: ' ', comment: '', status: '', unassign: false }],
		['Status', { status: 'closed' }],
		['Status', { status: ['resolved'], comment: 'Done' }],
		['Comment', { status: 'resolved', comment: { text: 'Done' } }],
		['Comment', { status: 'resolved', comment: ['Done'] }],
		['Assigned To', { status: 'resolved', assignedTo: true }],
		['Classification', { status: 'resolved', classification: {} }],
		['Determination', { classification: 'falsePositive', determination: [] }],
		['Status', { status: 'unknown' }],
		['Classification', { classification: 'unknown' }],
		['Determination', { classification: 'falsePositive', determination: 'malware' }],
		['Determination', { determination: 'malware' }],
		['Unassign', { assignedTo: 'kim@contoso.example', unassign: true }],
	])("names '%s' where it cannot be used: %j", (label, fields) => {
		expect(readAlertChange(fields)).toMatchObject({
			ok: false,
			failure: { kind: 'configuration', cause: expect.stringContaining(`'${label}'`) as unknown },
		});
	});
});

describe('a change for Defender for Endpoint', () => {
	it('has its own words, which differ by call', () => {
		const change = {
			status: 'inProgress',
			assignedTo: null,
			classification: 'informationalExpectedActivity',
			determination: 'confirmedActivity',
		};
		expect(defenderChange(change, 'updateOne')).toEqual({
			status: 'InProgress',
			assignedTo: '',
			classification: 'InformationalExpectedActivity',
			determination: 'ConfirmedActivity',
		});
		expect(defenderChange(change, 'updateMany').determination).toBe('ConfirmedUserActivity');
	});

	it.each(Object.values(DETERMINATIONS).flat())('reads back %s as it was written', (determination) => {
		for (const call of ['updateOne', 'updateMany'] as const) {
			expect(toGraphEnum('determination', toDefenderDetermination(determination, call))).toBe(determination);
		}
	});
});
