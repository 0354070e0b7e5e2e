import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { splunkHec } from '../../../nodes/MicrosoftDefenderMssp/formats/splunkHec';
import { CONTOSO } from '../core/builders';
import { hecProblems } from './hecProblems';
import { routed, SAMPLES } from './samples';

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
