import type { IDataObject } from 'n8n-workflow';

import type { Tenant } from '../../emulator';
import { CLIENT_ID, listOf } from '../../support/mssp';
import { describeOperation } from '../../support/operationContract';

const PATH = '/v1.0/security/runHuntingQuery';
const QUERY = 'AlertInfo | project AlertId, Severity';

describeOperation(
	{
		resource: 'huntingQuery',
		operation: 'run',
		api: 'graph',
		method: 'POST',
		path: new RegExp(`^${PATH}$`),
		permission: 'ThreatHunting.Read.All',
		onlyReads: true,
		seed: (tenant) => {
			tenant.addAlert();
			return {};
		},
		parameters: { query: QUERY },
		wrong: [
			['Query', { query: ' ' }],
			['Timespan', { timespan: 'a week' }],
			['Custom Timespan', { timespan: 'custom', customTimespan: '7 days' }],
		],
	},
	({ mssp, run, sent }) => {
		const hunt = async (given: IDataObject, tenant: Tenant = mssp().contoso) =>
			await run({ tenantId: tenant.id, ...given });
		const throttleWith = (message: string, headers: Record<string, string> = {}) =>
			mssp().contoso.addFault({
				api: 'graph',
				respond: { status: 429, headers, body: { error: { code: 'TooManyRequests', message } } },
			});

		it('gives an item for each row, with the names and values that the service gave', async () => {
			const { contoso } = mssp();
			const { id } = contoso.addAlert({ severity: 'high' });
			const items = await hunt({
				query: `AlertInfo\n| where AlertId == "${id}"\n| project AlertId, Severity`,
			});
			expect(items.map(({ json }) => json)).toEqual([
				{
					tenant: { id: contoso.id, name: contoso.id, labels: {} },
					row: { AlertId: id, Severity: 'High' },
				},
			]);
		});

		it('gives one item per tenant with rows and schema, if told to, one without rows too', async () => {
			const { contoso, fabrikam } = mssp();
			const { id } = contoso.addAlert();
			const options = { rowsAs: 'tenant' };
			const items = await run({
				...listOf([contoso, fabrikam]),
				options,
				query: 'AlertInfo | project AlertId',
			});
			const schema = [{ name: 'AlertId', type: 'String' }];
			expect(items.map(({ json }) => json)).toMatchObject([
				{ tenant: { name: 'Contoso' }, rows: [{ AlertId: id }], schema, truncated: false },
				{ tenant: { name: 'Fabrikam' }, rows: [], schema, truncated: false },
			]);
		});

		it('gives no item for a tenant without rows', async () => {
			expect(await hunt({})).toEqual([]);
		});

		it('keeps the rows of tenants that are asked at the same time apart', async () => {
			const { customers } = mssp();
			for (const tenant of customers) {
				const rows = Array.from({ length: 50 }, (_, index) => ({ Owner: tenant.id, Index: index }));
				tenant.addHuntingRows('Inventory', rows);
				tenant.addFault({ api: 'graph', delayMs: tenant === customers[0] ? 150 : 10 });
			}
			const items = await run({ ...listOf(customers), query: 'Inventory' });
			expect(items).toHaveLength(150);
			for (const { json } of items) {
				expect((json.row as IDataObject).Owner).toBe((json.tenant as IDataObject).id);
			}
		});

		it('hunts in every customer that can be discovered', async () => {
			const { home, customers, appFields, northwind } = mssp();
			appFields.tenantId = home.id;
			home.consent(CLIENT_ID, { application: ['DelegatedAdminRelationship.Read.All'] });
			for (const { id, displayName } of customers) {
				home.addDelegatedAdminCustomer({ tenantId: id, displayName });
			}
			northwind.addAlert();
			const items = await run({ customerTenants: 'discover' });
			expect(items.map(({ json }) => (json.tenant as IDataObject).name)).toEqual(['Northwind']);
			expect(sent()).toHaveLength(3);
		});

		it.each<[IDataObject, IDataObject]>([
			[{}, { Query: QUERY }],
			[{ timespan: 'P7D' }, { Query: QUERY, Timespan: 'P7D' }],
			[
				{ timespan: 'custom', customTimespan: 'PT90M' },
				{ Query: QUERY, Timespan: 'PT90M' },
			],
		])('sends the query and the timespan alone: %j', async (given, body) => {
			await hunt(given);
			expect(sent().map((request) => request.body)).toEqual([body]);
		});

		it('searches only as far back as it is told', async () => {
			const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
			mssp().contoso.addAlert({ id: 'da1_1', createdDateTime: hoursAgo(2) });
			mssp().contoso.addAlert({ id: 'da2_2', createdDateTime: hoursAgo(48) });
			const found = await hunt({ timespan: 'P1D' });
			expect(found.map(({ json }) => (json.row as IDataObject).AlertId)).toEqual(['da1_1']);
		});

		it('sends text in any alphabet as it is', async () => {
			const { contoso } = mssp();
			contoso.addHuntingRows('Mail', [{ Subject: 'Überweisung Ωmega' }]);
			const items = await hunt({ query: 'Mail | where Subject == "Überweisung Ωmega"' });
			expect(items).toHaveLength(1);
			expect(sent()[0]?.headers['content-type']).toContain('charset=utf-8');
		});

		it('shows what the service says about a wrong query', async () => {
			await expect(hunt({ query: 'AlertInfo | where Severty == "High"' })).rejects.toMatchObject({
				message: expect.stringContaining("named 'Severty'") as unknown,
				description: expect.stringContaining("'Query'") as unknown,
			});
			expect(sent()).toHaveLength(1);
		});

		it('tells when there are as many rows as the service gives at most', async () => {
			const { contoso, fabrikam } = mssp();
			const rows = Array.from({ length: 100_001 }, () => ({ N: 1 }));
			contoso.addHuntingRows('Much', rows);
			fabrikam.addHuntingRows('Much', rows.slice(0, 2));
			const options = { rowsAs: 'tenant' };
			const items = await run({ ...listOf([contoso, fabrikam]), options, query: 'Much' });
			expect(items.map(({ json }) => [(json.rows as unknown[]).length, json.truncated])).toEqual([
				[100_000, true],
				[2, false],
			]);
			const asRows = await run({ ...listOf([contoso, fabrikam]), query: 'Much' });
			expect(asRows).toHaveLength(100_002);
			const unmarked = asRows.filter(({ json }) => json.truncated === undefined);
			expect(unmarked.map(({ json }) => (json.tenant as IDataObject).name)).toEqual(['Fabrikam', 'Fabrikam']);
		});

		it('says in plain words that the computing time is used up, and does not try again at once', async () => {
			throttleWith('Query exceeded the CPU quota of the tenant.');
			await expect(hunt({})).rejects.toMatchObject({
				message: expect.stringContaining('no computing time left for hunting') as unknown,
				description: expect.stringContaining('15 minutes') as unknown,
			});
			expect(sent()).toHaveLength(1);
		});

		it('keeps away for as long as the service asks, if that is too long to wait', async () => {
			throttleWith('Too many requests.', { 'retry-after': '600' });
			await expect(hunt({})).rejects.toThrow(/asked for fewer requests/);
			expect(sent()).toHaveLength(1);
		});

		it('tries again what broke down, once', async () => {
			mssp().contoso.addAlert();
			const fault = { api: 'graph', times: 1, respond: { status: 503 } } as const;
			mssp().contoso.addFault(fault);
			expect(await hunt({})).toHaveLength(1);
			expect(sent().map(({ status }) => status)).toEqual([503, 200]);
			mssp().contoso.addFault({ ...fault, times: 5 });
			await expect(hunt({})).rejects.toThrow(/not answering properly/);
			expect(sent()).toHaveLength(4);
		});

		it('says that a query took too long', async () => {
			mssp().contoso.addFault({
				api: 'graph',
				respond: { status: 504, body: { error: { code: 'UnknownError', message: '' } } },
			});
			await expect(hunt({})).rejects.toMatchObject({
				message: expect.stringContaining('after three minutes') as unknown,
				description: expect.stringContaining("'Timespan'") as unknown,
			});
		});
	},
);
