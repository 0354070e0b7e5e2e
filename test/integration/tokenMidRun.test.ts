import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Fault, RecordedRequest, Tenant } from '../emulator';
import { connectDelegated, storedTokens } from '../support/delegatedCredential';
import { fakeDate, passTime } from '../support/fakeDate';
import type { Mssp } from '../support/mssp';
import { ANALYST, listOf, startMssp } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';

const MINUTE_MS = 60_000;
/** Looked up at every call, so that the emulator follows a `Date` that is stopped later. */
const now = () => Date.now();
const REFUSED_TOKEN: Fault = {
	api: 'graph',
	respond: { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'expired' } } },
};
/** The first page begins a day ago, further ones at an alert of the last hour. */
const isLaterPage = ({ query }: RecordedRequest) => {
	const from = /ge (\S+)/.exec(query.$filter ?? '')?.[1] ?? '';
	const ageMs = Date.now() - Date.parse(from);
	// The newest alerts, of the last 15 minutes, come before all pages.
	return ageMs < 10 * 60 * MINUTE_MS && ageMs > 20 * MINUTE_MS;
};
const LOOK_BACK = { firstRun: 'lookBack', maxItems: 5000 };
const titles = (items: INodeExecutionData[] = []) =>
	items.flatMap(({ json }) => (json.alert === undefined ? [] : [(json.alert as IDataObject).title]));

describe.each(['appOnly', 'oAuth2'] as const)('a token that ends in the middle of a run (%s)', (way) => {
	let mssp: Mssp;

	beforeEach(async () => {
		mssp = await startMssp({ now });
		fakeDate(Date.now());
		await connectDelegated(mssp);
		for (const tenant of mssp.customers) addPages(tenant);
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});

	const trigger = (tenants: Tenant[]) =>
		createTrigger({
			parameters: { authentication: way, options: LOOK_BACK, ...listOf(tenants) },
			store: mssp.store,
		});
	const refusals = () => mssp.emulator.requests({ host: 'graph', status: 401 });

	it('expired between two pages: renewed before it is used, all pages arrive, no page is refused', async () => {
		const late = mssp.contoso.addFault({
			api: 'graph',
			delayMs: 1,
			times: 1,
			when: (request) => !isLaterPage(request) && passing(59 * MINUTE_MS),
		});
		const polling = trigger([mssp.contoso]);
		// The first page alone takes longer than a poll may; the rest follows.
		const [first, second] = [await polling.poll(), await polling.poll()];
		expect([...titles(first?.[0]), ...titles(second?.[0])]).toHaveLength(ALERTS);
		expect(refusals()).toEqual([]);
		expect(tokensAt(mssp, mssp.contoso)).toBe(way === 'appOnly' ? 2 : 1);
		late.remove();
	});

	it('refused between two pages: renewed once, all pages arrive', async () => {
		mssp.fabrikam.addFault({ ...REFUSED_TOKEN, times: 1, when: isLaterPage });
		const outputs = await trigger(mssp.customers).poll();
		expect(outputs?.[0]).toHaveLength(3 * ALERTS);
		expect(outputs?.[1]).toEqual([]);
		expect(refusals()).toHaveLength(1);
		const tokens = mssp.emulator.requests({ host: 'graph', tenantId: mssp.fabrikam.id });
		expect(new Set(tokens.map(({ token }) => token?.tokenId)).size).toBe(2);
	});

	it('refused for good between two pages: one renewal, then the tenant is left, and nothing is lost', async () => {
		const broken = mssp.fabrikam.addFault({ ...REFUSED_TOKEN, when: isLaterPage });
		const polling = trigger(mssp.customers);
		const outputs = await polling.poll({ activation: 'init' });
		expect(outputs?.[0]).toHaveLength(2 * ALERTS + FIRST_PAGE);
		expect(outputs?.[1]?.map(({ json }) => json)).toMatchObject([{ tenant: { name: 'Fabrikam' } }]);
		expect(refusals()).toHaveLength(2);
		broken.remove();
		expect((await polling.poll())?.[0]).toHaveLength(ALERTS - FIRST_PAGE);
	});

	it('revoked between two pages: the others arrive, the tenant is told about and read in full afterwards', async () => {
		const refused = mssp.fabrikam.addFault({ ...REFUSED_TOKEN, when: isLaterPage });
		let revoked = false;
		// The first token is given out, none after it.
		mssp.fabrikam.addFault({
			api: 'token',
			entraError: way === 'appOnly' ? 7000229 : 50173,
			when: () => revoked || !(revoked = true),
		});
		const polling = trigger(mssp.customers);
		const outputs = await polling.poll({ activation: 'init' });
		expect(outputs?.[0]).toHaveLength(2 * ALERTS + FIRST_PAGE);
		const kind = way === 'appOnly' ? 'consentMissing' : 'signInNeeded';
		expect(outputs?.[1]?.map(({ json }) => json)).toMatchObject([
			{ tenant: { name: 'Fabrikam' }, health: { kind } },
		]);
		refused.remove();
		mssp.fabrikam.clearFaults();
		const after = await polling.poll();
		expect(after?.[0]).toHaveLength(ALERTS - FIRST_PAGE);
		expect(after?.[1]?.map(({ json }) => json)).toMatchObject([{ event: { type: 'recovered' } }]);
	});

	it('multi-factor authentication demanded from one moment on: told, then healed without a gap', async () => {
		const polling = trigger(mssp.customers);
		await polling.poll({ activation: 'init' });
		const demanded = mssp.fabrikam.addFault({ api: 'token', entraError: 50076 });
		for (const tenant of mssp.customers) tenant.addAlert({ title: `${tenant.displayName} later` });
		passTime(59 * MINUTE_MS);
		const outputs = await polling.poll();
		expect(titles(outputs?.[0]).sort()).toEqual(['Contoso later', 'Northwind later']);
		expect(outputs?.[1]?.map(({ json }) => json)).toMatchObject([
			{ tenant: { name: 'Fabrikam' }, health: { kind: 'interactionRequired', code: 'AADSTS50076' } },
		]);
		expect(await polling.poll()).toBeNull();
		demanded.remove();
		passTime(MINUTE_MS);
		const healed = await polling.poll();
		expect(titles(healed?.[0])).toEqual(['Fabrikam later']);
	});
});

