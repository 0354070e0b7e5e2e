import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import type { KnownDomains } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenant';
import { resolveTenant } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenant';
import { resolveTenants } from '../../../nodes/MicrosoftDefenderMssp/tenants/resolveTenants';
import { tenantsFromJson } from '../../../nodes/MicrosoftDefenderMssp/tenants/tenantEntries';
import { CONTOSO, FABRIKAM, NOW, passing } from '../core/builders';
import type { Wire } from '../transport/builders';
import { answer, answering, authorizationOf, connectionOf, wire } from '../transport/builders';

const reference = (idOrDomain: string) => ({ idOrDomain, name: 'Contoso', labels: {} });
const metadata = (issuer: unknown) => answer(200, { issuer });
const v2 = (id: string) => metadata(`https://login.microsoftonline.com/${id}/v2.0`);
const noSuchTenant = answer(400, { error: 'invalid_tenant', error_codes: [90002] });

const resolve = async (
	network: Wire,
	idOrDomain: string,
	known: KnownDomains = new Map(),
	cloud = CLOUDS.global,
) => await resolveTenant(reference(idOrDomain), connectionOf(network, { cloud }), known);

describe('resolveTenant', () => {
	it('asks nobody about a GUID', async () => {
		const network = wire();
		expect(await resolve(network, CONTOSO.id)).toMatchObject({ ok: true, value: { id: CONTOSO.id } });
		expect(network.sent).toEqual([]);
	});

	it.each([
		['of the current form', `https://login.microsoftonline.com/${CONTOSO.id}/v2.0`],
		['of the older form', `https://sts.windows.net/${CONTOSO.id.toUpperCase()}/`],
	])("finds a domain's GUID in an issuer %s, without sending a token", async (_how, issuer) => {
		const network = wire(metadata(issuer));
		expect(await resolve(network, 'contoso.example')).toEqual({
			ok: true,
			value: { id: CONTOSO.id, name: 'Contoso', labels: {} },
		});
		expect(network.sent.map(({ url }) => url)).toEqual([
			'https://login.microsoftonline.com/contoso.example/v2.0/.well-known/openid-configuration',
		]);
		expect(network.sent.map(authorizationOf)).toEqual([undefined]);
	});

	it('asks once for a domain, but once in each cloud', async () => {
		const network = answering(({ url }) => v2(url.includes('.us') ? FABRIKAM.id : CONTOSO.id));
		const known: KnownDomains = new Map();
		await resolve(network, 'contoso.example', known);
		await resolve(network, 'contoso.example', known);
		expect(network.sent).toHaveLength(1);
		expect(await resolve(network, 'contoso.example', known, CLOUDS.gccHigh)).toMatchObject({
			value: { id: FABRIKAM.id },
		});
	});

	it('says that there is no such tenant in this cloud, and does not remember that', async () => {
		const network = wire(noSuchTenant, v2(CONTOSO.id));
		const known: KnownDomains = new Map();
		const failed = await resolve(network, 'contoso.example', known);
		expect(failed).toMatchObject({ failure: { kind: 'tenantUnknown' } });
		expect(failed.ok ? '' : failed.failure.cause).toContain("'contoso.example' in cloud 'Global'");
		expect((await resolve(network, 'contoso.example', known)).ok).toBe(true);
	});

	it.each([
		['an issuer without GUID', metadata('https://login.microsoftonline.com/{tenantid}/v2.0')],
		['no issuer', metadata(undefined)],
		['an HTML page', answer(200, '<html>')],
		['an error that carries an issuer', answer(404, { issuer: `https://x.example/${CONTOSO.id}/` })],
	])('takes %s for no tenant', async (_what, given) => {
		expect((await resolve(wire(given), 'contoso.example')).ok).toBe(false);
	});

	it.each([
		['the network is down', passing({ kind: 'network' }), 'network'],
		['Entra is down', answer(503), 'outage'],
		['Entra throttles', answer(429), 'throttled'],
	])('fails for a while only, when %s', async (_what, given, kind) => {
		expect(await resolve(wire(given), 'contoso.example')).toMatchObject({
			failure: { kind, transient: true },
		});
	});

	it("takes the date until which Entra ID wants no request by Entra's clock, not by ours", async () => {
		const until = new Date(NOW + 60_000).toUTCString();
		const network = wire(answer(429, {}, { 'retry-after': until }));
		const clocks = { now: () => NOW + 7_200_000, serviceNow: () => NOW };
		const failed = await resolveTenant(
			reference('contoso.example'),
			connectionOf(network, clocks),
			new Map(),
		);
		expect(failed).toMatchObject({ failure: { kind: 'throttled', retryAfterMs: 60_000 } });
	});
});

