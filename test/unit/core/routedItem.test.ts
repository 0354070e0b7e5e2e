import * as fc from 'fast-check';

import { alertItem, eventItem, rowOf } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { readRoutedItem } from '../../../nodes/MicrosoftDefenderMssp/core/routedItem';
import { simplifyDefenderAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderAlert';
import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { simplifyGraphIncident } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphIncident';
import { defenderAlert } from '../../emulator/alerts/defenderView';
import { graphAlert } from '../../emulator/alerts/graphView';
import { newAlertRecord } from '../../emulator/alerts/record';
import { CONTOSO, NOW } from './builders';

const record = newAlertRecord({ severity: 'high', incidentId: 4711 }, NOW, 'contoso.example');
const graph = graphAlert(record, CONTOSO.id, true);
const defender = defenderAlert(record, CONTOSO.id, true);
const options = { portalUrl: 'https://security.microsoft.com' };
/** As n8n passes it on. */
const passed = (item: object) => JSON.parse(JSON.stringify(item)) as JsonObject;

const SOURCES = [
	{ source: 'Graph', raw: graph, simple: simplifyGraphAlert(graph) },
	{ source: 'Defender for Endpoint', raw: defender, simple: simplifyDefenderAlert(defender) },
];

describe('readRoutedItem', () => {
	it.each(SOURCES)('reads a simplified alert of $source back as it was', ({ raw, simple }) => {
		const item = passed(alertItem({ raw, simple }, CONTOSO, { ...options, simplify: true }));
		expect(readRoutedItem(item)).toEqual({ tenant: CONTOSO, alert: simple, links: item.links });
	});

	it.each(SOURCES)('simplifies an alert that came as $source sent it', ({ raw, simple }) => {
		const item = passed(alertItem({ raw, simple }, CONTOSO, { ...options, simplify: false }));
		expect(readRoutedItem(item)).toEqual({ tenant: CONTOSO, alert: simple, links: item.links, raw });
	});

	it.each([true, false])('reads an incident with its alerts (Simplify %s)', (simplify) => {
		const raw = { id: '4711', displayName: 'Ransomware', status: 'active', alerts: [graph] };
		const simple = simplifyGraphIncident(raw);
		const row = rowOf({ raw, simple }, true);
		const item = passed(
			eventItem({ type: 'created', row, snapshot: {} }, 'incident', CONTOSO, { ...options, simplify }),
		);
		expect(readRoutedItem(item)).toMatchObject({
			tenant: CONTOSO,
			incident: { displayName: 'Ransomware', alerts: [simplifyGraphAlert(graph)] },
			event: { type: 'created' },
		});
	});

	it.each([
		['its tenant', { id: '4711', tenantId: CONTOSO.id, alerts: [] }],
		['an alert that is not simplified', { id: '4711', alerts: [graph] }],
	])('keeps an incident as the service sent it, told by %s', (_what, incident) => {
		expect(readRoutedItem(passed({ incident }))?.raw).toEqual(passed(incident));
	});

	it('takes a simplified incident for no more than that', () => {
		const simple = simplifyGraphIncident({ id: '4711', tenantId: CONTOSO.id, alerts: [graph] });
		expect(readRoutedItem(passed({ incident: simple }))).not.toHaveProperty('raw');
	});

	it('has nothing to read in an item without alert and incident', () => {
		expect(readRoutedItem({ tenant: CONTOSO, alert: 'text' })).toBeUndefined();
	});

	it('makes the best of whatever else stands there, and never throws', () => {
		const item = fc.record({
			alert: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.constant({ devices: [1], hashes: {} })),
			tenant: fc.jsonValue(),
			links: fc.jsonValue(),
			event: fc.jsonValue(),
		});
		fc.assert(
			fc.property(item, (json) => {
				const read = readRoutedItem(json);
				expect(typeof read?.tenant.name).toBe('string');
				expect(Array.isArray(read?.alert?.hashes)).toBe(true);
			}),
		);
	});
});
