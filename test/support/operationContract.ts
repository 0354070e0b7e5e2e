import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { OPERATIONS } from '../../nodes/MicrosoftDefenderMssp/actions/node.description';
import type { Operation } from '../../nodes/MicrosoftDefenderMssp/actions/operation';
import type { FaultApi, RecordedRequest, Tenant } from '../emulator';
import type { Mssp } from './mssp';
import { CLIENT_ID, EVERYTHING, listOf, startMssp } from './mssp';
import { execute } from './n8nContexts';

/** One operation, as every operation is tested. */
export interface OperationCase {
	resource: string;
	operation: string;
	/** The API and path of the call that does it. */
	api: Extract<FaultApi, 'graph' | 'defender'>;
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	path: RegExp;
	/** The permissions that must go for it to be refused, and the one that the failure then names. */
	permission: string;
	/** Puts into a tenant what the operation needs; gives the fields that name it there. */
	seed: (tenant: Tenant) => IDataObject;
	/** Further fields. */
	parameters?: IDataObject;
	/** Fields that name something that no tenant has; absent where there is no such thing. */
	missing?: IDataObject;
	/** `seed` gives a link, which names its tenant, because an ID alone means another thing in each. */
	namesItsTenant?: true;
	/** Fields that cannot be used, and how the field is called. */
	wrong: Array<[field: string, parameters: IDataObject]>;
	/** How many calls a success takes at that path; 1 by default. */
	calls?: number;
	/** It changes nothing although it is no GET. */
	onlyReads?: true;
}

