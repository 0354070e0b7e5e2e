import type { AlertRecord } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import { alertItem, createdItem } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import { alertLinks } from '../../../nodes/MicrosoftDefenderMssp/core/links';
import { simplifyGraphAlert } from '../../../nodes/MicrosoftDefenderMssp/core/simplify/graphAlert';
import { CONTOSO, FABRIKAM } from './builders';

const raw = {
	id: 'da1_-1',
	incidentId: '4711',
	createdDateTime: '2026-01-05T08:47:17.7211305Z',
	lastUpdateDateTime: '2026-01-05T09:00:00Z',
	vendorField: { kept: true },
};
const record: AlertRecord = { raw, simple: simplifyGraphAlert(raw) };
const options = { portalUrl: 'https://security.microsoft.com', simplify: true };

describe('alert items', () => {
	it('carry the tenant with its labels, so that routing is a lookup', () => {
		expect(createdItem(record, CONTOSO, options).tenant).toEqual(CONTOSO);
	});

	it("hold the service's own object untouched when not simplified", () => {
		expect(alertItem(record, CONTOSO, { ...options, simplify: false }).alert).toBe(raw);
	});

	it('have an event id that stays the same when the alert changes later', () => {
		const later = { ...raw, status: 'resolved', lastUpdateDateTime: '2026-01-06T00:00:00Z' };
		const [first, second] = [raw, later].map(
			(alert) => createdItem({ raw: alert, simple: simplifyGraphAlert(alert) }, CONTOSO, options).event,
		);
		expect(first).toEqual({ id: `${CONTOSO.id}:da1_-1:2026-01-05T08:47:17.7211305Z`, type: 'created' });
		expect(second).toEqual(first);
	});

	it('have different event ids for the same alert id in two tenants', () => {
		const [a, b] = [CONTOSO, FABRIKAM].map((tenant) => createdItem(record, tenant, options).event?.id);
		expect(a).not.toBe(b);
	});

	it('have the same event id whether simplified or not', () => {
		expect(createdItem(record, CONTOSO, { ...options, simplify: false }).event).toEqual(
			createdItem(record, CONTOSO, options).event,
		);
	});

	it('that were asked for are no events', () => {
		expect(alertItem(record, CONTOSO, options)).not.toHaveProperty('event');
	});

	it('still have an id when the service sends no creation time', () => {
		const bare = { id: 'x' };
		const item = createdItem({ raw: bare, simple: simplifyGraphAlert(bare) }, CONTOSO, options);
		expect(item.event?.id).toBe(`${CONTOSO.id}:x:`);
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
