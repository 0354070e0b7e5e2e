import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { callContext, getPage, isOf } from '../../../nodes/MicrosoftDefenderMssp/sources/getPage';
import { CONTOSO, FABRIKAM } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, authorizationOf, connectionOf, refusal, wire } from '../transport/builders';

const { graphAlerts, defenderAlerts, graphIncidents } = SOURCES;
const URL_OF_LIST = 'https://graph.microsoft.com/v1.0/security/alerts_v2?$top=3';

async function read(given: Answer, url = URL_OF_LIST) {
	const network = wire(given);
	const page = await getPage(url, callContext(graphAlerts, connectionOf(network), CONTOSO.id));
	return { page, sent: network.sent };
}

describe('getPage', () => {
	it("gives the rows of the tenant whose token it sent, and the service's nextLink", async () => {
		const nextLink = `${URL_OF_LIST}&$skiptoken=1`;
		const { page, sent } = await read(answer(200, { value: [{ id: 'a' }], '@odata.nextLink': nextLink }));
		expect(page).toEqual({ ok: true, value: { rows: [{ id: 'a' }], count: 1, nextLink } });
		expect(sent.map(authorizationOf)).toEqual([`Bearer token-1 of ${CONTOSO.id}`]);
	});

	it('counts entries that are no objects, because a page is full by them too', async () => {
		const { page } = await read(answer(200, { value: [{ id: 'a' }, null, 'text', 7, []] }));
		expect(page).toMatchObject({ value: { rows: [{ id: 'a' }], count: 5 } });
	});

	it('takes an empty list for no rows', async () => {
		expect((await read(answer(200, { value: [] }))).page).toMatchObject({ value: { rows: [], count: 0 } });
	});

	it.each(['', null, true, {}, ['x']])('takes a nextLink of %p for none', async (nextLink) => {
		const { page } = await read(answer(200, { value: [], '@odata.nextLink': nextLink }));
		expect(page).toMatchObject({ ok: true });
		expect(page.ok ? page.value.nextLink : '').toBeUndefined();
	});

	it.each([
		['no list', {}],
		['a text as list', { value: 'x' }],
		['null as list', { value: null }],
		['an object as list', { value: { id: 'a' } }],
	])('does not take %s for "nothing new", but for something to try again', async (_what, body) => {
		expect((await read(answer(200, body))).page).toMatchObject({
			ok: false,
			failure: { kind: 'unexpectedAnswer', transient: true },
		});
	});

	it('passes a refusal on', async () => {
		expect((await read(answer(403, refusal('Forbidden', 'x')))).page).toMatchObject({
			failure: { kind: 'roleMissing' },
		});
	});

	it('sends no token to another host', async () => {
		const { page, sent } = await read(answer(200, { value: [] }), 'https://evil.example/alerts');
		expect(page).toMatchObject({ failure: { kind: 'hostNotAllowed' } });
		expect(sent).toEqual([]);
	});
});

describe('callContext', () => {
	it.each(Object.values(SOURCES))("asks for $name's own service and names its own permission", (source) => {
		const { service, permission, tenantId } = callContext(source, connectionOf(wire()), CONTOSO.id);
		expect({ service, permission, tenantId }).toEqual({
			service: source.service,
			permission: source.permission,
			tenantId: CONTOSO.id,
		});
	});
});

describe('isOf', () => {
	it.each([
		['its own', { tenantId: CONTOSO.id }, true],
		['its own in capitals', { tenantId: CONTOSO.id.toUpperCase() }, true],
		['no tenant, which only its own token can have read', {}, true],
		['an empty tenant', { tenantId: '' }, true],
		['another tenant', { tenantId: FABRIKAM.id }, false],
		['another tenant under the name of another service', { aadTenantId: FABRIKAM.id }, true],
	])('of a row of Graph that names %s', (_what, row, expected) => {
		expect(isOf(CONTOSO.id, row, graphAlerts)).toBe(expected);
		expect(isOf(CONTOSO.id, row, graphIncidents)).toBe(expected);
	});

	it("of a row of Defender goes by Defender's own name of the field", () => {
		expect(isOf(CONTOSO.id, { aadTenantId: FABRIKAM.id }, defenderAlerts)).toBe(false);
		expect(isOf(CONTOSO.id, { aadTenantId: CONTOSO.id.toUpperCase() }, defenderAlerts)).toBe(true);
	});

	it('compares capitals of the tenant asked for too', () => {
		expect(isOf(CONTOSO.id.toUpperCase(), { tenantId: CONTOSO.id }, graphAlerts)).toBe(true);
	});
});
