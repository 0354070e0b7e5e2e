import {
	idIn,
	INCIDENT_ID,
	readReference,
	withItemsTenant,
} from '../../../nodes/MicrosoftDefenderMssp/core/objectReference';
import { CONTOSO, FABRIKAM } from './builders';

const read = (value: unknown) => readReference(value, INCIDENT_ID);
const portal = 'https://security.microsoft.com';

describe('readReference', () => {
	it.each<[unknown, string]>([
		['4711', '4711'],
		[' 4711 ', '4711'],
		[4711, '4711'],
		['no number', 'no number'],
	])('takes %p for an ID', (value, id) => {
		expect(read(value)).toEqual({ ok: true, value: { id } });
	});

	it.each([
		`${portal}/incidents/4711`,
		`${portal}/incidents/4711/`,
		`${portal}/incident2/4711/overview`,
		`${portal}/Incidents/4711?viewid=1#x`,
		'https://security.microsoft.us/incidents/4711',
	])('reads the ID off %s', (link) => {
		expect(read(link)).toEqual({ ok: true, value: { id: '4711' } });
	});

	it('reads the tenant off a link', () => {
		expect(read(`${portal}/incidents/4711?tid=${CONTOSO.id.toUpperCase()}`)).toEqual({
			ok: true,
			value: { id: '4711', tenantId: CONTOSO.id },
		});
	});

	it.each([
		`${portal}/alerts/da1_2?tid=${CONTOSO.id}`,
		`${portal}/?tid=${CONTOSO.id}`,
		`${portal}/incidents/`,
		`${portal}/incidents/x`,
		`${portal}/other/incidents/4711`,
		'https://',
	])('does not take %s for a link to an incident', (link) => {
		expect(read(link)).toMatchObject({
			ok: false,
			failure: {
				kind: 'configuration',
				cause: expect.stringContaining("'Incident' is a link") as unknown,
			},
		});
	});

	it.each([undefined, null, '', '  '])('names the field when it is %p', (value) => {
		expect(read(value)).toMatchObject({
			ok: false,
			failure: { kind: 'configuration', cause: "'Incident' is empty." },
		});
	});

	it.each([{}, { id: '4711' }, ['4711'], true, NaN])('says that %p is no text', (value) => {
		expect(read(value)).toMatchObject({
			ok: false,
			failure: {
				cause: "'Incident' is no text.",
				remedy: expect.stringContaining('{{ $json.incident.id }}') as unknown,
			},
		});
	});

	it('gives back what an address encodes, and nothing where it is broken', () => {
		const field = { ...INCIDENT_ID, page: /^\/things\/([^/]+)$/ };
		expect(readReference(`${portal}/things/a%3Ab`, field)).toMatchObject({ value: { id: 'a:b' } });
		expect(readReference(`${portal}/things/a%ff`, field)).toMatchObject({ ok: false });
	});
});

describe('idIn', () => {
	it('gives the ID where no tenant is named, or this one', () => {
		expect(idIn(CONTOSO, { id: '1' }, INCIDENT_ID)).toEqual({ ok: true, value: '1' });
		const own = { id: '1', tenantId: CONTOSO.id };
		expect(idIn(CONTOSO, own, INCIDENT_ID)).toEqual({ ok: true, value: '1' });
		expect(idIn({ id: CONTOSO.id.toUpperCase() }, own, INCIDENT_ID)).toEqual({ ok: true, value: '1' });
	});

	it('knows nothing of it in another tenant, and names that one', () => {
		expect(idIn(CONTOSO, { id: '1', tenantId: FABRIKAM.id }, INCIDENT_ID)).toMatchObject({
			ok: false,
			failure: { kind: 'notFound', cause: expect.stringContaining(FABRIKAM.id) as unknown },
		});
	});
});

describe('withItemsTenant', () => {
	const input = { tenant: { id: CONTOSO.id.toUpperCase() } };

	it('names the tenant of an item that carries the number, as a text or as a number', () => {
		expect(withItemsTenant('7', input, [undefined, '7'])).toEqual({
			id: '7',
			tenantId: CONTOSO.id,
			isItems: true,
		});
		expect(withItemsTenant('7', input, [7])).toMatchObject({ tenantId: CONTOSO.id });
	});

	it.each<[string, Parameters<typeof withItemsTenant>]>([
		['carries another number', ['7', input, ['8', false]]],
		['names no tenant', ['7', {}, ['7']]],
		['names its tenant by a domain', ['7', { tenant: { id: 'contoso.example' } }, ['7']]],
		['is not there', ['7', undefined, []]],
	])('names none for an item that %s', (_, given) => {
		expect(withItemsTenant(...given)).toEqual({ id: '7' });
	});
});