describe('resolveTenants', () => {
	const entriesOf = (rows: unknown[]) => {
		const entries = tenantsFromJson(rows);
		return entries.ok ? entries.value : [];
	};
	const resolveAll = async (network: Wire, rows: unknown[]) =>
		await resolveTenants(entriesOf(rows), connectionOf(network), new Map());

	it("keeps the order and every entry, and one entry's trouble to itself", async () => {
		const network = answering(({ url }) => (url.includes('gone') ? noSuchTenant : v2(FABRIKAM.id)));
		const resolved = await resolveAll(network, ['gone.example', CONTOSO, 'common', 'fabrikam.example']);
		expect(resolved).toMatchObject([
			{ reference: 'gone.example', resolved: { ok: false, failure: { kind: 'tenantUnknown' } } },
			{ reference: CONTOSO.id, shown: CONTOSO, resolved: { ok: true } },
			{ reference: 'common', resolved: { ok: false, failure: { kind: 'configuration' } } },
			{ reference: 'fabrikam.example', shown: { id: FABRIKAM.id, name: 'fabrikam.example' } },
		]);
	});

	it('shows a tenant that could not be resolved by what was typed, with its name and labels', async () => {
		const row = { id: 'gone.example', name: 'Gone', labels: { channel: '#gone' } };
		const [tenant] = await resolveAll(wire(noSuchTenant), [row]);
		expect(tenant?.shown).toEqual({ id: 'gone.example', name: 'Gone', labels: { channel: '#gone' } });
	});

	it('keeps name and labels also of an entry whose id cannot be one', async () => {
		const [tenant] = await resolveAll(wire(), [{ id: 'common', name: 'Typo', labels: { channel: '#typo' } }]);
		expect(tenant?.shown).toEqual({ id: 'common', name: 'Typo', labels: { channel: '#typo' } });
	});

	it.each([
		['the same GUID', [CONTOSO.id, CONTOSO.id.toUpperCase()]],
		['a domain of a GUID before it', [CONTOSO.id, 'contoso.example']],
		['two domains of one tenant', ['contoso.example', 'contoso.onmicrosoft.com']],
	])('reads a tenant once that is listed twice by %s, and says so', async (_how, rows) => {
		const resolved = await resolveAll(wire(v2(CONTOSO.id)), rows);
		expect(resolved.map((tenant) => tenant.resolved.ok)).toEqual([true, false]);
		expect(resolved[1]?.resolved).toMatchObject({ failure: { kind: 'configuration', appliesTo: 'tenant' } });
	});

	describe('with an end of looking up', () => {
		const hanging = new Promise<never>(() => undefined);
		const hangingAt = (domain: string) =>
			answering(({ url }) => (url.includes(domain) ? hanging : v2(FABRIKAM.id)));
		const resolveUntil = async (over: Promise<void>, known: KnownDomains = new Map()) =>
			await resolveTenants(
				entriesOf(['hanging.example', CONTOSO.id, 'fabrikam.example']),
				connectionOf(hangingAt('hanging')),
				known,
				over,
			);

		it('fails the one customer whose look-up hangs, for now, and no other', async () => {
			const known: KnownDomains = new Map();
			const resolved = await resolveUntil(new Promise((resolve) => setTimeout(resolve, 20)), known);
			expect(resolved).toMatchObject([
				{
					reference: 'hanging.example',
					resolved: { ok: false, failure: { kind: 'network', appliesTo: 'tenant', transient: true } },
				},
				{ resolved: { ok: true, value: { id: CONTOSO.id } } },
				{ resolved: { ok: true, value: { id: FABRIKAM.id } } },
			]);
			expect([...known.values()]).toEqual([FABRIKAM.id]);
		});

		it('knows GUIDs and domains looked up before although there is no time at all', async () => {
			const known: KnownDomains = new Map();
			await resolveTenants(entriesOf(['fabrikam.example']), connectionOf(hangingAt('hanging')), known);
			expect((await resolveUntil(Promise.resolve(), known)).map(({ resolved }) => resolved.ok)).toEqual([
				false,
				true,
				true,
			]);
		});

		it('ends although more look-ups hang than are begun at a time', async () => {
			const domains = Array.from({ length: 25 }, (_, n) => `hanging-${n}.example`);
			const over = new Promise<void>((resolve) => setTimeout(resolve, 20));
			const network = hangingAt('hanging');
			const resolved = await resolveTenants(entriesOf(domains), connectionOf(network), new Map(), over);
			expect(resolved.filter((tenant) => tenant.resolved.ok)).toEqual([]);
			expect(resolved).toHaveLength(25);
		});
	});
});
