import type { IDataObject } from 'n8n-workflow';
import type { Tenant } from '../../emulator';
import { CLIENT_ID, listOf } from '../../support/mssp';
import type { OperationRun } from '../../support/operationContract';
import { describeOperation } from '../../support/operationContract';
import { EVIL, bodies, common, fromItem, hash, hashes, ours, path } from './indicatorCases';

describeOperation(
	{
		...common,
		operation: 'upsert',
		method: 'POST',
		path,
		seed: () => EVIL,
		wrong: [
			['Indicator', { indicatorValue: '203.0.113.0/24' }],
			['Indicator', { indicatorType: 'FileSha256' }],
			['Title', { indicatorTitle: '' }],
			['Description', { indicatorDescription: ' ' }],
			['Generate Alert', { additionalFields: { generateAlert: false } }],
			['Expires', { additionalFields: { expires: '={{ $json.nothing }}' } }],
			['Device Groups', { additionalFields: { deviceGroups: '={{ $json.tenant?.labels?.groups }}' } }],
			['Expires', { additionalFields: { expires: '2020-01-01T00:00:00Z' } }],
		],
	},
	(operation) => {
		upsertTests(operation);
		importTests(operation);
	},
);

function upsertTests({ mssp, run, sent }: OperationRun): void {
	it('sends the indicator as filled in, and gives it as the service then has it', async () => {
		const { contoso } = mssp();
		const items = await run({
			...EVIL,
			tenantId: contoso.id,
			indicatorAction: 'Warn',
			additionalFields: { severity: 'High', deviceGroups: 'Servers', expires: '2090-01-01T00:00:00Z' },
		});
		expect(bodies(sent())).toEqual([
			{
				indicatorValue: 'evil.example',
				indicatorType: 'DomainName',
				action: 'Warn',
				title: 'Evil',
				description: 'Seen',
				severity: 'High',
				expirationTime: '2090-01-01T00:00:00.0000000Z',
				rbacGroupNames: ['Servers'],
			},
		]);
		const [stored] = contoso.indicators;
		expect(items).toMatchObject([{ json: { indicator: { ...stored, createdBy: CLIENT_ID } } }]);
		expect(items[0]?.json).not.toHaveProperty('verified');
	});

	it('updates the indicator with the same value', async () => {
		const { contoso } = mssp();
		const { id } = ours(contoso, { title: 'Before' });
		const [item] = await run({ ...EVIL, tenantId: contoso.id });
		expect(item?.json.indicator).toMatchObject({ id, title: 'Evil' });
		expect(contoso.indicators).toHaveLength(1);
	});

	it('tells by reading back whether the change is there', async () => {
		const { contoso } = mssp();
		const given = { ...EVIL, tenantId: contoso.id, options: { verify: true } };
		expect((await run(given))[0]?.json.verified).toBe(true);
		contoso.addFault({ api: 'defender', respond: { status: 400 }, when: ({ method }) => method === 'GET' });
		expect((await run(given))[0]?.json).toMatchObject({ indicator: { title: 'Evil' }, verified: false });
	});

	it('looks again where the change is not shown at once', async () => {
		const { contoso } = mssp();
		contoso.addFault({
			api: 'defender',
			times: 1,
			respond: { status: 200, body: { value: [] } },
			when: ({ method }) => method === 'GET',
		});
		const [item] = await run({ ...EVIL, tenantId: contoso.id, options: { verify: true } });
		expect(item?.json.verified).toBe(true);
	});

	it('says in plain words that the tenant has as many indicators as it may', async () => {
		const { contoso } = mssp();
		contoso.defender.largestIndicatorCount = 1;
		ours(contoso, { indicatorValue: 'other.example' });
		await expect(run({ ...EVIL, tenantId: contoso.id })).rejects.toMatchObject({
			message: expect.stringContaining('as many indicators as Defender for Endpoint allows') as unknown,
			description: expect.stringContaining("'Expires'") as unknown,
		});
	});

	it('reaches every customer that Discover finds', async () => {
		const { home, contoso, fabrikam } = mssp();
		home.consent(CLIENT_ID, { application: ['DelegatedAdminRelationship.Read.All'] });
		for (const { id: tenantId, displayName } of [contoso, fabrikam]) {
			home.addDelegatedAdminCustomer({ tenantId, displayName });
		}
		Object.assign(mssp().appFields, { tenantId: home.id });
		const items = await run({ ...EVIL, customerTenants: 'discover' });
		expect(items.map(({ json }) => (json.tenant as IDataObject).name)).toEqual(['Contoso', 'Fabrikam']);
		expect([contoso, fabrikam].map(({ indicators }) => indicators.length)).toEqual([1, 1]);
	});
}

