import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ecs } from '../../../nodes/MicrosoftDefenderMssp/formats/ecs';
import { CONTOSO } from '../core/builders';
import { ecsVersion } from './ecsSchema';
import { graphEvidence as evidence, routed, SAMPLES } from './samples';

const documentOf = (alert: JsonObject, part: object = {}) =>
	ecs.documents(routed({ alert, tenant: CONTOSO, ...part }))[0] as JsonObject;

describe('an ECS document', () => {
	it('names the version that its fields are checked against', () => {
		expect(documentOf({})).toMatchObject({ ecs: { version: ecsVersion } });
	});

	it('is one per alert of an incident', () => {
		const documents = ecs.documents(SAMPLES['incident-with-alerts'] ?? routed({})) as JsonObject[];
		expect(documents.map(({ event }) => (event as JsonObject).id)).toEqual([
			'da639031996377211305_-104477221',
			'da639031996377211305_8',
		]);
	});

	it('names the customer where Elastic looks for it, with labels that do not nest', () => {
		const tenant = { ...CONTOSO, labels: { 'sla.tier': 'gold', ' ': 'nothing', 'a b': 'c' } };
		const customer = { id: CONTOSO.id, name: 'Contoso' };
		const document = documentOf({}, { tenant });
		expect(document).toMatchObject({ organization: customer, cloud: { account: customer } });
		expect(document.labels).toEqual({ sla_tier: 'gold', a_b: 'c' });
	});

	it.each([
		['informational', 21],
		['low', 21],
		['medium', 47],
		['high', 73],
		['unknown', undefined],
		['toString', undefined],
	])('counts severity %s as %s', (severity, number) => {
		expect((documentOf({ severity }).event as JsonObject).severity).toBe(number);
	});

	it.each([
		[['fileEvidence', 'registryKeyEvidence'], {}, ['file', 'registry'], ['access', 'info']],
		[['madeUpEvidence'], {}, ['intrusion_detection'], ['info']],
		[[], { category: 'Ransomware' }, ['malware'], ['info']],
		[[], { determination: 'phishing' }, ['email'], ['info']],
		[[], {}, ['intrusion_detection'], ['info']],
	])('tells by evidence %p and %p that it is about %p (%p)', (types, alert, category, type) => {
		const found = types.map((one) => ({ '@odata.type': `#microsoft.graph.security.${one}` }));
		expect(documentOf({ ...alert, evidence: found }).event).toMatchObject({ category, type });
	});

	it('sorts techniques and sub-techniques, and takes the tactic from the category', () => {
		expect(
			documentOf({ category: 'LateralMovement', mitreTechniques: ['T1021', 'T1021.002', 'odd.id'] }).threat,
		).toEqual({
			framework: 'MITRE ATT&CK',
			tactic: { id: ['TA0008'], name: ['Lateral Movement'] },
			technique: { id: ['T1021', 'odd.id'], subtechnique: { id: ['T1021.002'] } },
		});
	});

	it('takes the tactics of all categories', () => {
		const { threat } = documentOf({ category: 'Malware', categories: ['Execution', 'Malware', 'Impact'] });
		expect(threat).toMatchObject({ tactic: { id: ['TA0002', 'TA0040'] } });
	});

	it('names no tactic for a category that is none', () => {
		expect(documentOf({ category: 'Malware' })).not.toHaveProperty('threat');
		expect(documentOf({ category: 'constructor' })).not.toHaveProperty('threat');
	});

	it.each([
		['2026-01-05T08:45:02.116Z', '2026-01-05T08:45:09.2220417Z', 7_106_041_700],
		['2026-01-05T08:45:02.0000001Z', '2026-01-05T08:45:02.0000002Z', 100],
		['2026-01-05T08:45:02Z', '2026-01-05T08:45:02Z', 0],
		// 104 days, the last that a JSON number tells to 100 nanoseconds.
		['2026-01-01T00:00:00Z', '2026-04-15T00:00:00.0000001Z', 8_985_600_000_000_100],
		['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', 31_536_000_000_000_000],
		['2026-01-05T08:45:09Z', '2026-01-05T08:45:02Z', undefined],
		['0002-01-01T00:00:00Z', '2026-01-01T00:00:00Z', undefined],
		['2026-01-05T08:45:09Z', undefined, undefined],
	])('lasts from first to last activity, in nanoseconds: %s to %s', (first, last, duration) => {
		const times = { firstActivityDateTime: first, lastActivityDateTime: last };
		expect((documentOf(times).event as JsonObject).duration).toBe(duration);
	});

	it('has no time of the year 1', () => {
		const times = 'createdDateTime lastUpdateDateTime resolvedDateTime firstActivityDateTime'.split(' ');
		const unset = Object.fromEntries(times.map((name) => [name, '0001-01-01T00:00:00Z']));
		const document = documentOf({ ...unset, evidence: [evidence('process', { processId: 7, ...unset })] });
		expect(JSON.stringify(document)).not.toContain('"0001-');
		expect(document['@timestamp']).toBe('1970-01-01T00:00:00.0000000Z');
	});

	it('tells what happened, where the trigger told it', () => {
		expect(documentOf({}, { event: { type: 'resolved' } }).event).toMatchObject({ action: 'resolved' });
		expect(documentOf({}).event).not.toHaveProperty('action');
	});

	it('has the tags of an incident', () => {
		const [document] = ecs.documents(SAMPLES['incident-without-alerts'] ?? routed({}));
		expect(document).toMatchObject({ tags: ['vip'], event: { id: '4711' } });
	});

	it.each([
		[{ serviceSource: 'microsoftDefenderForIdentity' }, 'Microsoft Defender for Identity'],
		[{ serviceSource: 'microsoftSentinel', productName: 'Scheduled rule' }, 'Scheduled rule'],
		[{ serviceSource: 'toString' }, 'Microsoft Defender'],
	])('tells of %p that %s saw it', (alert, product) => {
		expect(documentOf(alert).observer).toEqual({ vendor: 'Microsoft', product });
	});
});

