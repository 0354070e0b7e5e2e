import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { ecs } from '../../../nodes/MicrosoftDefenderMssp/formats/ecs';
import { CONTOSO } from '../core/builders';
import { ecsProblems } from './ecsProblems';
import { routed, SAMPLES } from './samples';

const sample = (name: string) => SAMPLES[name] ?? routed({});
const documentsOf = (name: string, elasticIntegrationFields?: boolean) =>
	ecs.documents(sample(name), { elasticIntegrationFields }) as JsonObject[];

const at = (document: JsonObject | undefined, path: string): unknown =>
	path.split('.').reduce<unknown>((part, name) => (isJsonObject(part) ? part[name] : undefined), document);

/**
 * Elastic's prebuilt rules that make alerts of Defender's. Source: elastic/detection-rules, rules/promotions,
 * m365_defender_alert_external_alerts.toml and m365_defender_incident_external_alerts.toml of 2026-06-30.
 */
const RULES = {
	alert: {
		query: { 'event.kind': 'alert', 'data_stream.dataset': 'm365_defender.alert' },
		groupBy: ['m365_defender.alert.id', 'm365_defender.alert.tenant_id'],
		nameOverride: 'm365_defender.alert.title',
	},
	incident: {
		query: { 'event.kind': 'alert', 'data_stream.dataset': 'm365_defender.incident' },
		groupBy: ['m365_defender.incident.id', 'm365_defender.incident.tenant_id'],
		nameOverride: 'm365_defender.incident.display_name',
	},
};

const finds = ({ query }: { query: Record<string, string> }, document: JsonObject): boolean =>
	Object.entries(query).every(([path, value]) => at(document, path) === value);

describe("the fields of Elastic's integration", () => {
	it.each([
		['alert', 'graph-alert', 'da639031996377211305_-104477221', 'Suspicious PowerShell command line'],
		['alert', 'defender-alert', 'da639031996377211305_-104477221', 'Suspicious PowerShell command line'],
		[
			'alert',
			'graph-alert-simplified',
			'da639031996377211305_-104477221',
			'Suspicious PowerShell command line',
		],
		['incident', 'incident-without-alerts', '4711', 'Suspicious PowerShell activity on one endpoint'],
	] as const)('have the rule for an %s find and name %s', (kind, name, id, title) => {
		const [document = {}] = documentsOf(name, true);
		const { groupBy, nameOverride } = RULES[kind];
		expect(
			Object.entries(RULES)
				.filter(([, rule]) => finds(rule, document))
				.map(([rule]) => rule),
		).toEqual([kind]);
		expect(groupBy.map((path) => at(document, path))).toEqual([id, CONTOSO.id]);
		expect(at(document, nameOverride)).toBe(title);
		expect([21, 47, 73, 99]).toContain(at(document, 'event.severity'));
	});

	it('put what happened to one alert of one customer into one alert of Elastic', () => {
		const groupOf = (type: string, tenant: { id: string }, status: string) => {
			const item = routed({ alert: { id: 'da7', title: 'x', status }, tenant, event: { type } });
			const [document] = ecs.documents(item, { elasticIntegrationFields: true }) as JsonObject[];
			return RULES.alert.groupBy.map((path) => at(document, path));
		};
		const created = groupOf('created', CONTOSO, 'new');
		expect(groupOf('resolved', CONTOSO, 'resolved')).toEqual(created);
		expect(groupOf('created', { id: 'other' }, 'new')).not.toEqual(created);
	});

	it('are those of an alert for the alerts of an incident', () => {
		const documents = documentsOf('incident-with-alerts', true);
		expect(documents.map((document) => finds(RULES.alert, document))).toEqual([true, true]);
		expect(documents.map((document) => at(document, 'm365_defender.incident.tenant_id'))).toEqual([
			CONTOSO.id,
			CONTOSO.id,
		]);
	});

	it('name module, dataset and data stream, and the pages in the portal', () => {
		expect(documentsOf('graph-alert', true)[0]).toMatchObject({
			event: { module: 'm365_defender', dataset: 'm365_defender.alert' },
			data_stream: { type: 'logs', dataset: 'm365_defender.alert', namespace: 'default' },
			m365_defender: {
				alert: {
					created_datetime: '2026-01-05T08:47:17.7211305Z',
					mitre_techniques: ['T1059.001'],
					web_url: { domain: 'security.microsoft.com', query: `tid=${CONTOSO.id}` },
					incident_web_url: { path: '/incidents/4711', scheme: 'https' },
				},
			},
		});
	});

	it.each(Object.keys(SAMPLES))('are added to those of %s, and leave it valid', (name) => {
		const added = documentsOf(name, true);
		const plain = documentsOf(name);
		expect(added).toMatchObject(plain);
		expect(added.flatMap(ecsProblems)).toEqual([]);
		expect(plain.filter((document) => 'data_stream' in document)).toEqual([]);
		expect(documentsOf(name, false)).toEqual(plain);
	});
});
