import { ALERT_ID, readReference } from '../../../nodes/MicrosoftDefenderMssp/core/objectReference';
import { CONTOSO } from './builders';

const link = (page: string, tenantId: string = CONTOSO.id) =>
	`https://security.microsoft.com/${page}?tid=${tenantId}`;

describe("field 'Alert'", () => {
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
		expect(readReference(value, ALERT_ID)).toEqual({ ok: true, value: expected });
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
		expect(readReference(value, ALERT_ID)).toMatchObject({
			ok: false,
			failure: { kind: 'configuration', cause: expect.stringContaining("'Alert'") as unknown },
		});
	});
});