describe("the user's sign-in, revoked in the middle of a run that uses n8n's stored token", () => {
	let mssp: Mssp;
	beforeEach(async () => {
		mssp = await startMssp({ now });
		await connectDelegated(mssp);
		addPages(mssp.contoso);
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});

	it('says to sign in again, keeps what n8n stored, and reads all of it after the reconnect', async () => {
		const polling = createTrigger({
			parameters: {
				authentication: 'oAuth2',
				customerTenants: 'credential',
				options: LOOK_BACK,
			},
			store: mssp.store,
		});
		mssp.home.revokeRefreshTokens(ANALYST);
		const refused = mssp.contoso.addFault({ ...REFUSED_TOKEN, when: isLaterPage });
		const before = { ...storedTokens(mssp) };
		expect((await polling.poll())?.[0]).toHaveLength(FIRST_PAGE);
		await expect(polling.poll()).rejects.toMatchObject({
			message: expect.stringContaining('refused to renew') as unknown,
			description: expect.stringContaining('sign in again') as unknown,
		});
		expect(storedTokens(mssp)).toEqual(before);
		refused.remove();
		await connectDelegated(mssp);
		fakeDate(Date.now() + MINUTE_MS);
		expect((await polling.poll())?.[0]).toHaveLength(ALERTS - FIRST_PAGE);
	});

	it('goes on in the action with the tenants whose tokens are still good', async () => {
		for (const tenant of mssp.customers.slice(1)) tenant.addAlert({ title: tenant.displayName });
		const getMany = () =>
			execute({
				parameters: { authentication: 'oAuth2', operation: 'getAll', ...listOf(mssp.customers) },
				store: mssp.store,
			});
		await getMany();
		mssp.home.revokeRefreshTokens(ANALYST);
		mssp.contoso.addFault(REFUSED_TOKEN);
		const items = await getMany();
		expect(titles(items)).toEqual(['Fabrikam', 'Northwind']);
		expect(items.find(({ json }) => json.error !== undefined)?.json).toMatchObject({
			tenant: { name: 'Contoso' },
			details: { kind: 'signInNeeded' },
		});
	});
});

describe('access tokens that live for seconds only', () => {
	it.each([30, 90])('of %d s: each request gets a new one, none is refused', async (accessTokenSeconds) => {
		const mssp = await startMssp({ now, accessTokenSeconds });
		addPages(mssp.contoso);
		const parameters = {
			authentication: 'appOnly',
			customerTenants: 'credential',
			options: LOOK_BACK,
		};
		const outputs = await createTrigger({ parameters, store: mssp.store }).poll();
		expect(outputs?.[0]).toHaveLength(ALERTS);
		const pages = mssp.emulator.requests({ host: 'graph' });
		expect(pages.length).toBeGreaterThan(1);
		expect(pages.every(({ status }) => status === 200)).toBe(true);
		expect(tokensAt(mssp, mssp.contoso)).toBe(pages.length);
		await mssp.close();
	});
});

/** More than one page: the node asks Graph for 500 rows at a time. */
const FIRST_PAGE = 500;
const ALERTS = 501;

function addPages(tenant: Tenant): void {
	for (let index = 0; index < ALERTS; index += 1) {
		const createdDateTime = new Date(Date.now() - 3_000_000 + index * 1000).toISOString();
		tenant.addAlert({ title: `${tenant.displayName} ${index}`, createdDateTime });
	}
}

/** Lets time pass while a request is on its way. */
function passing(ms: number): boolean {
	passTime(ms);
	return true;
}

const tokensAt = ({ emulator }: Mssp, { id }: Tenant) =>
	emulator.requests({ host: 'login', path: /token$/, tenantId: id }).length;
