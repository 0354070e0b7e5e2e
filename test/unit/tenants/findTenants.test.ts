import type { Parameters } from '../../../nodes/MicrosoftDefenderMssp/core/parameters';
import type { TenantMemory } from '../../../nodes/MicrosoftDefenderMssp/tenants/discoverTenants';
import { findTenants } from '../../../nodes/MicrosoftDefenderMssp/tenants/findTenants';
import { CONTOSO, FABRIKAM, MINUTE_MS, NOW } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, answering, connectionOf, refusal } from '../transport/builders';

const parameters: Parameters = { get: () => 'discover', timezone: 'UTC' };
const DAY_MS = 24 * 60 * MINUTE_MS;
const MORE = 'https://graph.microsoft.com/v1.0/tenantRelationships/delegatedAdminCustomers?$skiptoken=x';

const pageOf = (tenants: Array<{ id: string; name: string }>, nextLink?: string) =>
	answer(200, {
		value: tenants.map(({ id, name }) => ({ tenantId: id, displayName: name })),
		...(nextLink !== undefined && { '@odata.nextLink': nextLink }),
	});

/** Discovers over and over in one process, with these lists of customers in place of Graph's. */
function discovering() {
	const memory: TenantMemory = { domains: new Map(), discovered: new Map() };
	return async (atMs: number, pages: Record<'first' | 'more', Answer>): Promise<string[] | string> => {
		const network = answering(({ url }) => {
			if (url === MORE) return pages.more;
			return url.includes('/delegatedAdminCustomers') ? pages.first : pageOf([]);
		});
		const found = await findTenants(parameters, connectionOf(network, { now: () => atMs }), memory);
		return found.ok ? found.value.entries.map(({ name }) => name) : found.failure.kind;
	};
}

const nothing = answer(404);
const one = { first: pageOf([CONTOSO]), more: nothing };
const two = { first: pageOf([CONTOSO], MORE), more: pageOf([FABRIKAM]) };

describe('customers that are discovered', () => {
	it('are looked up anew after an hour', async () => {
		const discover = discovering();
		expect(await discover(NOW, one)).toEqual(['Contoso']);
		expect(await discover(NOW + 59 * MINUTE_MS, two)).toEqual(['Contoso']);
		expect(await discover(NOW + 60 * MINUTE_MS, two)).toEqual(['Contoso', 'Fabrikam']);
	});

	it('are looked up anew although the clock was set back', async () => {
		const discover = discovering();
		expect(await discover(NOW + DAY_MS, one)).toEqual(['Contoso']);
		expect(await discover(NOW, two)).toEqual(['Contoso', 'Fabrikam']);
	});

	it.each([
		['breaks down', answer(503)],
		['is no list', answer(200, refusal('UnknownError', 'x'))],
	])('stay as they are when a page %s, so that none is dropped without a word', async (_what, broken) => {
		const discover = discovering();
		expect(await discover(NOW, two)).toEqual(['Contoso', 'Fabrikam']);
		const anHourLater = NOW + 60 * MINUTE_MS;
		expect(await discover(anHourLater, { ...two, more: broken })).toEqual(['Contoso', 'Fabrikam']);
		expect(await discover(anHourLater, { ...two, first: broken })).toEqual(['Contoso', 'Fabrikam']);
	});

	it('are not taken for none when the first list that a process asks for is no list', async () => {
		const broken = answer(200, refusal('UnknownError', 'x'));
		expect(await discovering()(NOW, { first: broken, more: nothing })).toBe('unexpectedAnswer');
	});
});
