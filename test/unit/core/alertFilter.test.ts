import fc from 'fast-check';

import type { SimpleAlert } from '../../../nodes/MicrosoftDefenderMssp/core/alert';
import { bareAlert } from '../../../nodes/MicrosoftDefenderMssp/core/alert';
import type { AlertFilter } from '../../../nodes/MicrosoftDefenderMssp/core/alertFilter';
import {
	passesFilter,
	readAlertFilter,
	SEVERITIES,
} from '../../../nodes/MicrosoftDefenderMssp/core/alertFilter';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';

const alert: SimpleAlert = {
	...bareAlert('da1_1'),
	title: 'Ransomware behaviour on PC7',
	severity: 'medium',
	status: 'new',
	category: 'Malware',
	serviceSource: 'microsoftDefenderForEndpoint',
	detectionSource: 'antivirus',
	categories: ['Malware', 'Persistence'],
	devices: [
		{ id: '00aa', group: 'Workstations', tags: ['finance', 'vip'] },
		{ id: '00bb', group: 'Servers' },
	],
};

const passes = (filter: AlertFilter, part: Partial<SimpleAlert> = {}) =>
	passesFilter({ ...alert, ...part }, filter);

describe('passesFilter', () => {
	it('lets everything through when nothing is asked for', () => {
		expect(passes({})).toBe(true);
		expect(passes({ severities: [], statuses: [], serviceSources: [], categories: [] })).toBe(true);
		const nothing = { detectionSources: [], deviceGroups: [], deviceTags: [] };
		expect(passes(nothing)).toBe(true);
		expect(passes(nothing, { devices: [] })).toBe(true);
	});

	it.each<[string, AlertFilter, boolean]>([
		['a severity above the minimum', { minimumSeverity: 'low' }, true],
		['the minimum severity itself', { minimumSeverity: 'medium' }, true],
		['a severity below the minimum', { minimumSeverity: 'high' }, false],
		['one of the severities', { severities: ['high', 'medium'] }, true],
		['none of the severities', { severities: ['high'] }, false],
		['one of the statuses', { statuses: ['new', 'inProgress'] }, true],
		['none of the statuses', { statuses: ['resolved'] }, false],
		['its product', { serviceSources: ['microsoftDefenderForEndpoint'] }, true],
		['another product', { serviceSources: ['microsoftDefenderForIdentity'] }, false],
		['its detection source', { detectionSources: ['smartScreen', 'antivirus'] }, true],
		['its detection source in other case', { detectionSources: ['Antivirus'] }, true],
		['another detection source', { detectionSources: ['customTi'] }, false],
		['its category in other case', { categories: ['malware'] }, true],
		['another category', { categories: ['Phishing'] }, false],
		['the second of its categories', { categories: ['persistence'] }, true],
		['the group of its first device in other case', { deviceGroups: ['workstations'] }, true],
		['the group of its last device', { deviceGroups: ['Printers', 'Servers'] }, true],
		['a group of none of its devices', { deviceGroups: ['Printers'] }, false],
		['a part of the name of a group', { deviceGroups: ['Server'] }, false],
		['a tag of a device in other case', { deviceTags: ['VIP'] }, true],
		['a tag of none of its devices', { deviceTags: ['lab'] }, false],
		['a tag that is the name of a group', { deviceTags: ['Servers'] }, false],
		[
			'the group of one device and the tag of another',
			{ deviceGroups: ['Servers'], deviceTags: ['finance'] },
			true,
		],
		['a part of its title in other case', { titleContains: 'RANSOMWARE' }, true],
		['a part of its title typed with blanks around it', { titleContains: ' pc7 ' }, true],
		['a text that is not in its title', { titleContains: 'phishing' }, false],
		['two criteria of which one fails', { severities: ['medium'], statuses: ['resolved'] }, false],
	])('judges an alert by %s', (_what, filter, expected) => {
		expect(passes(filter)).toBe(expected);
	});

	it('lets a severity that Microsoft adds later through rather than hide it', () => {
		expect(passes({ minimumSeverity: 'high' }, { severity: 'critical' })).toBe(true);
		expect(passes({ minimumSeverity: 'high' }, { severity: 'unknownFutureValue' })).toBe(true);
	});

	it.each<[string, AlertFilter]>([
		['severity', { severities: ['high'] }],
		['status', { statuses: ['new'] }],
		['serviceSource', { serviceSources: ['microsoftSentinel'] }],
		['detectionSource', { detectionSources: ['antivirus'] }],
		['category', { categories: ['Malware'] }],
		['title', { titleContains: 'x' }],
	])('holds back an alert without %s when one is asked for', (name, filter) => {
		expect(passes(filter, { categories: [], [name]: undefined })).toBe(false);
	});

	it.each<[string, AlertFilter]>([
		['group', { deviceGroups: ['Servers'] }],
		['tag', { deviceTags: ['finance'] }],
	])(
		'holds back an alert without a device, or whose device has no %s, when one is asked for',
		(_what, filter) => {
			expect(passes(filter, { devices: [] })).toBe(false);
			expect(passes(filter, { devices: [{ id: '00aa', name: 'pc7' }] })).toBe(false);
		},
	);

	it('ranks severities as Microsoft does: lifting the minimum never lets more through', () => {
		const severity = fc.constantFrom(...SEVERITIES);
		fc.assert(
			fc.property(severity, fc.nat(4), fc.nat(4), (of, a, b) => {
				const [lower, higher] = [SEVERITIES[Math.min(a, b)], SEVERITIES[Math.max(a, b)]];
				if (passes({ minimumSeverity: higher }, { severity: of })) {
					expect(passes({ minimumSeverity: lower }, { severity: of })).toBe(true);
				}
			}),
		);
	});

	it('adding a criterion never lets more through', () => {
		const words = fc.array(fc.constantFrom('new', 'resolved', 'high', 'medium', 'Malware'), { maxLength: 2 });
		const filters = fc.record({ severities: words, statuses: words, categories: words });
		fc.assert(
			fc.property(filters, (filter) => {
				const wider = { ...filter, categories: [] };
				if (passes(filter)) expect(passes(wider)).toBe(true);
			}),
		);
	});
});

