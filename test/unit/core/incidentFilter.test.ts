import {
	filtersLocally,
	passesIncidentFilter,
	readIncidentFilter,
} from '../../../nodes/MicrosoftDefenderMssp/core/incidentFilter';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { simplifyGraphIncident } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphIncident';

const filterOf = (filters: JsonObject) => {
	const read = readIncidentFilter(filters);
	if (!read.ok) throw new Error(read.failure.cause);
	return read.value;
};
const passes = (filters: JsonObject, raw: JsonObject) =>
	passesIncidentFilter({ raw, simple: simplifyGraphIncident(raw) }, filterOf(filters));

describe('the filter of incidents', () => {
	it('lets everything through when nothing is asked for', () => {
		expect(passes({}, {})).toBe(true);
		expect(filtersLocally(filterOf({}))).toBe(false);
	});

	it('leaves to the service what it can do', () => {
		const filters = {
			severities: ['high'],
			statuses: ['active'],
			classifications: ['unknown'],
			determinations: ['malware'],
			assignedTo: ' kim@contoso.example ',
		};
		expect(filterOf(filters)).toMatchObject({ asked: { ...filters, assignedTo: 'kim@contoso.example' } });
		expect(filtersLocally(filterOf(filters))).toBe(false);
	});

	it.each<[JsonObject, JsonObject, boolean]>([
		[{ minimumSeverity: 'medium' }, { severity: 'high' }, true],
		[{ minimumSeverity: 'medium' }, { severity: 'low' }, false],
		[{ minimumSeverity: 'medium' }, { severity: 'catastrophic' }, true],
		[{ minimumPriority: 80 }, { priorityScore: 80 }, true],
		[{ minimumPriority: '80' }, { priorityScore: 79 }, false],
		[{ minimumPriority: 80 }, {}, true],
		[{ minimumPriority: 0 }, { priorityScore: 0 }, true],
		[{ titleContains: 'RANSOM' }, { displayName: 'Ransomware' }, true],
		[{ titleContains: 'ransom' }, { displayName: 'Phishing' }, false],
		[{ tags: 'vip' }, { customTags: ['VIP'] }, true],
		[{ tags: 'x, defender experts' }, { systemTags: ['Defender Experts'] }, true],
		[{ tags: 'vip' }, { customTags: ['vip2'] }, false],
		[{ tags: 'vip', titleContains: 'a' }, { customTags: ['vip'], displayName: 'b' }, false],
	])('%j on %j: %p', (filters, raw, expected) => {
		expect(passes(filters, raw)).toBe(expected);
		expect(filtersLocally(filterOf(filters))).toBe(true);
	});

	it.each<[string, JsonObject]>([
		['Severities', { severities: ['High'] }],
		['Minimum Severity', { minimumSeverity: 'x' }],
		['Minimum Priority', { minimumPriority: 101 }],
		['Minimum Priority', { minimumPriority: 'high' }],
		['Statuses', { statuses: ['new'] }],
		['Classifications', { classifications: ['x'] }],
		['Determinations', { determinations: 'malware, x' }],
	])("names '%s' when no incident can have that: %j", (label, filters) => {
		expect(readIncidentFilter(filters)).toMatchObject({
			ok: false,
			failure: { kind: 'configuration', cause: expect.stringContaining(`'${label}'`) as unknown },
		});
	});
});
