import fc from 'fast-check';

import { isJsonObject } from '../../../../nodes/MicrosoftDefenderMssp/core/json';
import { simplifyGraphAlert } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { simplifyGraphIncident } from '../../../../nodes/MicrosoftDefenderMssp/core/simplify/graphIncident';
import { everyValueOf } from '../builders';
import { hostileObject, simpleKeys } from './hostile';

/** As the sample of Graph "Get incident" has it, with its capital letters. */
const raw = {
	'@odata.type': '#microsoft.graph.incident',
	id: '2972395',
	incidentWebUrl: 'https://security.microsoft.com/incidents/2972395?tid=ca111111-1111-4111-8111-111111111111',
	redirectIncidentId: null,
	displayName: 'Multi-stage incident involving Initial access & Command and control on multiple endpoints',
	tenantId: '22222222-2222-4222-8222-222222222222',
	createdDateTime: '2021-08-13T08:43:35.5533333Z',
	lastUpdateDateTime: '2021-09-30T09:35:45.1133333Z',
	assignedTo: 'KaiC@contoso.com',
	classification: 'TruePositive',
	determination: 'MultiStagedAttack',
	status: 'Active',
	severity: 'Medium',
	customTags: ['Demo', 'Demo', ''],
	comments: [{ comment: 'Demo incident' }],
	systemTags: ['Defender Experts'],
	description: 'Microsoft observed Raspberry Robin worm activity.',
	lastModifiedBy: 'analyst@contoso.example',
	priorityScore: 87,
	resolvingComment: 'Known test',
	summary: 'A worm spread.',
};

const alert = { id: 'da1_1', incidentId: '2972395', severity: 'low', evidence: [] };

describe('simplifyGraphIncident', () => {
	it("passes Graph's own properties on and leaves out what is null or of no use", () => {
		expect(simplifyGraphIncident(raw)).toEqual({
			id: '2972395',
			displayName: raw.displayName,
			description: raw.description,
			severity: 'medium',
			status: 'active',
			classification: 'truePositive',
			determination: 'multiStagedAttack',
			assignedTo: 'KaiC@contoso.com',
			lastModifiedBy: 'analyst@contoso.example',
			resolvingComment: 'Known test',
			summary: 'A worm spread.',
			priorityScore: 87,
			createdDateTime: raw.createdDateTime,
			lastUpdateDateTime: raw.lastUpdateDateTime,
			customTags: ['Demo'],
			systemTags: ['Defender Experts'],
			comments: [{ comment: 'Demo incident' }],
		});
	});

	it('writes severity and status as filters and alerts do, whatever capital letter they are sent with', () => {
		const [first, second] = ['InProgress', 'inProgress'].map(
			(status) => simplifyGraphIncident({ status }).status,
		);
		expect([first, second]).toEqual(['inProgress', 'inProgress']);
	});

	it('names the incident that it was merged into', () => {
		expect(simplifyGraphIncident({ ...raw, redirectIncidentId: 77 }).redirectIncidentId).toBe('77');
	});

	it('simplifies its alerts', () => {
		expect(simplifyGraphIncident({ ...raw, alerts: [alert, null, 'x'] }).alerts).toEqual([
			simplifyGraphAlert(alert),
		]);
	});

	it('tells an incident without alerts from one whose alerts were not asked for', () => {
		expect(simplifyGraphIncident({ ...raw, alerts: [] }).alerts).toEqual([]);
		expect(simplifyGraphIncident(raw)).not.toHaveProperty('alerts');
		expect(simplifyGraphIncident({ ...raw, alerts: null })).not.toHaveProperty('alerts');
	});

	it.each(['87', null, Number.NaN])('has no priority score where %p stands for it', (priorityScore) => {
		expect(simplifyGraphIncident({ ...raw, priorityScore })).not.toHaveProperty('priorityScore');
	});

	it('takes the year 1 for no time', () => {
		const simple = simplifyGraphIncident({ ...raw, lastUpdateDateTime: '0001-01-01T00:00:00Z' });
		expect(simple).not.toHaveProperty('lastUpdateDateTime');
		expect(simple.createdDateTime).toBe(raw.createdDateTime);
	});

	it('makes something of nothing', () => {
		expect(simplifyGraphIncident({})).toEqual({ id: '', customTags: [], systemTags: [], comments: [] });
	});

	it('never throws and shows only its own properties with a value, whatever JSON it gets', () => {
		const known = new Set(
			`id displayName description severity status classification determination assignedTo redirectIncidentId
			createdDateTime lastUpdateDateTime customTags systemTags alerts comments summary priorityScore lastModifiedBy
			resolvingComment`.split(/\s+/),
		);
		const names = [
			'id',
			'severity',
			'status',
			'customTags',
			'systemTags',
			'alerts',
			'evidence',
			'displayName',
		];
		const incident = hostileObject(names, '@odata.type', ['#microsoft.graph.security.deviceEvidence']);
		const alerts = fc.array(fc.oneof(incident, fc.jsonValue()), { maxLength: 4 });
		fc.assert(
			fc.property(incident, fc.option(alerts, { nil: undefined }), (hostile, list) => {
				const simple = simplifyGraphIncident(list === undefined ? hostile : { ...hostile, alerts: list });
				expect(Object.keys(simple).filter((name) => !known.has(name))).toEqual([]);
				expect(everyValueOf(simple)).not.toContain(undefined);
				expect(isJsonObject(simple) && Object.getPrototypeOf(simple)).toBe(Object.prototype);
				expect((simple.alerts ?? []).flatMap(simpleKeys)).toEqual([]);
			}),
			{ numRuns: 500 },
		);
	});
});