describe('readAlertFilter', () => {
	const read = (filters: JsonObject): AlertFilter => {
		const filter = readAlertFilter(filters);
		if (!filter.ok) throw new Error(filter.failure.cause);
		return filter.value;
	};

	it('reads every criterion', () => {
		expect(
			read({
				minimumSeverity: 'medium',
				severities: ['high'],
				statuses: ['new', 'new'],
				serviceSources: ['microsoftSentinel'],
				detectionSources: ['antivirus', 'aWordOfTomorrow'],
				categories: 'Malware, LateralMovement ,, ',
				deviceGroups: 'Servers, Domain Controllers',
				deviceTags: 'finance,vip',
				titleContains: 'mimikatz',
			}),
		).toEqual({
			minimumSeverity: 'medium',
			severities: ['high'],
			statuses: ['new'],
			serviceSources: ['microsoftSentinel'],
			detectionSources: ['antivirus', 'aWordOfTomorrow'],
			categories: ['Malware', 'LateralMovement'],
			deviceGroups: ['Servers', 'Domain Controllers'],
			deviceTags: ['finance', 'vip'],
			titleContains: 'mimikatz',
		});
	});

	it('takes categories as an array too, as an expression gives them', () => {
		expect(read({ categories: ['Malware', 'Exploit'] }).categories).toEqual(['Malware', 'Exploit']);
	});

	it('takes device groups and tags as an array too, so that one may have a comma in it', () => {
		const filter = read({ deviceGroups: ['Berlin, Servers'], deviceTags: ['a,b', 'c'] });
		expect(filter).toMatchObject({ deviceGroups: ['Berlin, Servers'], deviceTags: ['a,b', 'c'] });
	});

	it('reads nothing from an empty collection, so that nothing is held back', () => {
		expect(read({})).toEqual({
			minimumSeverity: undefined,
			severities: [],
			statuses: [],
			serviceSources: [],
			detectionSources: [],
			categories: [],
			deviceGroups: [],
			deviceTags: [],
			titleContains: undefined,
		});
	});

	it.each([
		['Minimum Severity', { minimumSeverity: 'critical' }, 'critical'],
		['Severities', { severities: ['high', 'High'] }, 'High'],
		['Statuses', { statuses: ['open'] }, 'open'],
	])('names %s when it has a word that no alert has', (label, filters, word) => {
		const filter = readAlertFilter(filters);
		expect(filter.ok ? '' : filter.failure.cause).toBe(`'${label}' has the unknown value '${word}'.`);
	});
});