describe('the state of an alert', () => {
	const created = { id: 'da7', status: 'new', classification: 'unknown' };
	const resolved = {
		...created,
		status: 'resolved',
		classification: 'falsePositive',
		determination: 'clean',
		assignedTo: 'analyst@contoso.example',
		resolvedDateTime: '2026-01-05T09:00:00Z',
	};

	it('makes a document of its own of the alert that was resolved as false', () => {
		const [before, after] = [
			documentOf(created, { event: { type: 'created' } }),
			documentOf(resolved, { event: { type: 'resolved' } }),
		];
		expect(before).toMatchObject({ event: { id: 'da7', action: 'created' } });
		expect(after).toMatchObject({
			event: { id: 'da7', action: 'resolved', kind: 'alert' },
			m365_defender: {
				alert: {
					status: 'resolved',
					classification: 'falsePositive',
					determination: 'clean',
					assigned_to: 'analyst@contoso.example',
					resolved_datetime: '2026-01-05T09:00:00.0000000Z',
				},
			},
		});
	});

	it('tells what people wrote, what is to be done, and what the rule of the customer adds', () => {
		const { m365_defender: defender } = documentOf({
			comments: [
				{ comment: 'Known test', createdByDisplayName: 'Kim', createdDateTime: '2026-01-05T08:59:00Z' },
			],
			recommendedActions: 'Isolate the device.',
			systemTags: ['Ransomware'],
			alertPolicyId: 'policy-7',
			providerAlertId: 'provider-7',
			categories: ['Execution', 'Impact'],
			customDetails: { Team: ['blue', 'red'], 'Cost.Centre': 7, Host: { Owner: 'kim' } },
			additionalData: { Odd: 'yes' },
		});
		expect(defender).toEqual({
			alert: {
				category: 'Execution',
				categories: ['Execution', 'Impact'],
				provider_alert_id: 'provider-7',
				alert_policy_id: 'policy-7',
				recommended_actions: 'Isolate the device.',
				system_tags: ['Ransomware'],
				comments: [
					{
						message: 'Known test',
						created_by_display_name: 'Kim',
						created_datetime: '2026-01-05T08:59:00.0000000Z',
					},
				],
				custom_details: [
					{ name: 'Team', value: 'blue, red' },
					{ name: 'Cost.Centre', value: '7' },
					{ name: 'Host.Owner', value: 'kim' },
				],
				additional_data: [{ name: 'Odd', value: 'yes' }],
			},
		});
	});
});

describe('an incident', () => {
	const incident = {
		id: '4711',
		tenantId: CONTOSO.id,
		displayName: 'Two devices',
		description: 'They talk.',
		summary: 'A worm.',
		status: 'resolved',
		severity: 'high',
		classification: 'truePositive',
		determination: 'malware',
		assignedTo: 'analyst@contoso.example',
		priorityScore: 87,
		lastModifiedBy: 'robin@contoso.example',
		resolvingComment: 'Cleaned.',
		customTags: ['vip'],
		systemTags: ['Ransomware'],
		comments: [{ comment: 'Look', createdByDisplayName: 'Robin', createdDateTime: '2026-01-05T08:00:00Z' }],
		createdDateTime: '2026-01-05T07:00:00Z',
		lastUpdateDateTime: '2026-01-05T09:00:00Z',
	};
	const told = {
		id: '4711',
		display_name: 'Two devices',
		description: 'They talk.',
		summary: 'A worm.',
		status: 'resolved',
		severity: 'high',
		classification: 'truePositive',
		determination: 'malware',
		assigned_to: 'analyst@contoso.example',
		priority_score: 87,
		last_modified_by: 'robin@contoso.example',
		resolving_comment: 'Cleaned.',
		tags: ['vip'],
		system_tags: ['Ransomware'],
		comments: [
			{
				message: 'Look',
				created_by_display_name: 'Robin',
				created_datetime: '2026-01-05T08:00:00.0000000Z',
			},
		],
		created_datetime: '2026-01-05T07:00:00.0000000Z',
		last_update_datetime: '2026-01-05T09:00:00.0000000Z',
	};

	it.each([[[]], [[{ id: 'da7', status: 'new' }]]])('is told in its own words with alerts %j', (alerts) => {
		const [document] = ecs.documents(routed({ incident: { ...incident, alerts }, tenant: CONTOSO }));
		const { incident: own } = (document as JsonObject).m365_defender as JsonObject;
		expect(own).toEqual(told);
	});
});
