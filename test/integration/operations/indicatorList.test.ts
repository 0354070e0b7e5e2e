import type { IDataObject } from 'n8n-workflow';

import { CLIENT_ID, listOf } from '../../support/mssp';
import { describeOperation } from '../../support/operationContract';
import { common, ours, path } from './indicatorCases';

describeOperation(
	{
		...common,
		operation: 'getAll',
		method: 'GET',
		path,
		seed: (tenant) => {
			ours(tenant);
			return {};
		},
		wrong: [
			['Limit', { limit: 0 }],
			['Types', { filters: { types: '={{ "domain" }}' } }],
			['Actions', { filters: { actions: '={{ ["block"] }}' } }],
			['Severities', { filters: { severities: '={{ "High, urgent" }}' } }],
		],
	},
	({ mssp, run, sent }) => {
		it('filters by what an expression gives as text', async () => {
			const { contoso } = mssp();
			ours(contoso, { severity: 'High' });
			ours(contoso, { indicatorValue: '203.0.113.9', indicatorType: 'IpAddress', action: 'Block' });
			const valuesWith = async (filters: IDataObject) => {
				const items = await run({ tenantId: contoso.id, filters });
				return items.map(({ json }) => (json.indicator as IDataObject).indicatorValue);
			};
			expect(await valuesWith({ types: '={{ "IpAddress" }}' })).toEqual(['203.0.113.9']);
			expect(await valuesWith({ actions: '={{ "Block, Warn" }}' })).toEqual(['203.0.113.9']);
			expect(await valuesWith({ severities: '={{ "High" }}' })).toEqual(['evil.example']);
		});

		it('lets the service filter, and finds a value however it was typed', async () => {
			const { contoso } = mssp();
			ours(contoso, { indicatorValue: 'other.example' });
			ours(contoso, { action: 'Block', severity: 'High', title: 'Evil', application: 'Feed' });
			const items = await run({
				tenantId: contoso.id,
				filters: {
					values: 'EVIL.example, 203.0.113.9',
					types: ['DomainName', 'IpAddress'],
					actions: ['Block'],
					severities: ['High', 'Medium'],
					title: 'Evil',
					application: 'Feed',
					createdBy: CLIENT_ID,
				},
			});
			expect(items).toMatchObject([
				{ json: { indicator: { indicatorValue: 'evil.example', title: 'Evil' } } },
			]);
			expect(sent()).toHaveLength(1);
		});

		it('reads on until there are no more, also where the service cuts its pages short', async () => {
			const { contoso } = mssp();
			for (let index = 0; index < 5; index += 1) ours(contoso, { indicatorValue: `evil${index}.example` });
			contoso.defender.maxTop = 2;
			const items = await run({ tenantId: contoso.id, returnAll: true });
			expect(items).toHaveLength(5);
			expect(sent().map(({ query }) => query.$skip)).toEqual([undefined, '2', '4']);
			expect(await run({ tenantId: contoso.id, limit: 3 })).toHaveLength(3);
		});

		it('says so when a service sends the same page again and again', async () => {
			const { contoso } = mssp();
			const value = Array.from({ length: 3 }, (_, index) => ({ id: String(index) }));
			contoso.addFault({
				api: 'defender',
				respond: { status: 200, body: { value, '@odata.nextLink': 'x' } },
			});
			await expect(run({ tenantId: contoso.id, returnAll: true })).rejects.toThrow(/again and again/);
			expect(sent()).toHaveLength(2);
		});
	},
);

