import { readIndicator } from '../../../nodes/MicrosoftDefenderMssp/actions/indicator/readIndicator';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';

const read = (fields: JsonObject = {}, additionalFields: JsonObject = {}) => {
	const values: JsonObject = {
		indicatorValue: 'evil.example',
		indicatorType: 'detect',
		indicatorAction: 'Block',
		indicatorTitle: ' Evil ',
		indicatorDescription: 'Seen',
		additionalFields,
		...fields,
	};
	return readIndicator({ get: (name) => values[name], timezone: 'Europe/Berlin' });
};

describe('readIndicator', () => {
	it('sends no more than what was filled in', () => {
		expect(read()).toEqual({
			ok: true,
			value: {
				indicatorValue: 'evil.example',
				indicatorType: 'DomainName',
				action: 'Block',
				title: 'Evil',
				description: 'Seen',
			},
		});
	});

	it('reads every additional field', () => {
		const all = read(
			{},
			{
				severity: 'High',
				expires: '2030-01-01T00:00:00',
				recommendedActions: ' Call us ',
				generateAlert: false,
				application: 'Feed',
				deviceGroups: 'Servers, Finance',
				educateUrl: 'https://help.contoso.example/',
			},
		);
		expect(all).toMatchObject({
			value: {
				severity: 'High',
				expirationTime: '2029-12-31T23:00:00.0000000Z',
				recommendedActions: 'Call us',
				generateAlert: false,
				application: 'Feed',
				rbacGroupNames: ['Servers', 'Finance'],
				educateUrl: 'https://help.contoso.example/',
			},
		});
	});

	it('takes fields that were added and left as they are for absent', () => {
		expect(read({}, { deviceGroups: '', expires: '', severity: 'Medium' })).toEqual({
			ok: true,
			value: expect.not.objectContaining({ rbacGroupNames: expect.anything() as unknown }) as unknown,
		});
	});

	it('takes numbers for texts, as expressions give them', () => {
		expect(read({ indicatorTitle: 4711 })).toMatchObject({ value: { title: '4711' } });
	});

	it("asks for the alert that action 'Audit' consists of", () => {
		expect(read({ indicatorAction: 'Audit' })).toMatchObject({ value: { generateAlert: true } });
		expect(read({ indicatorAction: 'Audit' }, { generateAlert: true })).toMatchObject({ ok: true });
	});

	it.each<[string, JsonObject, JsonObject]>([
		['Indicator', { indicatorValue: '' }, {}],
		['Type', { indicatorType: 'x' }, {}],
		['Action', { indicatorAction: 'block' }, {}],
		['Title', { indicatorTitle: ' ' }, {}],
		['Description', { indicatorDescription: undefined }, {}],
		['Severity', {}, { severity: 'high' }],
		['Expires', {}, { expires: 'soon' }],
		['Expires', {}, { expires: undefined }],
		['Device Groups', {}, { deviceGroups: undefined }],
		['Device Groups', {}, { deviceGroups: [] }],
		['Device Groups', {}, { deviceGroups: { name: 'Servers' } }],
		['Device Groups', {}, { deviceGroups: ['Servers', { name: 'Finance' }] }],
		['Application', {}, { application: ['Feed'] }],
		['Recommended Actions', {}, { recommendedActions: { text: 'Call us' } }],
		['Educate URL', {}, { educateUrl: 'help.contoso.example' }],
		['Educate URL', {}, { educateUrl: true }],
		['Generate Alert', { indicatorAction: 'Audit' }, { generateAlert: false }],
	])("names '%s' when it cannot be used", (label, fields, additional) => {
		expect(read(fields, additional)).toMatchObject({
			ok: false,
			failure: { kind: 'configuration', cause: expect.stringContaining(`'${label}'`) },
		});
	});
});