/** Tests what every operation promises: the right tenant, item, failure, and no second write. */
export function describeOperation(
	{ resource, operation, api, method, path, permission, seed, missing, wrong, ...rest }: OperationCase,
	more: (run: OperationRun) => void = () => undefined,
): void {
	const { parameters = {}, calls = 1, onlyReads = false, namesItsTenant = false } = rest;
	const described = OPERATIONS[resource]?.[operation];
	if (described === undefined) throw new Error(`There is no operation ${resource}: ${operation}.`);

	describe(`${resource}: ${operation} (${method} ${path.source})`, () => {
		const world: { mssp?: Mssp } = {};
		const mssp = (): Mssp => {
			if (world.mssp === undefined) throw new Error('The emulator does not run.');
			return world.mssp;
		};
		const run = async (
			given: IDataObject,
			{ input = [{}], continueOnFail = false }: { input?: IDataObject[]; continueOnFail?: boolean } = {},
		): Promise<INodeExecutionData[]> =>
			await execute(
				{
					parameters: { authentication: 'appOnly', resource, operation, ...parameters, ...given },
					store: mssp().store,
					node: continueOnFail ? { onError: 'continueRegularOutput' } : {},
				},
				input,
			);
		const sent = (tenant?: Tenant) =>
			mssp().emulator.requests((request) => {
				const isCall = request.host === api && request.method === method && path.test(request.path);
				return isCall && (tenant === undefined || request.tenantId === tenant.id);
			});

		beforeEach(async () => {
			world.mssp = await startMssp();
			for (const tenant of mssp().customers) tenant.consent(CLIENT_ID, EVERYTHING);
		});
		afterEach(async () => {
			await mssp().close();
		});

		it('does it in the tenant of the input item, and gives items that belong to it', async () => {
			const { fabrikam, contoso } = mssp();
			const fields = seed(fabrikam);
			seed(contoso);
			const tenant = { id: fabrikam.id, name: 'Fabrikam', labels: { channel: '#fab' } };
			const items = await run(fields, { input: [{ tenant }] });
			expect(items.length).toBeGreaterThan(0);
			for (const item of items) expect(item).toMatchObject({ json: { tenant }, pairedItem: { item: 0 } });
			expect(sent(fabrikam)).toHaveLength(calls);
			expect(sent()).toHaveLength(calls);
			expect(undeclaredCalls(mssp().emulator.requests(), described)).toEqual([]);
		});

		it('names the permission that is missing, and where to give it', async () => {
			const fields = seed(mssp().contoso);
			mssp().contoso.revokeConsent(CLIENT_ID);
			await expect(run({ ...fields, tenantId: mssp().contoso.id })).rejects.toMatchObject({
				message: expect.stringContaining(permission) as unknown,
				description: expect.stringContaining(permission) as unknown,
			});
		});

		it('waits as long as a throttled service asks to, and does it once', async () => {
			const fields = seed(mssp().contoso);
			mssp().contoso.addFault({
				api,
				times: 1,
				throttle: { retryAfterSeconds: 1 },
				when: (request) => request.method === method && path.test(request.path),
			});
			const items = await run({ ...fields, tenantId: mssp().contoso.id });
			expect(items[0]?.json.error).toBeUndefined();
			expect(sent().map(({ status }) => status < 300)).toEqual([false, ...Array<true>(calls).fill(true)]);
			const [refused, done] = sent();
			expect((done?.time ?? 0) - (refused?.time ?? 0)).toBeGreaterThanOrEqual(1000);
		});

		it('goes on after an item that cannot be worked on, if told to', async () => {
			const fields = seed(mssp().contoso);
			const tenantId = '={{ $json.tenantId }}';
			const [bad, ...good] = await run(
				{ ...fields, tenantId },
				{ input: [{ tenantId: 'nobody.example' }, { tenantId: mssp().contoso.id }], continueOnFail: true },
			);
			expect(bad).toMatchObject({ json: { error: expect.any(String) as unknown }, pairedItem: { item: 0 } });
			expect(good.length).toBeGreaterThan(0);
			for (const item of good) expect(item).toMatchObject({ pairedItem: { item: 1 } });
			for (const { json } of good) expect(json.error).toBeUndefined();
		});

		if (!namesItsTenant) {
			it('gives a result for each of several tenants, a broken one too', async () => {
				const { customers, northwind } = mssp();
				const fields = customers.map((tenant) => seed(tenant))[0];
				northwind.removeServicePrincipal(CLIENT_ID);
				const items = await run({ ...fields, ...listOf(customers) });
				const failed = items.filter(({ json }) => json.error !== undefined);
				expect(namesOf(failed)).toEqual(['Northwind']);
				const worked = namesOf(items.filter((item) => !failed.includes(item)));
				expect(worked).toContain('Contoso');
				if (described.oneTenantHasIt !== true) expect(worked).toContain('Fabrikam');
			});

			it('tells of every tenant when all are broken', async () => {
				const { customers } = mssp();
				const fields = customers.map((tenant) => seed(tenant))[0];
				for (const tenant of customers) tenant.removeServicePrincipal(CLIENT_ID);
				const several = { ...fields, ...listOf(customers) };
				const names = ['Contoso', 'Fabrikam', 'Northwind'];
				expect(namesOf(await run(several, { continueOnFail: true }))).toEqual(names);
				await expect(run(several)).rejects.toMatchObject({
					message: expect.stringContaining('Contoso') as unknown,
					description: expect.stringMatching(/Fabrikam.*Northwind/) as unknown,
				});
			});
		} else {
			it('is done, among several tenants, in the one that its link opens', async () => {
				const { customers, contoso } = mssp();
				const fields = customers.map((tenant) => seed(tenant))[0];
				expect(namesOf(await run({ ...fields, ...listOf(customers) }))).toEqual(['Contoso']);
				expect(sent()).toEqual(sent(contoso));
			});
		}

		it.each(wrong)("says what is wrong with '%s', and sends nothing: %j", async (field, given) => {
			const fields = seed(mssp().contoso);
			await expect(run({ ...fields, tenantId: mssp().contoso.id, ...given })).rejects.toMatchObject({
				message: expect.stringContaining(`'${field}'`) as unknown,
			});
			expect(sent()).toEqual([]);
		});

		if (missing !== undefined) {
			it('says so when the tenant has no such object', async () => {
				seed(mssp().contoso);
				await expect(run({ tenantId: mssp().contoso.id, ...missing })).rejects.toThrow(/HTTP 404|knows no/);
			});
		}

		if (method !== 'GET' && !onlyReads) {
			it('is not sent a second time when it is not known whether it was done', async () => {
				const fields = seed(mssp().contoso);
				mssp().contoso.addFault({
					api,
					respond: { status: 503 },
					when: (request) => request.method === method && path.test(request.path),
				});
				await expect(run({ ...fields, tenantId: mssp().contoso.id })).rejects.toThrow(
					/not known whether the change was made/,
				);
				expect(sent()).toHaveLength(1);
			});
		}

		more({ mssp, run, sent });
	});
}

const namesOf = (items: INodeExecutionData[]): string[] => [
	...new Set(items.map(({ json }) => (json.tenant as { name: string }).name)),
];

/** Calls to the APIs that the operation does not say it makes, so that docs and permissions would not have them. */
function undeclaredCalls(requests: readonly RecordedRequest[], { endpoints }: Operation): string[] {
	const declared = endpoints.map(({ service, method, path }) => ({
		service,
		method,
		path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
	}));
	return requests
		.filter(({ host }) => host !== 'login')
		.filter(
			(request) =>
				!declared.some(
					({ service, method, path }) =>
						service === request.host && method === request.method && path.test(request.path),
				),
		)
		.map(({ method, path }) => `${method} ${path}`);
}

/** What further tests of one operation work with. */
export interface OperationRun {
	mssp: () => Mssp;
	run: (
		parameters: IDataObject,
		options?: { input?: IDataObject[]; continueOnFail?: boolean },
	) => Promise<INodeExecutionData[]>;
	/** The calls that did it. */
	sent: (tenant?: Tenant) => ReturnType<Mssp['emulator']['requests']>;
}
