import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ocsf } from '../../../nodes/MicrosoftDefenderMssp/formats/ocsf';
import { CONTOSO } from '../core/builders';
import { ocsfProblems } from './ocsfProblems';
import { routed } from './samples';

const incident = {
	id: '4711',
	displayName: 'Phishing at Contoso',
	description: 'A mail led to a sign-in page.',
	summary: 'Two mailboxes were read.',
	severity: 'high',
	status: 'active',
	classification: 'truePositive',
	determination: 'phishing',
	assignedTo: 'analyst@contoso.example',
	lastModifiedBy: 'lead@contoso.example',
	priorityScore: 91,
	resolvingComment: 'Passwords were reset',
	createdDateTime: '2026-01-05T08:00:00Z',
	lastUpdateDateTime: '2026-01-05T09:00:00Z',
	customTags: ['vip', 'finance'],
	systemTags: ['Attack Disruption'],
	comments: [{ comment: 'Called the user', createdByDisplayName: 'Kim Example' }],
};

const documentsOf = (item: object): JsonObject[] =>
	ocsf.documents(routed({ tenant: CONTOSO, ...item })) as JsonObject[];
const withAlert = (part: object = {}) =>
	documentsOf({ incident: { ...incident, ...part, alerts: [{ id: 'da7', incidentId: '4711' }] } })[0] ?? {};
const alone = (part: object = {}) => documentsOf({ incident: { ...incident, ...part, alerts: [] } })[0] ?? {};

describe('the incident of an OCSF finding', () => {
	it('is an event that the finding is related to, in its own words', () => {
		const { related_events: events } = withAlert().finding_info as JsonObject;
		expect(events).toEqual([
			{
				uid: '4711',
				type: 'Incident',
				title: 'Phishing at Contoso',
				desc: 'A mail led to a sign-in page.',
				status: 'active',
				created_time: Date.parse('2026-01-05T08:00:00Z'),
				modified_time: Date.parse('2026-01-05T09:00:00Z'),
				severity_id: 4,
				severity: 'High',
				tags: [
					{ name: 'classification', value: 'truePositive' },
					{ name: 'determination', value: 'phishing' },
					{ name: 'assignedTo', value: 'analyst@contoso.example' },
					{ name: 'lastModifiedBy', value: 'lead@contoso.example' },
					{ name: 'priorityScore', value: '91' },
					{ name: 'summary', value: 'Two mailboxes were read.' },
					{ name: 'resolvingComment', value: 'Passwords were reset' },
					{ name: 'comments', values: ['Called the user'] },
					{ name: 'customTags', values: ['vip', 'finance'] },
					{ name: 'systemTags', values: ['Attack Disruption'] },
				],
			},
		]);
	});

	it('leaves the words of the alert to the alert', () => {
		const document = withAlert();
		expect(document).toMatchObject({ verdict_id: 0, status_id: 0, finding_info: { uid: 'da7' } });
		expect([document.assignee, document.comment]).toEqual([undefined, undefined]);
	});

	it.each([
		[100, 3, 'High'],
		[86, 3, 'High'],
		[85, 2, 'Medium'],
		[15, 2, 'Medium'],
		[14, 1, 'Low'],
		[0, 1, 'Low'],
	])('of priority score %s has priority %s', (priorityScore, id, caption) => {
		expect(withAlert({ priorityScore })).toMatchObject({ priority_id: id, priority: caption });
		expect(alone({ priorityScore })).toMatchObject({ priority_id: id, unmapped: { priorityScore } });
	});

	it('has no priority where Microsoft has not said', () => {
		expect(withAlert({ priorityScore: undefined })).not.toHaveProperty('priority_id');
	});

	it('is a finding of its own where it came without alerts', () => {
		const document = alone();
		expect(ocsfProblems(document)).toEqual([]);
		expect(document).toMatchObject({
			status_id: 1,
			severity_id: 4,
			verdict_id: 2,
			comment: 'Passwords were reset',
			status_detail: 'truePositive, phishing',
			assignee: { name: 'analyst@contoso.example' },
			metadata: { correlation_uid: '4711' },
			finding_info: {
				uid: '4711',
				types: ['Incident'],
				title: 'Phishing at Contoso',
				tags: [
					{ name: 'customTags', values: ['vip', 'finance'] },
					{ name: 'systemTags', values: ['Attack Disruption'] },
				],
			},
			unmapped: {
				summary: 'Two mailboxes were read.',
				lastModifiedBy: 'lead@contoso.example',
				comments: incident.comments,
			},
		});
		expect(document.finding_info).not.toHaveProperty('related_events');
	});

	it('is described by its summary where it has no description', () => {
		const document = alone({ description: undefined });
		expect(document).toMatchObject({ finding_info: { desc: 'Two mailboxes were read.' } });
		expect(document.unmapped).not.toHaveProperty('summary');
	});

	it('names the incident that it was merged into', () => {
		expect(alone({ status: 'redirected', redirectIncidentId: '4712' })).toMatchObject({
			status_id: 99,
			status: 'redirected',
			finding_info: { related_events: [{ uid: '4712', type: 'Incident' }] },
		});
	});
});
