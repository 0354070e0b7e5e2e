import { defenderAlert } from './alerts/defenderView';
import { graphAlert } from './alerts/graphView';
import { newAlertRecord, patchedAlertRecord, type AlertInput } from './alerts/record';
import { graphIncident } from './incidents/graphView';
import { newIncidentRecord } from './incidents/record';
import { ids } from './testing/sample';
import {
	alertProblems,
	evidenceProblems,
	evidenceTypeNames,
	incidentProblems,
} from './testing/schemaProblems';

const now = Date.UTC(2026, 0, 5, 8);
const recordOf = (input: AlertInput = {}) => newAlertRecord(input, now, 'contoso.example');
const alertOf = (input: AlertInput = {}, preferred = true) =>
	graphAlert(recordOf(input), ids.contoso, preferred);
const evidenceOf = (input: AlertInput, preferred?: boolean) =>
	alertOf(
		{ device: null, user: null, file: null, process: null, ipAddresses: [], urls: [], ...input },
		preferred,
	).evidence;

describe('the schema check', () => {
	const good = alertOf();
	const [device, user, file] = good.evidence as object[];

	test.each<[string, object, string]>([
		['a property too many', { ...good, colour: 'red' }, 'alert.colour is not in the schema'],
		['a property of another type', { ...good, title: 7 }, 'alert.title is 7 and not a String'],
		['a member that does not exist', { ...good, severity: 'High' }, 'alert.severity is "High"'],
		['no list', { ...good, categories: 'Execution' }, 'alert.categories is not a list'],
		['null in a list', { ...good, categories: [null] }, 'alert.categories.0 is null'],
		['another time', { ...good, createdDateTime: '2026-01-05' }, 'alert.createdDateTime is "2026-01-05"'],
		[
			'evidence without a type',
			{ ...good, evidence: [{ ...device, '@odata.type': undefined }] },
			'names the type',
		],
		[
			'evidence with another spelling',
			{ ...good, evidence: [{ ...device, '@odata.type': '#microsoft.graph.security.DeviceEvidence' }] },
			'names the type',
		],
		['a part of another type', { ...good, evidence: [{ ...user, userAccount: 'kim' }] }, 'is not an object'],
		[
			'a part with a property too many',
			{ ...good, evidence: [{ ...file, fileDetails: { sha512: '' } }] },
			'alert.evidence.0.fileDetails.sha512 is not in the schema',
		],
	])('finds %s', (_name, alert, problem) => {
		expect(alertProblems(alert)).toContainEqual(expect.stringContaining(problem));
	});

	test('finds a property that is missing', () => {
		expect(
			alertProblems({ ...good, evidence: [{ '@odata.type': '#microsoft.graph.security.urlEvidence' }] }),
		).toEqual(
			expect.arrayContaining(['alert.evidence.0.url is missing', 'alert.evidence.0.verdict is missing']),
		);
	});
});

describe('an alert', () => {
	test('has every property of the schema, and no other', () => {
		expect(alertProblems(alertOf())).toEqual([]);
		expect(alertProblems(alertOf({ device: null, user: null, process: null, file: null }))).toEqual([]);
	});

	test('shows what is set beside its evidence', () => {
		const set = {
			categories: ['Execution', 'Persistence'],
			systemTags: ['Defender Experts'],
			customDetails: { Account: ['kim'] },
			alertPolicyId: 'policy-7',
			providerAlertId: 'provider-7',
			recommendedActions: 'Ask the owner.',
			comments: [{ comment: 'Seen', createdByDisplayName: 'Kim', createdDateTime: '2026-01-05T09:00:00Z' }],
		};
		const alert = alertOf(set);
		expect(alert).toMatchObject(set);
		expect(alertProblems(alert)).toEqual([]);
	});

	test('has its category as the only one unless it has several', () => {
		const record = patchedAlertRecord(recordOf(), { category: 'Impact' }, now);
		expect(graphAlert(record, ids.contoso, true).categories).toEqual(['Impact']);
	});

	test.each([
		['microsoftDefenderForOffice365', /^fa[0-9a-f-]{36}$/],
		['azureAdIdentityProtection', /^ad[0-9a-f-]{36}$/],
	])('of %s has an id of its service behind a prefix', (serviceSource, pattern) => {
		const { id, providerAlertId } = alertOf({ serviceSource });
		expect(id).toMatch(pattern);
		expect(providerAlertId).toBe(String(id).slice(2));
	});
});