describeOperation(
	{
		...common,
		operation: 'delete',
		method: 'DELETE',
		path: /^\/api\/indicators\/\d+$/,
		seed: (tenant) => ({ indicatorValue: ours(tenant).indicatorValue }),
		missing: { indicatorValue: 'unknown.example' },
		wrong: [
			['Indicator', { indicatorValue: ' ' }],
			['Delete By', { deleteBy: '={{ "ID" }}' }],
			['Indicator ID', { deleteBy: 'id', indicatorId: '' }],
			['Customer Tenants', { deleteBy: 'id', indicatorId: '1', customerTenants: 'discover' }],
			[
				'Customer Tenants',
				{
					deleteBy: 'id',
					indicatorId: '1',
					customerTenants: 'json',
					tenantsJson: '["contoso.example", "fabrikam.example"]',
				},
			],
		],
	},
	({ mssp, run, sent }) => {
		it('deletes the value in every customer that has it, of whatever type', async () => {
			const { customers, contoso, northwind } = mssp();
			const thumbprint = 'a1'.repeat(20);
			ours(contoso, { indicatorValue: thumbprint, indicatorType: 'FileSha1' });
			ours(contoso, { indicatorValue: thumbprint, indicatorType: 'CertificateThumbprint' });
			ours(contoso, { indicatorValue: 'stays.example' });
			ours(northwind, { indicatorValue: thumbprint.toUpperCase(), indicatorType: 'FileSha1' });
			const items = await run({ ...listOf(customers), indicatorValue: thumbprint });
			expect(items.map(({ json }) => json)).toMatchObject([
				{ tenant: { name: 'Contoso' }, indicator: { indicatorType: 'FileSha1' }, deleted: true },
				{ tenant: { name: 'Contoso' }, indicator: { indicatorType: 'CertificateThumbprint' }, deleted: true },
				{ tenant: { name: 'Fabrikam' }, indicator: { indicatorValue: thumbprint }, deleted: false },
				{ tenant: { name: 'Northwind' }, indicator: { indicatorType: 'FileSha1' }, deleted: true },
			]);
			expect(contoso.indicators.map(({ indicatorValue }) => indicatorValue)).toEqual(['stays.example']);
			expect(northwind.indicators).toEqual([]);
		});

		it('tells of each customer where the app sees none, because it may hold there all the same', async () => {
			const { contoso, fabrikam } = mssp();
			ours(contoso);
			fabrikam.addIndicator({ createdBy: 'kim@fabrikam.example' });
			const items = await run({ ...listOf([contoso, fabrikam]), indicatorValue: 'evil.example' });
			expect(items.map(({ json }) => json)).toMatchObject([
				{ tenant: { name: 'Contoso' }, deleted: true },
				{
					tenant: { name: 'Fabrikam' },
					deleted: false,
					noneFound: true,
					remedy: expect.stringContaining('Ti.ReadWrite.All') as unknown,
				},
			]);
			expect(fabrikam.indicators).toHaveLength(1);
		});

		it('says how many it deleted before one could not be', async () => {
			const { contoso } = mssp();
			const value = 'a1'.repeat(20);
			ours(contoso, { indicatorValue: value, indicatorType: 'FileSha1' });
			const { id } = ours(contoso, { indicatorValue: value, indicatorType: 'CertificateThumbprint' });
			contoso.addFault({
				api: 'defender',
				respond: { status: 503 },
				when: ({ method, path: asked }) => method === 'DELETE' && asked.endsWith(`/${id}`),
			});
			await expect(run({ tenantId: contoso.id, indicatorValue: value })).rejects.toThrow(
				/1 of 2 indicators with this value was deleted before this: .*not known whether/,
			);
			expect(contoso.indicators).toMatchObject([{ id }]);
		});

		it('leaves a URL alone that differs in the case of its path', async () => {
			const { contoso } = mssp();
			ours(contoso, { indicatorValue: 'https://evil.example/a', indicatorType: 'Url' });
			const given = { tenantId: contoso.id, indicatorValue: 'https://evil.example/A' };
			await expect(run(given)).rejects.toThrow(/knows no indicator/);
			expect(contoso.indicators).toHaveLength(1);
		});

		it('takes one that is gone when it is about to be deleted for deleted', async () => {
			const { contoso } = mssp();
			const { id } = ours(contoso);
			contoso.addFault({
				api: 'defender',
				respond: { status: 404, body: { error: { code: 'ResourceNotFound', message: 'Gone' } } },
				when: ({ method }) => method === 'DELETE',
			});
			const items = await run({ tenantId: contoso.id, indicatorValue: 'evil.example' });
			expect(items).toMatchObject([{ json: { indicator: { id }, deleted: true, alreadyGone: true } }]);
		});

		it('deletes by ID in the one tenant of the item, as Get Many gave it', async () => {
			const { contoso, fabrikam } = mssp();
			const indicator = ours(contoso);
			ours(fabrikam);
			const input = [{ tenant: { id: contoso.id, name: 'Contoso' }, indicator: { id: indicator.id } }];
			const items = await run({ deleteBy: 'id' }, { input });
			expect(items).toMatchObject([{ json: { indicator: { id: indicator.id }, deleted: true } }]);
			expect(sent()).toHaveLength(1);
			expect([contoso, fabrikam].map(({ indicators }) => indicators.length)).toEqual([0, 1]);
			await expect(run({ deleteBy: 'id' }, { input })).rejects.toThrow(/knows no indicator/);
		});

		it("leaves the indicator alone that has the item's ID in another tenant than the item's", async () => {
			const { contoso, fabrikam } = mssp();
			const { id } = ours(contoso);
			ours(fabrikam, { id });
			const input = [{ tenant: { id: fabrikam.id }, indicator: { id } }];
			await expect(run({ deleteBy: 'id', tenantId: contoso.id }, { input })).rejects.toMatchObject({
				message: expect.stringMatching(/'Indicator ID'.*another tenant/) as unknown,
				description: expect.stringContaining('From Input Item') as unknown,
			});
			expect(sent()).toEqual([]);
			expect(contoso.indicators).toHaveLength(1);
		});

		it('says why an indicator that someone else created is not found', async () => {
			const { contoso } = mssp();
			contoso.addIndicator();
			await expect(run({ tenantId: contoso.id, indicatorValue: 'evil.example' })).rejects.toMatchObject({
				description: expect.stringContaining('Ti.ReadWrite.All') as unknown,
			});
		});
	},
);
