import type { IDataObject } from 'n8n-workflow';

import type { Tenant } from '../emulator';
import { connectDelegated } from '../support/delegatedCredential';
import { listDevices } from '../support/deviceListing';
import { CLIENT_ID, listOf, TENANT_IDS } from '../support/mssp';
import type { ListName } from '../support/n8nContexts';
import { execute, searchList } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

describe('lists to choose from, in a real LoadOptionsContext against the emulator', () => {
	const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value }) as IDataObject;
	const search = async (
		list: ListName,
		parameters: IDataObject = {},
		options: { filter?: string; page?: string } = {},
	) =>
		await searchList(
			{
				parameters: {
					authentication: 'appOnly',
					customerTenants: 'input',
					tenantId: locator(mssp.contoso.id),
					...parameters,
				},
				store: mssp.store,
			},
			list,
			options,
		);
	const names = async (...args: Parameters<typeof search>) =>
		(await search(...args)).results.map(({ name }) => name);
	const sentTo = (tenant: Tenant) => mssp.emulator.requests({ tenantId: tenant.id });
	const apiCalls = () => mssp.emulator.requests(({ host }) => host === 'graph' || host === 'defender');
	const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

	eachTestHasItsMssp(() => {
		for (const tenant of mssp.customers) {
			tenant.consent(CLIENT_ID, { application: ['SecurityIncident.Read.All'] });
		}
	});

	describe.each(['searchAlerts', 'searchDevices', 'searchIncidents'] as const)('%s', (list) => {
		it.each([
			['nothing', undefined],
			['nothing in the locator', { __rl: true, mode: 'id', value: null }],
			['an expression as it was typed', { __rl: true, mode: 'id', value: '={{ $json.tenant.id }}' }],
		])('says what to do while the customer is not known: %s', async (_what, tenantId) => {
			const given = { tenantId } as unknown as IDataObject;
			await expect(search(list, given)).rejects.toMatchObject({
				name: 'NodeOperationError',
				message: 'Choose the customer from the list, or run the previous node, to search here.',
			});
			expect(apiCalls()).toEqual([]);
		});

		it('says so when several customers are chosen', async () => {
			for (const given of [{ customerTenants: 'discover' }, listOf(mssp.customers)]) {
				await expect(search(list, given)).rejects.toThrow(/Choose one customer/);
			}
			expect(apiCalls()).toEqual([]);
		});

		it('names the customer and the remedy when the app is not allowed there', async () => {
			mssp.contoso.removeServicePrincipal(CLIENT_ID);
			await expect(search(list)).rejects.toMatchObject({
				message: expect.stringContaining(TENANT_IDS.contoso) as unknown,
				description: expect.stringMatching(/consent/) as unknown,
			});
		});

		it('names the field that names no tenant', async () => {
			await expect(search(list, { tenantId: locator('nobody') })).rejects.toThrow(
				/'nobody' under 'Customer Tenants' is no tenant ID/,
			);
		});
	});

	describe('searchTenants', () => {
		const customers = () => search('searchTenants', { tenantId: locator('={{ $json.tenant.id }}') });

		beforeEach(() => {
			Object.assign(mssp.appFields, { tenantId: 'mssp.example' });
			mssp.home.consent(CLIENT_ID, { application: ['DelegatedAdminRelationship.Read.All'] });
		});

		it("lists the credential's tenant first, then the customers by name, with links to their portal", async () => {
			const { home, contoso, fabrikam } = mssp;
			for (const { id: tenantId, displayName } of [fabrikam, contoso]) {
				home.addDelegatedAdminCustomer({ tenantId, displayName });
			}
			const portal = (id: string) => `https://security.microsoft.com/?tid=${id}`;
			expect(await customers()).toEqual({
				results: [
					{ name: "mssp.example (the credential's tenant)", value: home.id, url: portal(home.id) },
					{ name: 'Contoso', value: contoso.id, url: portal(contoso.id) },
					{ name: 'Fabrikam', value: fabrikam.id, url: portal(fabrikam.id) },
				],
			});
		});

		it('finds a customer by a part of its name or by its ID', async () => {
			for (const { id: tenantId, displayName } of mssp.customers) {
				mssp.home.addDelegatedAdminCustomer({ tenantId, displayName });
			}
			expect(await names('searchTenants', {}, { filter: ' NORTH' })).toEqual(['Northwind']);
			expect(await names('searchTenants', {}, { filter: mssp.fabrikam.id })).toEqual(['Fabrikam']);
			expect(await names('searchTenants', {}, { filter: 'nobody' })).toEqual([]);
		});

		it('says of a customer whose relationship is over that it is', async () => {
			mssp.home.addDelegatedAdminCustomer({
				tenantId: mssp.contoso.id,
				displayName: 'Contoso',
				relationship: { status: 'expired' },
			});
			expect((await customers()).results[1]?.name).toBe('Contoso (expired)');
		});

		it("lists the credential's tenant alone where there are no customers", async () => {
			expect((await customers()).results).toHaveLength(1);
		});

		it('names the permission that the list needs, and how to go on without the list', async () => {
			mssp.home.revokeConsent(CLIENT_ID);
			await expect(customers()).rejects.toMatchObject({
				message: expect.stringMatching(/By ID or Domain.*DelegatedAdminRelationship\.Read\.All/) as unknown,
				description: expect.stringContaining("'Credential's Tenant'") as unknown,
			});
		});

		it('says so when the credential names no tenant', async () => {
			Object.assign(mssp.appFields, { tenantId: 'nobody.example' });
			await expect(customers()).rejects.toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringMatching(/AADSTS90002/) as unknown,
			});
		});
	});

	describe('searchAlerts', () => {
		const add = (minutesAgo: number, part: IDataObject = {}) =>
			mssp.contoso.addAlert({ createdDateTime: ago(minutesAgo), ...part });

		describe.each(['graphAlerts', 'defenderAlerts'])('source %s', (source) => {
			it('shows what people know of the latest alerts of this customer, newest first', async () => {
				const old = add(60, { title: 'Malware found', severity: 'low' });
				add(5, { title: 'Suspicious PowerShell', severity: 'high' });
				mssp.fabrikam.addAlert({ title: 'Not this one' });
				const { results, paginationToken } = await search('searchAlerts', { source });
				expect(results.map(({ name }) => name)).toEqual([
					'High: Suspicious PowerShell (pc7.contoso.example)',
					'Low: Malware found (pc7.contoso.example)',
				]);
				expect(results[1]).toMatchObject({
					value: old.id,
					url: `https://security.microsoft.com/alerts/${old.id}?tid=${TENANT_IDS.contoso}`,
				});
				expect(paginationToken).toBeUndefined();
				expect(sentTo(mssp.fabrikam)).toEqual([]);
			});

			it('finds by title, device and ID', async () => {
				add(3, { title: 'Malware found', id: 'da1_1' });
				add(2, { title: 'Other', id: 'da2_2' });
				const found = (filter: string) => names('searchAlerts', { source }, { filter });
				expect(await found('malware')).toHaveLength(1);
				expect(await found('PC7.contoso')).toHaveLength(2);
				expect(await found('da2_2')).toEqual([expect.stringContaining('Other')]);
				expect(await found('nothing')).toEqual([]);
			});

			it('gives every alert once, page after page, also where many share one time', async () => {
				const shared = ago(10);
				for (let index = 0; index < 230; index += 1) {
					const createdDateTime =
						index > 90 && index < 130 ? shared : ago(index < 100 ? 1 + index / 100 : 20 + index);
					mssp.contoso.addAlert({ createdDateTime, title: `Alert ${index}` });
				}
				const shown: unknown[] = [];
				let page: string | undefined;
				do {
					const { results, paginationToken } = await search('searchAlerts', { source }, { page });
					shown.push(...results.map(({ value }) => value));
					page = paginationToken;
				} while (page !== undefined && shown.length < 1000);
				expect(shown).toHaveLength(230);
				expect(new Set(shown).size).toBe(230);
			});
		});

		it.each([
			['graphAlerts', 2000],
			['defenderAlerts', 4000],
		])(
			'searches source %s four pages at a time, and goes on where that ended',
			async (source, searched) => {
				for (let index = 0; index < searched + 50; index += 1) {
					const isWanted = index === searched - 10 || index === searched + 40;
					add(index + 1, { title: isWanted ? `Needle ${index}` : 'Hay' });
				}
				const first = await search('searchAlerts', { source }, { filter: 'needle' });
				expect(first.results.map(({ name }) => name)).toEqual([
					expect.stringContaining(`Needle ${searched - 10}`),
				]);
				expect(apiCalls()).toHaveLength(4);
				const page = first.paginationToken;
				const second = await search('searchAlerts', { source }, { filter: 'needle', page });
				expect(second.results.map(({ name }) => name)).toEqual([
					expect.stringContaining(`Needle ${searched + 40}`),
				]);
				expect(second.paginationToken).toBeUndefined();
			},
			30_000,
		);

		it('searches on where the newest alerts are others', async () => {
			for (let index = 0; index < 600; index += 1) add(index + 1, { title: `Alert ${index}.` });
			expect(await names('searchAlerts', {}, { filter: 'alert 599.' })).toHaveLength(1);
		});

		it('begins anew with a page that is none', async () => {
			add(1);
			expect(await names('searchAlerts', {}, { page: 'x' })).toHaveLength(1);
		});

		it('searches in the tenant of the credential, and with a signed-in user too', async () => {
			await connectDelegated(mssp);
			add(1, { title: 'Seen' });
			const parameters = { authentication: 'oAuth2', customerTenants: 'credential' };
			const { results } = await searchList({ parameters, store: mssp.store }, 'searchAlerts');
			expect(results).toEqual([
				expect.objectContaining({ name: expect.stringContaining('Seen') as unknown }),
			]);
			expect(apiCalls()[0]?.token?.kind).toBe('delegated');
		});

		it('finds the tenant by its domain, and takes one from a list of one', async () => {
			add(1);
			expect(await names('searchAlerts', { tenantId: locator('contoso.example', 'list') })).toHaveLength(1);
			expect(await names('searchAlerts', listOf([mssp.contoso]))).toHaveLength(1);
		});

		it('names the permission that is missing', async () => {
			mssp.contoso.revokeConsent(CLIENT_ID);
			await expect(search('searchAlerts')).rejects.toMatchObject({
				message: expect.stringMatching(`^.*${mssp.contoso.id}.*SecurityAlert\\.Read\\.All`) as unknown,
				description: expect.stringContaining('SecurityAlert.Read.All') as unknown,
			});
		});

		it('does not keep a person waiting for a service that asks for minutes', async () => {
			mssp.contoso.addFault({ api: 'graph', throttle: { retryAfterSeconds: 60 } });
			await expect(search('searchAlerts')).rejects.toThrow(/asked for fewer requests/);
			expect(apiCalls()).toHaveLength(1);
		});

		it('does not show an alert that names another tenant as its own', async () => {
			add(1, { extra: { graph: { set: { tenantId: mssp.fabrikam.id } } } as unknown as IDataObject });
			expect(await names('searchAlerts')).toEqual([]);
		});

		it('leads to the alert when the node runs with what was chosen, or with a link', async () => {
			const { id } = add(1, { title: 'Chosen' });
			const [chosen] = (await search('searchAlerts')).results;
			const get = (alertId: IDataObject) =>
				execute({
					parameters: {
						authentication: 'appOnly',
						operation: 'get',
						alertId,
						tenantId: locator('contoso.example', 'list'),
					},
					store: mssp.store,
				});
			for (const alertId of [locator(chosen?.value, 'list'), locator(chosen?.url, 'url'), locator(id)]) {
				expect(await get(alertId)).toMatchObject([{ json: { alert: { id, title: 'Chosen' } } }]);
			}
		});
	});

	describe('searchIncidents', () => {
		it('shows name, severity and number, finds by both, and pages', async () => {
			for (let index = 1; index <= 120; index += 1) {
				mssp.contoso.addIncident({
					id: String(index),
					displayName: index === 7 ? 'Multi-stage attack' : 'Incident',
					severity: 'medium',
					createdDateTime: ago(index),
				});
			}
			const first = await search('searchIncidents');
			expect(first.results).toHaveLength(50);
			expect(first.results[6]).toEqual({
				name: 'Medium: Multi-stage attack (#7)',
				value: '7',
				url: `https://security.microsoft.com/incidents/7?tid=${TENANT_IDS.contoso}`,
			});
			const second = await search('searchIncidents', {}, { page: first.paginationToken });
			const third = await search('searchIncidents', {}, { page: second.paginationToken });
			expect(third.results).toHaveLength(20);
			expect(third.paginationToken).toBeUndefined();
			expect(await names('searchIncidents', {}, { filter: '#119' })).toEqual(['Medium: Incident (#119)']);
			expect(await names('searchIncidents', {}, { filter: 'multi-STAGE' })).toHaveLength(1);
		});

		it('ends where Graph skips no further', async () => {
			for (let index = 1; index <= 560; index += 1) mssp.contoso.addIncident({ createdDateTime: ago(index) });
			const { results, paginationToken } = await search('searchIncidents', {}, { page: '500' });
			expect(results).toHaveLength(50);
			expect(paginationToken).toBeUndefined();
		});

		it('names the permission that is missing', async () => {
			mssp.contoso.revokeConsent(CLIENT_ID);
			await expect(search('searchIncidents')).rejects.toThrow(/SecurityIncident\.Read\.All/);
		});
	});

	describe('searchDevices', () => {
		const calls = () => apiCalls().map(({ query }) => query.$filter ?? query.$top);

		it('shows name, system and state, with a link, and pages', async () => {
			listDevices(mssp.contoso, 'works');
			const { results, paginationToken } = await search('searchDevices');
			expect(results).toHaveLength(100);
			expect(results[0]).toEqual({
				name: 'pc0.contoso.example (Windows11, Active)',
				value: '0'.repeat(40),
				url: `https://security.microsoft.com/machines/${'0'.repeat(40)}?tid=${TENANT_IDS.contoso}`,
			});
			const rest = await search('searchDevices', {}, { page: paginationToken });
			expect(rest.results).toHaveLength(20);
			expect(rest.paginationToken).toBeUndefined();
		});

		it('lets the service search by the beginning of the name', async () => {
			listDevices(mssp.contoso, 'works');
			expect(await names('searchDevices', {}, { filter: 'DB1' })).toEqual([
				'db1.contoso.example (Windows11, Active)',
			]);
			expect(calls()).toEqual(["startswith(computerDnsName,'db1')"]);
		});

		it('searches itself where the service does not, or has none that begins so', async () => {
			for (const filters of ['refused', 'works'] as const) {
				mssp.contoso.clearFaults();
				mssp.emulator.clearRequests();
				listDevices(mssp.contoso, filters);
				expect(await names('searchDevices', {}, { filter: 'c11.cont' })).toEqual([
					'pc11.contoso.example (Windows11, Active)',
				]);
				expect(calls()).toEqual(["startswith(computerDnsName,'c11.cont')", '10000']);
			}
		});

		it('shows nothing for a tenant without devices, which is answered 404', async () => {
			mssp.contoso.addFault({
				api: 'defender',
				respond: { status: 404, body: { error: { code: 'ResourceNotFound', message: 'No machines' } } },
			});
			expect(await search('searchDevices')).toEqual({ results: [] });
		});

		it('names the permission that is missing', async () => {
			mssp.contoso.addFault({
				api: 'defender',
				respond: { status: 403, body: { error: { code: 'Forbidden', message: 'Missing roles' } } },
			});
			await expect(search('searchDevices')).rejects.toThrow(/Machine\.Read\.All/);
		});
	});
});
