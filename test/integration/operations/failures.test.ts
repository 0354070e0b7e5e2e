import type { IDataObject, INode } from 'n8n-workflow';

import type { Tenant } from '../../emulator';
import { CLIENT_ID, EVERYTHING, listOf } from '../../support/mssp';
import { execute } from '../../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../../support/ownMssp';

eachTestHasItsMssp(() => {
	for (const tenant of mssp.customers) tenant.consent(CLIENT_ID, EVERYTHING);
});

const goesOn: Partial<INode> = { onError: 'continueRegularOutput' };
const run = async (parameters: IDataObject, node: Partial<INode> = {}, input: IDataObject[] = [{}]) =>
	await execute({ parameters: { authentication: 'appOnly', ...parameters }, store: mssp.store, node }, input);
const close = (parameters: IDataObject): IDataObject => ({
	operation: 'update',
	updateFields: { status: 'resolved' },
	...parameters,
});
const patchFails = (tenant: Tenant) =>
	tenant.addFault({ api: 'graph', respond: { status: 503 }, when: ({ method }) => method === 'PATCH' });
const expectText = (text: string) => expect.stringContaining(text) as unknown;

describe('when every tenant failed', () => {
	it('the one whose change is in doubt is told, not those that do not have the alert', async () => {
		mssp.fabrikam.addAlert({ id: 'da1_2' });
		patchFails(mssp.fabrikam);
		const parameters = close({ ...listOf(mssp.customers), alertId: 'da1_2' });
		await expect(run(parameters)).rejects.toThrow(/^Fabrikam .*not known whether the change was made/);
		const items = await run(parameters, goesOn);
		expect(items).toMatchObject([
			{ json: { tenant: { name: 'Fabrikam' }, error: expectText('not known'), details: { kind: 'outage' } } },
		]);
	});

	it('each is told: as an item of its own if the workflow goes on, else with the first one', async () => {
		for (const tenant of mssp.customers) tenant.revokeConsent(CLIENT_ID);
		const parameters = { operation: 'getAll', ...listOf(mssp.customers) };
		const items = await run(parameters, goesOn);
		expect(items.map(({ json }) => (json.tenant as IDataObject).name)).toEqual([
			'Contoso',
			'Fabrikam',
			'Northwind',
		]);
		await expect(run(parameters)).rejects.toMatchObject({
			message: expect.stringMatching(/^Contoso /) as unknown,
			description: expect.stringMatching(/The other customers: Fabrikam .*Northwind /) as unknown,
		});
	});

	it('and none has the alert, it says so once', async () => {
		const parameters = { operation: 'get', alertId: 'da9_9', ...listOf(mssp.customers) };
		await expect(run(parameters)).rejects.toThrow(/knows no such object/);
	});
});

describe('an item that failed', () => {
	it('names its tenant and what to do', async () => {
		mssp.contoso.revokeConsent(CLIENT_ID);
		const tenant = { id: mssp.contoso.id, name: 'Contoso', labels: { ticket: '1' } };
		expect(await run({ operation: 'getAll' }, goesOn, [{ tenant }])).toMatchObject([
			{ json: { tenant, error: expectText('Contoso'), details: { remedy: expectText('permission') } } },
		]);
	});

	it('says what to do where no tenant was found, too', async () => {
		expect(await run({ operation: 'getAll', tenantId: '' }, goesOn)).toMatchObject([
			{
				json: {
					error: expectText('is empty'),
					details: { kind: 'configuration', remedy: expectText('Enter') },
				},
			},
		]);
	});

	it('does not promise that anything is tried again', async () => {
		mssp.contoso.addFault({ api: 'graph', throttle: { retryAfterSeconds: 100 } });
		await expect(run({ operation: 'getAll', tenantId: mssp.contoso.id })).rejects.toMatchObject({
			description: 'Run it again after 100 seconds.',
		});
	});
});

describe('a batch', () => {
	const batch = (parameters: IDataObject = {}): IDataObject => ({
		operation: 'updateMany',
		source: 'defenderAlerts',
		updateFields: { status: 'resolved' },
		alertId: '={{ $json.alert }}',
		tenantId: '={{ $json.tenant.id }}',
		...parameters,
	});
	const tenant = (ticket: string) => ({ id: mssp.contoso.id, name: 'Contoso', labels: { ticket } });
	const sent = () => mssp.emulator.requests({ host: 'defender' });

	it.each([
		['field', { alert: ' ' }],
		['tenant', { alert: 'da1_2', tenant: { id: 'nobody.example' } }],
	])(
		'with an item whose %s cannot be used sends nothing, unless the workflow goes on',
		async (_what, bad) => {
			for (const id of ['da1_1', 'da1_2']) mssp.contoso.addAlert({ id });
			const input = [
				{ alert: 'da1_1', tenant: tenant('1') },
				{ tenant: tenant('2'), ...bad },
				{ alert: 'da1_2', tenant: tenant('3') },
			];
			await expect(run(batch(), {}, input)).rejects.toMatchObject({ context: { itemIndex: 1 } });
			expect(sent()).toEqual([]);
			const items = await run(batch(), goesOn, input);
			expect(items.map(({ json }) => json.error !== undefined)).toEqual([false, true, false]);
			expect(mssp.contoso.alerts.map(({ status }) => status)).toEqual(['resolved', 'resolved']);
		},
	);

	it("keeps each item's own name and labels of the customer", async () => {
		for (const id of ['da1_1', 'da1_2']) mssp.contoso.addAlert({ id });
		const input = [
			{ alert: 'da1_1', tenant: tenant('1') },
			{ alert: 'da1_2', tenant: tenant('2') },
		];
		const items = await run(batch(), {}, input);
		expect(items.map(({ json }) => json.tenant)).toEqual([tenant('1'), tenant('2')]);
		expect(sent()).toHaveLength(1);
	});
});
