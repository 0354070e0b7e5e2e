import fc from 'fast-check';

import type { AlertEvent, EventType } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { EVENT_TYPES, eventOf, newVersionOf } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import type { AlertRecord, RecordRow, SecurityRecord } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import { alertItem, eventItem, rowOf } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { alertLinks, incidentLinks, portalLink } from '../../../nodes/MicrosoftDefenderMssp/core/links';
import { simplifyDefenderAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/defenderAlert';
import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { simplifyGraphIncident } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphIncident';
import { hostileObject } from './simplify/hostile';
import { atMinute, CONTOSO, FABRIKAM } from './builders';

const PORTAL = 'https://security.microsoft.com';
const CREATED = '2026-01-05T08:47:17.7211305Z';
const UPDATED = '2026-01-05T09:00:00.5000000Z';

const raw = {
	id: 'da1_-1',
	incidentId: '4711',
	status: 'new',
	createdDateTime: CREATED,
	lastUpdateDateTime: '2026-01-05T09:00:00.5Z',
	vendorField: { kept: true },
};
const recordOf = (alert: JsonObject): AlertRecord => ({ raw: alert, simple: simplifyGraphAlert(alert) });
const record = recordOf(raw);
const options = { portalUrl: PORTAL, simplify: true };

const eventWith = (
	type: EventType,
	part: JsonObject = {},
	changes?: AlertEvent<RecordRow>['changes'],
): AlertEvent<RecordRow> => {
	const row = rowOf(recordOf({ ...raw, ...part }), true);
	return { type, row, snapshot: row.snapshot, ...(changes && { changes }) };
};
const itemOf = (...given: Parameters<typeof eventWith>) =>
	eventItem(eventWith(...given), 'alert', CONTOSO, options);

describe('the item of an alert that was asked for', () => {
	it('carries the tenant with its labels, so that routing is a lookup', () => {
		expect(alertItem(record, CONTOSO, options)).toEqual({
			tenant: CONTOSO,
			alert: record.simple,
			links: alertLinks(record.simple, CONTOSO.id, PORTAL),
		});
	});

	it("holds the service's own object untouched when not simplified", () => {
		expect(alertItem(record, CONTOSO, { ...options, simplify: false }).alert).toBe(raw);
	});

	it('is no event', () => {
		expect(alertItem(record, CONTOSO, options)).not.toHaveProperty('event');
	});
});

describe('the item of an event', () => {
	it.each<[EventType, string]>([
		['created', CREATED],
		['updated', UPDATED],
		['resolved', UPDATED],
	])('of type %s has %s as its version', (type, version) => {
		expect(itemOf(type).event).toEqual({ id: `${CONTOSO.id}:da1_-1:${version}`, type });
	});

	it('keeps the id of a created event although the alert changes before it is delivered again', () => {
		const later = { status: 'inProgress', lastUpdateDateTime: '2026-01-06T00:00:00Z' };
		expect(itemOf('created', later).event).toEqual(itemOf('created').event);
		expect(itemOf('updated', later).event.id).not.toBe(itemOf('updated').event.id);
	});

	it('has the same id whatever number of fraction digits and zone the service sends', () => {
		const digits = fc.constantFrom('.5', '.50', '.500', '.5000000', '.50000009');
		const zone = fc.constantFrom('Z', '', '+00:00');
		const type = fc.constantFrom<EventType>('created', 'updated', 'resolved');
		fc.assert(
			fc.property(type, digits, zone, digits, zone, (of, a, zoneA, b, zoneB) => {
				const written = (fraction: string, suffix: string) => ({
					createdDateTime: `2026-01-05T08:00:00${fraction}${suffix}`,
					lastUpdateDateTime: `2026-01-05T09:00:00${fraction}${suffix}`,
				});
				expect(itemOf(of, written(a, zoneA)).event.id).toBe(itemOf(of, written(b, zoneB)).event.id);
			}),
		);
	});

	it('has another id for the same alert in another tenant', () => {
		const ids = [CONTOSO, FABRIKAM].map(
			(tenant) => eventItem(eventWith('created'), 'alert', tenant, options).event.id,
		);
		expect(new Set(ids).size).toBe(2);
	});

	it('has the same event whether simplified or not', () => {
		const plain = eventItem(eventWith('created'), 'alert', CONTOSO, { ...options, simplify: false });
		expect(plain.event).toEqual(itemOf('created').event);
		expect(plain.alert).toEqual(raw);
	});

	it('still has an id when the service sends no creation time', () => {
		expect(itemOf('created', { createdDateTime: null }).event.id).toBe(`${CONTOSO.id}:da1_-1:`);
	});

	it.each<[EventType, string, object]>([
		['created', 'resolved', { alreadyResolved: true }],
		['created', 'new', {}],
		['updated', 'resolved', {}],
		['resolved', 'resolved', {}],
	])('of type %s with status %s says whether it comes too late to act on: %j', (type, status, expected) => {
		const { id, type: told, ...rest } = itemOf(type, { status }).event;
		expect(id).not.toBe('');
		expect([told, rest]).toEqual([type, expected]);
	});

	it('tells the changes, and nothing where the version before is not remembered', () => {
		const changes = { status: { from: 'new', to: 'inProgress' } };
		expect(itemOf('updated', {}, changes).event.changes).toEqual(changes);
		expect(itemOf('updated').event).not.toHaveProperty('changes');
	});

	it('carries an incident under its own name, with a link to it', () => {
		const incident = { id: '4711', status: 'Active', createdDateTime: CREATED, lastUpdateDateTime: UPDATED };
		const simple = simplifyGraphIncident(incident);
		const row = rowOf({ raw: incident, simple }, true);
		const item = eventItem({ type: 'created', row, snapshot: {} }, 'incident', CONTOSO, options);
		expect(item).toEqual({
			event: { id: `${CONTOSO.id}:4711:${CREATED}`, type: 'created' },
			tenant: CONTOSO,
			incident: simple,
			links: { incident: `${PORTAL}/incidents/4711?tid=${CONTOSO.id}` },
		});
	});
});

describe('rowOf', () => {
	it('has the times in one form, and what is told of changes', () => {
		expect(
			rowOf(recordOf({ ...raw, evidence: [{}, {}], resolvedDateTime: '2026-01-05T10:00:00Z' }), true),
		).toEqual({
			record: expect.objectContaining({ raw: expect.objectContaining({ id: 'da1_-1' }) }),
			id: 'da1_-1',
			createdAt: CREATED,
			updatedAt: UPDATED,
			resolvedAt: '2026-01-05T10:00:00.0000000Z',
			snapshot: {
				status: 'new',
				severity: '',
				assignedTo: '',
				classification: '',
				determination: '',
				incidentId: '4711',
				evidence: '2',
			},
		});
	});

	it('tells nothing of evidence that was not asked for, so that it does not seem to be gone', () => {
		expect(rowOf(recordOf(raw), false).snapshot).not.toHaveProperty('evidence');
		expect(rowOf(recordOf(raw), true).snapshot.evidence).toBe('0');
	});

	it('counts the alerts of an incident as its evidence', () => {
		const incident = { id: '1', alerts: [{ id: 'a' }, { id: 'b' }, null] };
		const row = rowOf({ raw: incident, simple: simplifyGraphIncident(incident) }, true);
		expect(row.snapshot.evidence).toBe('2');
	});

	it('has the last update that the service finds it by, although it is rounded to before the creation', () => {
		const row = rowOf(recordOf({ ...raw, lastUpdateDateTime: '2026-01-05T08:47:17.72Z' }), true);
		expect(row).toMatchObject({ createdAt: CREATED, updatedAt: '2026-01-05T08:47:17.7200000Z' });
	});

	it.each<[string, JsonObject, object]>([
		['no last update', { lastUpdateDateTime: null }, { createdAt: CREATED, updatedAt: CREATED }],
		['no creation', { createdDateTime: 'soon' }, { createdAt: UPDATED, updatedAt: UPDATED }],
	])('takes the other time for an alert with %s', (_what, part, expected) => {
		expect(rowOf(recordOf({ ...raw, ...part }), true)).toMatchObject(expected);
	});

	it('keeps an alert without any readable time due, rather than lose it', () => {
		const row = rowOf(recordOf({ id: 'x' }), true);
		expect(row.createdAt).toBe(row.updatedAt);
		expect(newVersionOf(row, undefined, { floor: atMinute(0), horizon: atMinute(0) })?.types).toContain(
			'created',
		);
	});

	it('never throws, and makes an event and an item of whatever JSON comes', () => {
		const hostile = hostileObject(['id', 'createdDateTime', 'lastUpdateDateTime', 'status'], 'type', ['x']);
		const sources: Array<(json: JsonObject) => SecurityRecord> = [
			recordOf,
			(json) => ({ raw: json, simple: simplifyDefenderAlert(json) }),
			(json) => ({ raw: json, simple: simplifyGraphIncident(json) }),
		];
		fc.assert(
			fc.property(hostile, fc.constantFrom(...sources), fc.boolean(), (json, read, withEvidence) => {
				const row = rowOf(read(json), withEvidence);
				const version = newVersionOf(row, undefined, { floor: atMinute(0), horizon: atMinute(0) });
				const event = version && eventOf(version, EVENT_TYPES);
				const item = event && eventItem(event, 'alert', CONTOSO, options);
				expect(item?.event.id.startsWith(`${CONTOSO.id}:${row.id}:`)).toBe(true);
			}),
		);
	});
});

describe('alertLinks', () => {
	it("open in the customer's tenant", () => {
		expect(alertLinks(record.simple, CONTOSO.id, 'https://security.microsoft.com')).toEqual({
			alert: `https://security.microsoft.com/alerts/da1_-1?tid=${CONTOSO.id}`,
			incident: `https://security.microsoft.com/incidents/4711?tid=${CONTOSO.id}`,
		});
	});

	it('leave the incident out where there is none', () => {
		const alone = { ...record.simple, incidentId: undefined };
		expect(Object.keys(alertLinks(alone, CONTOSO.id, 'https://security.microsoft.com'))).toEqual(['alert']);
	});

	it('are empty in a cloud whose portal is not known', () => {
		expect(alertLinks(record.simple, CONTOSO.id, '')).toEqual({});
	});

	it('let no id change the page that is opened', () => {
		const { alert = '' } = alertLinks(
			{ ...record.simple, id: '../x?tid=evil#' },
			CONTOSO.id,
			'https://p.example',
		);
		expect(new URL(alert).pathname).toBe('/alerts/..%2Fx%3Ftid%3Devil%23');
		expect(new URL(alert).searchParams.get('tid')).toBe(CONTOSO.id);
	});
});

describe('portalLink', () => {
	it('does not throw at an id with half of a surrogate pair', () => {
		expect(portalLink(PORTAL, CONTOSO.id, 'alert', 'a\ud83d')).toBe(
			`${PORTAL}/alerts/a%EF%BF%BD?tid=${CONTOSO.id}`,
		);
	});
});

describe('incidentLinks', () => {
	it("open in the customer's tenant, and are empty in a cloud whose portal is not known", () => {
		expect(incidentLinks('4711', CONTOSO.id, PORTAL)).toEqual({
			incident: `${PORTAL}/incidents/4711?tid=${CONTOSO.id}`,
		});
		expect(incidentLinks('4711', CONTOSO.id, '')).toEqual({});
	});

	it('let no id change the page that is opened', () => {
		const { incident = '' } = incidentLinks('../x?tid=evil#', CONTOSO.id, 'https://p.example');
		expect(new URL(incident).pathname).toBe('/incidents/..%2Fx%3Ftid%3Devil%23');
		expect(new URL(incident).searchParams.get('tid')).toBe(CONTOSO.id);
	});
});
