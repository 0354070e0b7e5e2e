import type { IDataObject } from 'n8n-workflow';

import type { Mssp } from '../support/mssp';
import { CLIENT_ID, listOf, TENANT_IDS } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

const GDAP = { application: ['DelegatedAdminRelationship.Read.All', 'SecurityAlert.Read.All'] };

describe('resource Tenant, in real ExecuteContexts against the emulator', () => {
	const run = (operation: string, parameters: IDataObject = {}, input?: IDataObject[]) =>
		execute(
			{
				parameters: { authentication: 'appOnly', resource: 'tenant', operation, ...parameters },
				store: mssp.store,
			},
			input,
		);

	eachTestHasItsMssp();

	describe('Check Access', () => {
		const checksOf = (json: IDataObject | undefined) =>
			((json?.access as IDataObject).checks as IDataObject[]).map(({ status }) => status);

		it('passes every check for a customer whose alerts can be read', async () => {
			const [item] = await run('checkAccess', listOf([mssp.contoso]));
			expect(item?.json).toEqual({
				tenant: { id: TENANT_IDS.contoso, name: 'Contoso', labels: { channel: 'contoso' } },
				access: {
					ok: true,
					source: 'graphAlerts',
					checks: [
						'Tenant found',
						'Token issued',
						'Token is of this tenant',
						'Licence active',
						'Permission granted',
						'API answers',
					].map((name) => ({ name, status: 'passed' })),
				},
			});
		});

		it('passes every check for a customer whose incidents can be read', async () => {
			mssp.contoso.consent(CLIENT_ID, { application: ['SecurityIncident.Read.All'] });
			const [item] = await run('checkAccess', { source: 'graphIncidents', ...listOf([mssp.contoso]) });
			expect(item?.json.access).toMatchObject({ ok: true, source: 'graphIncidents' });
		});

		it.each<[string, string, (m: Mssp) => void, string, RegExp]>([
			[
				'a missing consent',
				'graphAlerts',
				(m) => m.contoso.removeServicePrincipal(CLIENT_ID),
				'Token issued',
				/consent link/,
			],
			[
				'a missing permission',
				'graphAlerts',
				(m) => m.contoso.revokeConsent(CLIENT_ID),
				'Permission granted',
				/SecurityAlert\.Read\.All/,
			],
			[
				'a missing permission for incidents, of a customer whose alerts can be read',
				'graphIncidents',
				() => undefined,
				'Permission granted',
				/SecurityIncident\.Read\.All/,
			],
			[
				'a missing licence',
				'defenderAlerts',
				(m) => void (m.contoso.licensedForDefender = false),
				'Licence active',
				/licences/,
			],
			[
				'an API that is down',
				'graphAlerts',
				(m) => void m.contoso.addFault({ api: 'graph', respond: { status: 503 } }),
				'API answers',
				/tried again/,
			],
		])(
			'names the step and its remedy for %s, as a result and not as an error',
			async (_, source, spoil, step, remedy) => {
				spoil(mssp);
				const [item] = await run('checkAccess', { source, ...listOf([mssp.contoso]) });
				const { ok, checks } = item?.json.access as { ok: boolean; checks: IDataObject[] };
				expect(ok).toBe(false);
				const failed = checks.filter(({ status }) => status === 'failed');
				expect(failed).toMatchObject([{ name: step, remedy: expect.stringMatching(remedy) as unknown }]);
				const position = checks.findIndex(({ status }) => status === 'failed');
				expect(
					checksOf(item?.json)
						.slice(position + 1)
						.every((status) => status === 'notReached'),
				).toBe(true);
			},
		);

		it('reports a tenant that does not exist, beside one that does', async () => {
			const tenantsJson = JSON.stringify([
				{ id: 'nobody.example', name: 'Nobody' },
				{ id: TENANT_IDS.contoso },
			]);
			const items = await run('checkAccess', { customerTenants: 'json', tenantsJson });
			expect(items.map(({ json }) => (json.access as IDataObject).ok)).toEqual([false, true]);
			expect(checksOf(items[0]?.json)[0]).toBe('failed');
		});
	});

	describe('Get Consent Link', () => {
		const redirectUrl = 'https://n8n.example/rest/oauth2-credential/callback';

		it('gives a link that Entra accepts, for the API of the source, with redirect and state', async () => {
			const [item] = await run('getConsentLink', { redirectUrl, state: 'ticket-1' }, [
				{ tenant: { id: TENANT_IDS.fabrikam } },
			]);
			const link = new URL(item?.json.link as string);
			expect(`${link.origin}${link.pathname}`).toBe(
				`${mssp.emulator.loginUrl}/${TENANT_IDS.fabrikam}/v2.0/adminconsent`,
			);
			expect(Object.fromEntries(link.searchParams)).toEqual({
				client_id: CLIENT_ID,
				scope: 'https://graph.microsoft.com/.default',
				redirect_uri: redirectUrl,
				state: 'ticket-1',
			});
			const { httpsRequest } = await import('../emulator/testing/httpsRequest');
			expect((await httpsRequest(link.href, { ca: mssp.emulator.caPem })).status).toBe(200);
		});

		it('refuses a redirect URL that is none', async () => {
			await expect(
				run('getConsentLink', { redirectUrl: 'n8n', customerTenants: 'credential' }),
			).rejects.toThrow("'Redirect URL' is no address.");
		});
	});

	it.each([
		['home', '', 'https://security.microsoft.com/?tid='],
		['alert', 'da1_-2', 'https://security.microsoft.com/alerts/da1_-2?tid='],
		['incident', '4711', 'https://security.microsoft.com/incidents/4711?tid='],
		['device', 'ab12', 'https://security.microsoft.com/machines/ab12?tid='],
	])('Get Portal Link opens page %s in the tenant of the item', async (page, objectId, start) => {
		const tenant = { id: TENANT_IDS.northwind, name: 'Northwind', labels: {} };
		const [item] = await run('getPortalLink', { page, objectId }, [{ tenant }]);
		expect(item?.json).toEqual({ tenant, link: `${start}${TENANT_IDS.northwind}` });
	});

	describe('with GDAP customers', () => {
		beforeEach(() => {
			mssp.appFields.tenantId = TENANT_IDS.home;
			mssp.home.consent(CLIENT_ID, GDAP);
			const endDateTime = '2027-05-01T00:00:00Z';
			for (const { id: tenantId, displayName } of [mssp.contoso, mssp.fabrikam]) {
				mssp.home.addDelegatedAdminCustomer({
					tenantId,
					displayName,
					relationship: { status: 'active', endDateTime },
				});
			}
		});

		it('Get Many lists them with the state of their relationship', async () => {
			const items = await run('getAll', { returnAll: true });
			expect(items.map(({ json }) => json)).toEqual([
				{
					tenant: { id: TENANT_IDS.contoso, name: 'Contoso', labels: {} },
					delegatedAdmin: { status: 'active', endDateTime: '2027-05-01T00:00:00Z' },
				},
				{
					tenant: { id: TENANT_IDS.fabrikam, name: 'Fabrikam', labels: {} },
					delegatedAdmin: { status: 'active', endDateTime: '2027-05-01T00:00:00Z' },
				},
			]);
			expect(await run('getAll', { limit: 1 })).toHaveLength(1);
		});

		it('Get Many names the permission that is missing', async () => {
			mssp.home.revokeConsent(CLIENT_ID);
			await expect(run('getAll')).rejects.toThrow(
				/needs the permission DelegatedAdminRelationship\.Read\.All/,
			);
		});

		it('Discover polls them all, and goes on with them when discovering fails', async () => {
			const polling = createTrigger({
				parameters: { authentication: 'appOnly', customerTenants: 'discover' },
				store: mssp.store,
			});
			await polling.poll();
			mssp.home.addFault({ api: 'graph', respond: { status: 503 } });
			mssp.contoso.addAlert();
			mssp.fabrikam.addAlert();
			const outputs = await polling.poll();
			const names = (outputs?.[0] ?? []).map(({ json }) => (json.tenant as IDataObject).name);
			expect(names).toEqual(['Contoso', 'Fabrikam']);
			const lists = mssp.emulator.requests({ path: /delegatedAdminCustomers/ });
			expect(lists).toHaveLength(1);
		});

		it('Discover that cannot begin for an outage is no reason for n8n to give the trigger up', async () => {
			const outage = mssp.home.addFault({ api: 'graph', respond: { status: 503 } });
			const polling = createTrigger({
				parameters: { authentication: 'appOnly', customerTenants: 'discover' },
				store: mssp.store,
			});
			expect(await polling.poll({ activation: 'activate' })).toBeNull();
			await expect(polling.poll()).rejects.toThrow(/not answering properly/);
			outage.remove();
			mssp.contoso.addAlert();
			expect((await polling.poll())?.[0]).toHaveLength(1);
		});

		it('Discover says so when there is nobody to discover', async () => {
			for (const { id } of [mssp.contoso, mssp.fabrikam]) mssp.home.removeDelegatedAdminCustomer(id);
			const polling = createTrigger({
				parameters: { authentication: 'appOnly', customerTenants: 'discover' },
				store: mssp.store,
			});
			await expect(polling.poll()).rejects.toThrow(/no customer with delegated administration/);
		});
	});
});

describe('what of the credential ends soon', () => {
	eachTestHasItsMssp();

	it('is told in Tenant Health, once for each step, and no more after it was renewed', async () => {
		const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
		mssp.appFields.secretExpires = inDays(5);
		const parameters = { authentication: 'appOnly', customerTenants: 'credential' };
		const polling = createTrigger({ parameters, store: mssp.store });
		const outputs = await polling.poll();
		expect(outputs?.[1]).toMatchObject([
			{
				json: {
					event: { type: 'expiring' },
					health: { kind: 'secretExpiring', cause: expect.stringMatching(/ends within 7 days/) as unknown },
				},
			},
		]);
		expect(await polling.poll()).toBeNull();
		mssp.appFields.secretExpires = inDays(400);
		expect(await polling.poll()).toBeNull();
	});
});
