import { alertCard, healthCard } from '../../../demo/card';

const item = (alert: object, event: object = { type: 'created' }) => ({
	event,
	tenant: { id: 'tenant-1', name: 'Contoso Retail' },
	alert: { severity: 'high', title: 'A finding', serviceSource: 'microsoftDefenderForOffice365', ...alert },
});

const entity = (type: string, name: string, ...roles: string[]) => ({ type, name, roles });
/** The lines between the customer's name and the service. */
const linesOf = (alert: object) => alertCard(item(alert)).details.slice(1, -1);

describe('the card of an alert', () => {
	it('tells customer, severity, title, service and categories', () => {
		expect(
			alertCard(item({ categories: ['InitialAccess', 'CredentialAccess'], category: 'InitialAccess' })),
		).toEqual({
			tone: 'high',
			label: 'high',
			title: 'A finding',
			details: ['Contoso Retail', 'Defender For Office365 · Initial Access · Credential Access'],
		});
		expect(alertCard(item({ category: 'InitialAccess' })).details[1]).toBe(
			'Defender For Office365 · Initial Access',
		);
	});

	it('is calm for an alert that was resolved', () => {
		expect(alertCard(item({}, { type: 'resolved' }))).toMatchObject({
			tone: 'good',
			label: 'high · resolved',
		});
	});

	it.each([
		[
			'a mail and whom it hit',
			{
				entities: [
					entity('mailbox', 'kim@contoso.example', 'attacked'),
					entity('analyzedMessage', 'Invoice', 'source'),
					entity('user', 'kim@contoso.example', 'compromised'),
					entity('url', 'https://x.bad.example'),
				],
				emails: [
					{
						subject: 'Invoice',
						sender: 'billing@supplier.bad.example',
						deliveryAction: 'Delivered',
						deliveryLocation: 'Inbox',
					},
				],
			},
			['kim@contoso.example', 'Email “Invoice” from billing@supplier.bad.example · Delivered, Inbox'],
		],
		[
			'an app and who consented',
			{
				entities: [
					entity('oauthApplication', 'Invoice Viewer', 'suspicious'),
					entity('user', 'kim@contoso.example', 'compromised'),
					entity('cloudApplication', 'Microsoft Exchange Online'),
					entity('ip', '203.0.113.90'),
				],
			},
			['kim@contoso.example', 'App Invoice Viewer'],
		],
		[
			'those that are hit before those that are not',
			{
				entities: [
					entity('device', 'pc7.contoso.example', 'source'),
					entity('device', 'pc8.contoso.example'),
					entity('user', 'kim@contoso.example', 'attacked'),
					entity('ip', '192.0.2.7'),
				],
			},
			['kim@contoso.example, pc7.contoso.example', 'IP address 192.0.2.7'],
		],
		[
			'a device of a plant, however its type is spelled',
			{ entities: [entity('iotDevice', 'plc-3'), entity('networkConnection', '192.0.2.131:51442')] },
			['plc-3', 'Connection 192.0.2.131:51442'],
		],
		[
			'device and user where an item has no entities',
			{ devices: [{ name: 'pc7.contoso.example' }], users: [{ name: 'kim@contoso.example' }, {}] },
			['pc7.contoso.example, kim@contoso.example'],
		],
		['nothing where nothing is known', { entities: [{ type: 'user' }, null], emails: 'none' }, []],
	])('tells %s', (_what, alert, lines) => {
		expect(linesOf(alert)).toEqual(lines);
	});

	it('bears an item without an alert, a tenant or an event', () => {
		expect(alertCard({})).toEqual({
			tone: 'unknown',
			label: 'unknown',
			title: 'An item without an alert',
			details: [],
		});
	});
});

describe('the card of tenant health', () => {
	const health = { kind: 'consentMissing', cause: 'The consent is gone.', remedy: 'Consent again.' };

	it('tells cause and remedy', () => {
		expect(healthCard({ event: { type: 'degraded' }, tenant: { name: 'Contoso' }, health })).toEqual({
			tone: 'medium',
			label: 'consent Missing',
			title: 'Contoso cannot be read',
			details: ['The consent is gone.', 'Consent again.'],
		});
	});

	it('is calm when a customer recovered', () => {
		expect(healthCard({ event: { type: 'recovered' }, tenant: { name: 'Contoso' } })).toMatchObject({
			tone: 'good',
			label: 'recovered',
			title: 'Contoso is read again',
		});
	});
});
