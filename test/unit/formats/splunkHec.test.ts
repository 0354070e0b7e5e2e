import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { splunkHec } from '../../../nodes/MicrosoftDefenderMssp/formats/splunkHec';
import { CONTOSO } from '../core/builders';
import { hecProblems } from './hecProblems';
import { graphEvidence, routed, SAMPLES } from './samples';

const eventOf = (alert: JsonObject, part: object = {}) =>
	splunkHec.documents(routed({ alert, tenant: CONTOSO, ...part }))[0] as JsonObject;

const pc7 = {
	'@odata.type': '#microsoft.graph.security.deviceEvidence',
	deviceDnsName: 'pc7.contoso.example',
};

describe('a Splunk HEC event', () => {
	it.each([
		['a part that the collector does not know', { colour: 'red' }],
		['a time in text', { time: '7' }],
		['a field that nests', { fields: { a: { b: 'c' } } }],
		['a field without value', { fields: { a: '' } }],
		['no event', { event: {} }],
	])('would be found to be wrong with %s', (_what, part) => {
		expect(hecProblems({ ...eventOf({ id: 'a' }), ...part })).toHaveLength(1);
	});

	it('is of the time of creation in seconds, with milliseconds', () => {
		expect(eventOf({ createdDateTime: '2026-01-05T08:47:17.7211305Z' }).time).toBe(1_767_602_837.721);
		expect(eventOf({ createdDateTime: 'yesterday' })).not.toHaveProperty('time');
	});

	it('is of the first device, else of the customer', () => {
		expect(eventOf({ evidence: [pc7] }).host).toBe('pc7.contoso.example');
		expect(eventOf({}).host).toBe('Contoso');
		expect(eventOf({}, { tenant: {} }).host).toBe('unknown');
	});

	it('carries alert, customer and links', () => {
		const links = { alert: 'https://security.microsoft.com/alerts/a' };
		const event = { id: 't:a:1', type: 'created' };
		expect(eventOf({ id: 'a' }, { links, event }).event).toMatchObject({
			alert: { id: 'a' },
			tenant: CONTOSO,
			links,
			event,
		});
	});

	it('indexes the labels of the customer under names that Splunk takes', () => {
		const tenant = { ...CONTOSO, labels: { 'sla.tier': 'gold', 'Kanal für Alarme': '#a' } };
		expect(eventOf({}, { tenant }).fields).toMatchObject({
			tenant_label_sla_tier: 'gold',
			tenant_label_Kanal_f_r_Alarme: '#a',
		});
	});

	it('of an incident with alerts carries one alert each, and the incident without the others', () => {
		const events = splunkHec.documents(SAMPLES['incident-with-alerts'] ?? routed({})) as JsonObject[];
		expect(events.map(({ sourcetype }) => sourcetype)).toEqual([
			'microsoft:defender:alert',
			'microsoft:defender:alert',
		]);
		expect(events[1]?.event).toMatchObject({
			alert: { id: 'da639031996377211305_8' },
			incident: { id: '4711' },
		});
		expect((events[1]?.event as JsonObject).incident).not.toHaveProperty('alerts');
	});

	it('of an incident without alerts carries the incident', () => {
		const [event] = splunkHec.documents(SAMPLES['incident-without-alerts'] ?? routed({})) as JsonObject[];
		expect(event).toMatchObject({
			sourcetype: 'microsoft:defender:incident',
			event: { incident: { id: '4711' } },
		});
		expect(event?.event).not.toHaveProperty('alert');
		expect(event?.fields).toMatchObject({ incident_id: '4711' });
		expect(event?.fields).not.toHaveProperty('alert_id');
	});
});

describe('the indexed fields', () => {
	it('are those of the data model Alerts, with the ends of the attack by role', () => {
		const evidence = [
			graphEvidence('ip', { ipAddress: '203.0.113.9', roles: ['commandAndControl'] }),
			graphEvidence('ip', { ipAddress: '192.0.2.7', roles: ['source'] }),
			graphEvidence('user', { userAccount: { accountName: 'kim' } }),
			graphEvidence('process', { userAccount: { accountName: 'SYSTEM' }, imageFile: { fileName: 'x.exe' } }),
			pc7,
		];
		const alert = {
			id: 'a',
			title: 'Sample',
			detectorId: 'd',
			severity: 'low',
			mitreTechniques: ['T1059'],
			evidence,
		};
		expect(eventOf(alert).fields).toMatchObject({
			type: 'alert',
			id: 'a',
			signature: 'Sample',
			signature_id: 'd',
			severity: 'low',
			mitre_technique_id: ['T1059'],
			src: ['192.0.2.7'],
			dest: ['pc7.contoso.example', '203.0.113.9'],
			user: ['kim'],
		});
	});

	it('have a severity only in the words of the data model', () => {
		expect(eventOf({ severity: 'unknown' }).fields).not.toHaveProperty('severity');
		expect(eventOf({ severity: 'unknown' }).fields).toMatchObject({ vendor_severity: 'unknown' });
	});

	it('leave the evidence as the service sent it in the event', () => {
		const evidence = [graphEvidence('kubernetesPod', { name: 'web-7', labels: { app: 'web' } })];
		expect((eventOf({ id: 'a', evidence }).event as JsonObject).evidence).toEqual(evidence);
	});
});

describe('the events of the Splunk add-on', () => {
	const addOn = (item: object) =>
		splunkHec.documents(routed({ tenant: CONTOSO, ...item }), { splunkAddOnEvents: true }) as JsonObject[];
	const raw = {
		id: 'a',
		tenantId: CONTOSO.id,
		createdDateTime: '2026-01-05T08:00:00Z',
		lastUpdateDateTime: '2026-01-05T09:00:00Z',
		evidence: [pc7],
	};

	it("are Graph's alert itself, of the time of its update, with the customer as indexed fields", () => {
		const [event] = addOn({ alert: raw, event: { id: 't:a:1', type: 'created' } });
		expect(event).toEqual({
			time: 1_767_603_600,
			host: 'pc7.contoso.example',
			source: `microsoft_365_defender_endpoint_incidents:${CONTOSO.id}`,
			sourcetype: 'ms365:defender:incident:alerts',
			event: raw,
			fields: expect.objectContaining({
				tenant_id: CONTOSO.id,
				tenant_name: 'Contoso',
				event_type: 'created',
			}),
		});
		expect(hecProblems(event ?? {})).toEqual([]);
	});

	it('of Defender for Endpoint are under its own sourcetype', () => {
		expect(addOn({ alert: { id: 'a', alertCreationTime: '2026-01-05T08:00:00Z' } })).toMatchObject([
			{
				source: 'microsoft_defender_endpoint_atp_alerts',
				sourcetype: 'ms:defender:atp:alerts',
				event: { id: 'a', alertCreationTime: '2026-01-05T08:00:00Z' },
			},
		]);
	});

	it('of an incident are its alerts and then the incident without them', () => {
		const events = addOn({ incident: { id: '7', tenantId: CONTOSO.id, displayName: 'Odd', alerts: [raw] } });
		expect(events.map(({ sourcetype }) => sourcetype)).toEqual([
			'ms365:defender:incident:alerts',
			'ms365:defender:incident',
		]);
		expect(events[1]?.event).toEqual({ id: '7', tenantId: CONTOSO.id, displayName: 'Odd' });
	});

	it('are the usual ones of a simplified item, which has no object of the service', () => {
		const item = SAMPLES['graph-alert-simplified'] ?? routed({});
		expect(splunkHec.documents(item, { splunkAddOnEvents: true })).toEqual(splunkHec.documents(item));
	});
});
