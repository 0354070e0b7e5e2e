import { passesFilter } from '../../../nodes/MicrosoftDefenderMssp/core/alertFilter';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { RecordFilter } from '../../../nodes/MicrosoftDefenderMssp/core/recordFilter';
import { passesRecordFilter } from '../../../nodes/MicrosoftDefenderMssp/core/recordFilter';
import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { simplifyGraphIncident } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphIncident';

const device = {
	'@odata.type': '#microsoft.graph.security.deviceEvidence',
	rbacGroupName: 'Servers',
	tags: ['vip'],
};
const phishing = {
	id: 'a',
	severity: 'low',
	status: 'resolved',
	title: 'Phishing',
	category: 'InitialAccess',
};
const malware = {
	id: 'b',
	severity: 'medium',
	status: 'new',
	title: 'Malware',
	category: 'Malware',
	serviceSource: 'microsoftDefenderForEndpoint',
	detectionSource: 'antivirus',
	evidence: [device],
};

const incident = (part: JsonObject = {}) => {
	const own = {
		id: '1',
		displayName: 'Multi-stage attack',
		severity: 'high',
		status: 'active',
		priorityScore: 87,
	};
	const raw = { ...own, ...part };
	return { raw, simple: simplifyGraphIncident(raw) };
};

const passes = (filter: RecordFilter, part: JsonObject = { alerts: [phishing, malware] }) =>
	passesRecordFilter(incident(part), filter);

describe('an incident', () => {
	it('passes when nothing is asked for', () => {
		expect(passes({})).toBe(true);
	});

	it.each<[string, RecordFilter, boolean]>([
		['its own severity, not that of its alerts', { severities: ['high'] }, true],
		['a severity that only an alert has', { severities: ['medium'] }, false],
		['a minimum that its alerts do not reach', { minimumSeverity: 'high' }, true],
		['its priority, which is high enough', { minimumPriority: 87 }, true],
		['its priority, which is too low', { minimumPriority: 88 }, false],
		['its own status, not that of its alerts', { statuses: ['active'] }, true],
		['a status that only an alert has', { statuses: ['resolved'] }, false],
		['its own name', { titleContains: 'multi-STAGE' }, true],
		['a title that only an alert has', { titleContains: 'phishing' }, false],
		['a category of one of its alerts', { categories: ['malware'] }, true],
		['a category of none of its alerts', { categories: ['Exfiltration'] }, false],
		['a product of one of its alerts', { serviceSources: ['microsoftDefenderForEndpoint'] }, true],
		['a detection source of none of its alerts', { detectionSources: ['customTi'] }, false],
		['a device group of one of its alerts', { deviceGroups: ['servers'] }, true],
		['a device tag of none of its alerts', { deviceTags: ['lab'] }, false],
		['two that one alert has', { categories: ['Malware'], deviceTags: ['vip'] }, true],
		['two that only different alerts have', { categories: ['InitialAccess'], deviceTags: ['vip'] }, false],
		['its severity and a category of an alert', { severities: ['high'], categories: ['Malware'] }, true],
		['a category of an alert but another severity', { severities: ['low'], categories: ['Malware'] }, false],
	])('is judged by %s', (_what, filter, expected) => {
		expect(passes(filter)).toBe(expected);
	});

	it.each<[string, JsonObject]>([
		['were not asked for', {}],
		['are none', { alerts: [] }],
		['are no objects', { alerts: [null, 'x'] }],
	])('passes what only alerts can tell when its alerts %s, rather than be hidden', (_what, part) => {
		expect(passes({ categories: ['Malware'], deviceGroups: ['Servers'] }, part)).toBe(true);
		expect(passes({ categories: ['Malware'], severities: ['low'] }, part)).toBe(false);
	});
});

describe('an alert', () => {
	it.each<RecordFilter>([
		{},
		{ minimumPriority: 100 },
		{ severities: ['medium'] },
		{ severities: ['high'] },
		{ deviceGroups: ['Servers'] },
		{ titleContains: 'phish' },
	])('is judged as such by %j', (filter) => {
		const simple = simplifyGraphAlert(malware);
		expect(passesRecordFilter({ raw: malware, simple }, filter)).toBe(passesFilter(simple, filter));
	});
});