describe('further evidence', () => {
	test.each(evidenceTypeNames)('%s has all its properties, set or not', (type) => {
		const [evidence] = evidenceOf({ moreEvidence: [{ kind: type.replace(/Evidence$/, '') }] }) as unknown[];
		expect(evidence).toMatchObject({ '@odata.type': `#microsoft.graph.security.${type}`, tags: [] });
		expect(evidenceProblems(evidence)).toEqual([]);
	});

	test('is there after the other, with evidence in it that is as complete', () => {
		const moreEvidence = [
			{
				kind: 'ioTDevice',
				deviceName: 'plc-3',
				ipAddress: { ipAddress: '192.0.2.30' },
				nics: [{ macAddress: '00-00-5E-00-53-03', ipAddress: { ipAddress: '192.0.2.30' } }],
			},
			{ kind: 'kubernetesCluster', cloudResource: { kind: 'azureResource', resourceName: 'aks-shop' } },
		];
		const alert = alertOf({ moreEvidence });
		expect(alertProblems(alert)).toEqual([]);
		const [iotDevice, cluster] = (alert.evidence as object[]).slice(-2);
		expect(iotDevice).toMatchObject({
			ipAddress: { ipAddress: '192.0.2.30', verdict: 'unknown', location: null },
			nics: [{ vlans: [], ipAddress: { ipAddress: '192.0.2.30', roles: [] } }],
		});
		expect(iotDevice).not.toHaveProperty('ipAddress.@odata.type');
		expect(cluster).toMatchObject({
			cloudResource: { '@odata.type': '#microsoft.graph.security.azureResourceEvidence', resourceType: null },
		});
	});

	test.each([
		['a type', { kind: 'iotDevice' }, "Graph has no type 'iotDeviceEvidence'"],
		['a property', { kind: 'mailbox', address: 'x' }, "'mailboxEvidence' of Graph has no property 'address'"],
		[
			'a property of a part',
			{ kind: 'user', userAccount: { name: 'kim' } },
			"'userAccount' of Graph has no property 'name'",
		],
		[
			'a type within',
			{ kind: 'kubernetesCluster', cloudResource: { kind: 'azure' } },
			"Graph has no type 'azureEvidence'",
		],
		[
			'no type within, where any could be',
			{ kind: 'kubernetesCluster', cloudResource: { resourceName: 'aks-shop' } },
			"'alertEvidence' cannot stand where Graph has 'alertEvidence'",
		],
		[
			'another type within',
			{ kind: 'ioTDevice', ipAddress: { kind: 'url', url: 'x' } },
			"'urlEvidence' cannot stand where Graph has 'ipEvidence'",
		],
	])('is refused with %s, as Graph does not have it', (_what, evidence, message) => {
		expect(() => recordOf({ moreEvidence: [evidence] })).toThrow(message);
		expect(() => patchedAlertRecord(recordOf(), { moreEvidence: [evidence] }, now)).toThrow(message);
	});

	test('hides new enum members from those who do not prefer to see them', () => {
		const input = {
			moreEvidence: [{ kind: 'mailbox', remediationStatus: 'unremediated', roles: ['attacked'] }],
		};
		expect(evidenceOf(input, true)).toMatchObject([{ remediationStatus: 'unremediated' }]);
		expect(evidenceOf(input, false)).toMatchObject([
			{ remediationStatus: 'unknownFutureValue', roles: ['attacked'] },
		]);
	});

	test('is not shown by Defender for Endpoint, which tells who was signed in instead', () => {
		const more = {
			moreEvidence: [{ kind: 'mailbox' }],
			categories: ['Execution', 'Impact'],
			systemTags: ['x'],
		};
		const id = 'da639031996377211305_1';
		const defender = (input: AlertInput) => defenderAlert(recordOf({ id, ...input }), ids.contoso, true);
		const [plain, extended] = [defender({}), defender(more)];
		expect(Object.keys(extended)).toEqual(Object.keys(plain));
		expect(extended.evidence).toHaveLength((plain.evidence as unknown[]).length);
		expect(extended.loggedOnUsers).toEqual([{ accountName: 'kim', domainName: 'CONTOSO' }]);
		expect(defender({ user: null }).loggedOnUsers).toEqual([]);
		expect(defender({ device: null }).loggedOnUsers).toEqual([]);
	});
});

describe('an incident', () => {
	test('has every property of the schema, and no other', () => {
		const incident = newIncidentRecord(
			{
				priorityScore: 87,
				summary: 'A phishing message led to a sign-in from elsewhere.',
				resolvingComment: 'Password reset.',
				lastModifiedBy: 'kim@mssp.example',
				comments: [{ comment: 'Seen', createdByDisplayName: 'Kim', createdDateTime: '2026-01-05T09:00:00Z' }],
			},
			now,
			'4711',
		);
		expect(incidentProblems(graphIncident(incident, ids.contoso, true))).toEqual([]);
		expect(incidentProblems(graphIncident(newIncidentRecord({}, now, '1'), ids.contoso, true))).toEqual([]);
	});
});