function importTests({ mssp, run, sent }: OperationRun): void {
	const imports = (tenant?: Tenant) =>
		mssp().emulator.requests(
			({ path, tenantId }) =>
				path === '/api/indicators/import' && (tenant === undefined || tenantId === tenant.id),
		);
	const sizes = (tenant: Tenant) =>
		bodies(imports(tenant)).map(({ Indicators }) => (Indicators as []).length);

	it('sends 1,200 input items to three tenants with three calls each; a broken tenant costs the others nothing', async () => {
		const { customers, contoso, fabrikam, northwind } = mssp();
		northwind.removeServicePrincipal(CLIENT_ID);
		const input = hashes(1200);
		// The one row that no tenant may be sent.
		input[700] = { value: '203.0.113.0/24' };
		const items = await run({ ...fromItem, ...listOf(customers) }, { input, continueOnFail: true });
		for (const tenant of [contoso, fabrikam]) {
			expect(sizes(tenant)).toEqual([500, 500, 199]);
			expect(tenant.indicators).toHaveLength(1199);
		}
		expect(imports(northwind)).toEqual([]);
		expect(sent()).toEqual([]);
		expect(items).toHaveLength(1199 * 3 + 1);
		const bad = items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === 700);
		expect(bad).toMatchObject([{ json: { error: expect.stringContaining("'Indicator'") as unknown } }]);
		const last = items.slice(-3);
		expect(last).toMatchObject([
			{ json: { tenant: { name: 'Contoso' }, indicator: { indicatorValue: hash(1199) } } },
			{ json: { tenant: { name: 'Fabrikam' }, indicator: { indicatorValue: hash(1199) } } },
			{ json: { tenant: { name: 'Northwind' }, error: expect.any(String) as unknown } },
		]);
		expect(last.map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 1199 }));
	}, 60_000);

	it('gives each input item what became of its own row', async () => {
		const { contoso } = mssp();
		contoso.defender.largestIndicatorCount = 2;
		const items = await run(
			{ ...fromItem, tenantId: contoso.id },
			{ input: hashes(3), continueOnFail: true },
		);
		expect(items).toMatchObject([
			{
				json: { indicator: { id: '2841', indicatorValue: hash(0), title: 'Evil' } },
				pairedItem: { item: 0 },
			},
			{ json: { indicator: { id: '2842', indicatorValue: hash(1) } }, pairedItem: { item: 1 } },
			{ json: { error: expect.stringContaining('as many indicators') as unknown }, pairedItem: { item: 2 } },
		]);
	});

	it('sends what several input items name once, as the last of them has it', async () => {
		const { contoso } = mssp();
		const input = [
			{ value: 'evil.example', title: 'First' },
			{ value: 'EVIL.example', title: 'Second' },
			{ value: 'other.example', title: 'Third' },
		];
		const items = await run(
			{ ...fromItem, indicatorTitle: '={{ $json.title }}', tenantId: contoso.id, options: { verify: true } },
			{ input },
		);
		expect(contoso.indicators.map(({ title }) => title)).toEqual(['Second', 'Third']);
		expect(sizes(contoso)).toEqual([2]);
		expect(items.map(({ json }) => json)).toMatchObject([
			{ indicator: { id: '2841', title: 'Second' }, verified: false },
			{ indicator: { id: '2841', title: 'Second' }, verified: true },
			{ indicator: { id: '2842', title: 'Third' }, verified: true },
		]);
		expect(mssp().emulator.requests({ host: 'defender', method: 'GET' })).toHaveLength(1);
	});

	it('verifies many with one list instead of a look-up for each', async () => {
		const { contoso } = mssp();
		const items = await run(
			{ ...fromItem, tenantId: contoso.id, options: { verify: true } },
			{ input: hashes(100) },
		);
		expect(items.every(({ json }) => json.verified === true)).toBe(true);
		const reads = mssp().emulator.requests({ host: 'defender', method: 'GET' });
		expect(reads.map(({ query }) => query)).toEqual([{ $top: '10000' }]);
	});

	it('does not import a second time when it is not known whether it was done, and says so of each', async () => {
		const { contoso } = mssp();
		contoso.addFault({ api: 'defender', respond: { status: 503 }, pathContains: 'import' });
		const items = await run(
			{ ...fromItem, tenantId: contoso.id },
			{ input: hashes(2), continueOnFail: true },
		);
		expect(imports()).toHaveLength(1);
		expect(items).toHaveLength(2);
		for (const { json } of items) expect(json.error).toMatch(/not known whether the change was made/);
	});

	it('takes an answer that leaves a row out for no success of that row', async () => {
		const { contoso } = mssp();
		const value = [{ id: '1', indicator: hash(0), isFailed: false, failureReason: null }];
		contoso.addFault({
			api: 'defender',
			respond: { status: 200, body: { value } },
			pathContains: 'import',
		});
		const items = await run(
			{ ...fromItem, tenantId: contoso.id },
			{ input: hashes(2), continueOnFail: true },
		);
		expect(items.map(({ json }) => json)).toMatchObject([
			{ indicator: { id: '1' } },
			{ error: expect.stringContaining('did not say what became of this indicator') as unknown },
		]);
	});

	it('lets an item fail alone whose date has passed', async () => {
		const { contoso } = mssp();
		const input = [
			{ value: hash(1), expires: '2020-01-01T00:00:00Z' },
			{ value: hash(2), expires: '2090-01-01T00:00:00Z' },
		];
		const items = await run(
			{ ...fromItem, tenantId: contoso.id, additionalFields: { expires: '={{ $json.expires }}' } },
			{ input, continueOnFail: true },
		);
		expect(items[0]?.json.error).toContain("'Expires'");
		expect(items[1]?.json.indicator).toMatchObject({ indicatorValue: hash(2) });
	});
}
