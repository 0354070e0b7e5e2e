import { alertIdIn, readAlertId } from '../../../nodes/MicrosoftDefenderMssp/core/alertId';
import { CONTOSO, FABRIKAM } from './builders';

const link = (page: string, tenantId: string = CONTOSO.id) =>
	`https://security.microsoft.com/${page}?tid=${tenantId}`;

describe('readAlertId', () => {
	it.each<[unknown, object]>([
		[' da1_-2 ', { id: 'da1_-2' }],
		[12, { id: '12' }],
		[link('alerts/da1_-2'), { id: 'da1_-2', tenantId: CONTOSO.id }],
		[link('alerts/da1_-2', CONTOSO.id.toUpperCase()), { id: 'da1_-2', tenantId: CONTOSO.id }],
		[link('alerts/da1_-2/overview'), { id: 'da1_-2', tenantId: CONTOSO.id }],
		[link('alerts/sn%7Bx%7D'), { id: 'sn{x}', tenantId: CONTOSO.id }],
		['https://securitycenter.windows.com/alert/da1_-2', { id: 'da1_-2' }],
		['../alerts/1', { id: '../alerts/1' }],
	])('%j', (value, expected) => {
		expect(readAlertId(value)).toEqual({ ok: true, value: expected });
	});

	it.each([
		undefined,
		null,
		'',
		'  ',
		{},
		link('incidents/7'),
		link('alerts/'),
		link('alerts/%E0%A4%A'),
		'https://',
	])('refuses %j and names the field', (value) => {
		expect(readAlertId(value)).toMatchObject({
			ok: false,
			failure: { kind: 'configuration', cause: expect.stringContaining("'Alert'") as unknown },
		});
	});
});

describe('alertIdIn', () => {
	it('gives the ID in any tenant where none is named, else in that one', () => {
		expect(alertIdIn(FABRIKAM, { id: 'da1' })).toEqual({ ok: true, value: 'da1' });
		expect(alertIdIn(CONTOSO, { id: 'da1', tenantId: CONTOSO.id })).toEqual({ ok: true, value: 'da1' });
	});

	it('says which tenant the link opens', () => {
		expect(alertIdIn(FABRIKAM, { id: 'da1', tenantId: CONTOSO.id })).toMatchObject({
			ok: false,
			failure: { appliesTo: 'tenant', cause: expect.stringContaining(CONTOSO.id) as unknown },
		});
	});
});
