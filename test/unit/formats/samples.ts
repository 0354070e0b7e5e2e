import { alertItem, eventItem, rowOf } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { RoutedItem } from '../../../nodes/MicrosoftDefenderMssp/core/routedItem';
import { readRoutedItem } from '../../../nodes/MicrosoftDefenderMssp/core/routedItem';
import { simplifyDefenderAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderAlert';
import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { simplifyGraphIncident } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphIncident';
import { defenderAlert } from '../../emulator/alerts/defenderView';
import { graphAlert } from '../../emulator/alerts/graphView';
import { newAlertRecord } from '../../emulator/alerts/record';
import { graphIncident } from '../../emulator/incidents/graphView';
import { newIncidentRecord } from '../../emulator/incidents/record';
import { CONTOSO, NOW } from '../core/builders';
import { everyDefenderEvidence } from '../core/evidence/everyDefenderEvidence';
import { everyGraphEvidence } from '../core/evidence/everyGraphEvidence';

const options = { portalUrl: 'https://security.microsoft.com' };
const tenant = { ...CONTOSO, labels: { channel: '#contoso', 'sla.tier': 'gold' } };

const record = (id: string, part: object = {}) =>
	newAlertRecord(
		{
			id,
			severity: 'high',
			incidentId: 4711,
			detectorId: '11111111-2222-4333-8444-111111111111',
			createdDateTime: '2026-01-05T08:47:17.7211305Z',
			...part,
		},
		NOW,
		'contoso.example',
	);

/** Reads an item the way a workflow passes it on. */
export function routed(item: object): RoutedItem {
	const read = readRoutedItem(JSON.parse(JSON.stringify(item)) as JsonObject);
	if (read === undefined) throw new Error('The sample has neither alert nor incident.');
	return read;
}

/** An entry of an alert's evidence as Graph sends it. */
export const graphEvidence = (type: string, part: object = {}): JsonObject => ({
	'@odata.type': `#microsoft.graph.security.${type}Evidence`,
	...part,
});

const ofGraph = (raw: JsonObject, simplify: boolean): RoutedItem =>
	routed(alertItem({ raw, simple: simplifyGraphAlert(raw) }, tenant, { ...options, simplify }));

const ofDefender = (raw: JsonObject, simplify: boolean): RoutedItem =>
	routed(alertItem({ raw, simple: simplifyDefenderAlert(raw) }, tenant, { ...options, simplify }));

function ofIncident(alerts: JsonObject[], type: 'created' | 'updated', part: object = {}): RoutedItem {
	const incident = newIncidentRecord(
		{ id: '4711', createdDateTime: '2026-01-05T08:47:18Z', customTags: ['vip'], ...part },
		NOW,
		'4711',
	);
	const raw = { ...graphIncident(incident, tenant.id, true), alerts };
	const event = { type, row: rowOf({ raw, simple: simplifyGraphIncident(raw) }, true), snapshot: {} };
	return routed(eventItem(event, 'incident', tenant, { ...options, simplify: false }));
}

const endpoint = record('da639031996377211305_-104477221');
const second = record('da639031996377211305_8', {
	title: 'Suspicious file',
	severity: 'low',
	user: null,
	process: null,
	urls: [],
	ipAddresses: [],
});

const createdEvent = (raw: JsonObject): RoutedItem => {
	const event = {
		type: 'created' as const,
		row: rowOf({ raw, simple: simplifyGraphAlert(raw) }, true),
		snapshot: {},
	};
	return routed(eventItem(event, 'alert', tenant, { ...options, simplify: true }));
};

const graphEndpoint = graphAlert(endpoint, tenant.id, true);

/** Texts that break formats which do not escape. */
const hostile = {
	id: `da|=\\${'7'.repeat(60)}`,
	title: 'Pipe | backslash \\ equals = quote " \r\nCEF:0|Fake|Fake|1|1|Fake|10|cs3=forged',
	description:
		'first line\nsecond\tline\r\nsrc=192.0.2.1 cs3=forged \\n \\= \u0000\u001b[31m\u2028end \ud83d\ude00 \ud83d',
	category: 'Made|Up\nCategory',
	severity: 'catastrophic',
	status: 'pondering',
	createdDateTime: 'yesterday',
	incidentId: 4711,
	tenantId: tenant.id,
	evidence: [
		graphEvidence('device', { deviceDnsName: 'pc=7|\\.contoso.example' }),
		graphEvidence('ip', { ipAddress: '203.0.113.9 cs3=forged' }),
		graphEvidence('url', { url: 'not a url =|\\\n' }),
	],
};

/** Items by the name that their golden files bear. */
export const SAMPLES: Readonly<Record<string, RoutedItem>> = {
	'graph-alert': ofGraph(graphEndpoint, false),
	'graph-alert-simplified': createdEvent(graphEndpoint),
	'defender-alert': ofDefender(defenderAlert(endpoint, tenant.id, true), false),
	'defender-alert-without-evidence': ofDefender(defenderAlert(endpoint, tenant.id, false), true),
	'graph-every-evidence': ofGraph(everyGraphEvidence, false),
	'graph-every-evidence-simplified': ofGraph(everyGraphEvidence, true),
	'defender-every-evidence': ofDefender(everyDefenderEvidence, false),
	'incident-with-alerts': ofIncident([graphEndpoint, graphAlert(second, tenant.id, true)], 'updated'),
	'incident-without-alerts': ofIncident([], 'created', { status: 'active' }),
	'alert-with-id-only': routed({ alert: { id: 'da7' } }),
	'hostile-alert': ofGraph(hostile, false),
};
