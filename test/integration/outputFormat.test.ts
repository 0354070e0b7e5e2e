import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { FORMATS } from '../../nodes/MicrosoftDefenderMssp/formats';
import { createCredentialStore } from '../support/credentialStore';
import { CLIENT_ID, EVERYTHING } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

const names = Object.keys(FORMATS);
const partsOf = (items: INodeExecutionData[] = []) => items.map(({ json }) => json.part);

eachTestHasItsMssp(() => {
	mssp.contoso.consent(CLIENT_ID, EVERYTHING);
});

const getMany = async (options: IDataObject, parameters: IDataObject = {}) =>
	await execute({
		parameters: {
			authentication: 'appOnly',
			operation: 'getAll',
			tenantId: mssp.contoso.id,
			options,
			...parameters,
		},
		store: mssp.store,
	});

/** Needs no credential. */
const convert = async (format: string, input: IDataObject[]) =>
	await execute(
		{ parameters: { resource: 'alert', operation: 'convert', format }, store: createCredentialStore({}) },
		input,
	);

describe('Output Format', () => {
	it.each(names)(
		'%s is made of all that the service sent, whether the item is simplified or not',
		async (name) => {
			mssp.contoso.addAlert({ title: 'Wanted' });
			const documentsOf = async (simplify: boolean) => {
				const polling = createTrigger({
					parameters: {
						authentication: 'appOnly',
						customerTenants: 'credential',
						simplify,
						options: { outputFormat: name },
					},
					store: mssp.store,
				});
				const [items] = (await polling.poll()) ?? [];
				return items?.map(({ json }) => json[name]);
			};
			const documents = await documentsOf(true);
			expect(documents?.length).toBeGreaterThan(0);
			expect(documents).toEqual(await documentsOf(false));
		},
	);

	it.each(names)('%s stands beside the alert of the trigger, of Get Many and of Convert', async (name) => {
		mssp.contoso.addAlert({ title: 'Wanted' });
		const [delivered] =
			(await createTrigger({
				parameters: {
					authentication: 'appOnly',
					customerTenants: 'credential',
					options: { outputFormat: name },
				},
				store: mssp.store,
			}).poll()) ?? [];
		const gotten = await getMany({ outputFormat: name });
		const [plain] = await getMany({}, { simplify: false });
		const converted = await convert(name, [plain?.json ?? {}]);
		for (const items of [delivered, gotten, converted]) {
			expect(items?.length).toBeGreaterThan(0);
			for (const { json } of items ?? []) {
				expect(json).toMatchObject({
					tenant: { id: mssp.contoso.id },
					alert: { id: mssp.contoso.alerts[0]?.id },
				});
				expect(JSON.stringify(json[name])).toContain('Wanted');
			}
		}
		// With all the evidence, however little the item itself shows.
		expect(gotten.map(({ json }) => json[name])).toEqual(converted.map(({ json }) => json[name]));
		expect(delivered?.[0]?.json.event).toMatchObject({ type: 'created' });
	});

	it('gives an item for each row, which tells which of them it is', async () => {
		mssp.contoso.addAlert();
		const items = await getMany({ outputFormat: 'siem' });
		const { length } = items;
		expect(length).toBeGreaterThan(1);
		expect(partsOf(items)).toEqual(items.map((_item, index) => ({ number: index + 1, of: length })));
		expect(partsOf(await getMany({ outputFormat: 'cef' }))).toEqual([undefined]);
	});

	it('keeps the rows of an alert in one execution, whatever an execution is for', async () => {
		for (const title of ['One', 'Two']) mssp.contoso.addAlert({ title });
		const executions = await createTrigger({
			parameters: {
				authentication: 'appOnly',
				customerTenants: 'credential',
				options: { outputFormat: 'siem', executionPer: 'alert' },
			},
			store: mssp.store,
		}).pollAll();
		const titles = executions.map(([items]) =>
			items?.map(({ json }) => (json.siem as IDataObject).AlertTitle),
		);
		expect(titles.map((own) => [...new Set(own)]).sort()).toEqual([['One'], ['Two']]);
	});

	it('formats what a test in the editor shows', async () => {
		const [items] =
			(await createTrigger({
				parameters: {
					authentication: 'appOnly',
					customerTenants: 'credential',
					options: { outputFormat: 'cef' },
				},
				store: mssp.store,
			}).poll({ mode: 'manual' })) ?? [];
		expect(items).toMatchObject([
			{ json: { sample: true, cef: expect.stringMatching(/^CEF:0\|/) as unknown } },
		]);
	});

	it('formats incidents with their alerts', async () => {
		const incident = mssp.contoso.addIncident();
		mssp.contoso.addAlert({ incidentId: Number(incident.id), title: 'Inside' });
		const items = await getMany(
			{ outputFormat: 'ecs', includeAlerts: true },
			{ resource: 'incident', operation: 'getAll' },
		);
		expect(items).toMatchObject([{ json: { incident: { id: incident.id } } }]);
		expect(JSON.stringify(items[0]?.json.ecs)).toContain('Inside');
	});

	it.each([
		[{ options: { outputFormat: 'xml' } }, /'Output Format' has the unknown value 'xml'/],
		[{ resource: 'incident', options: { outputFormat: 'xml' } }, /'Output Format' has the unknown value/],
	])('names what it does not know: %j', async (parameters, message) => {
		await expect(getMany({}, parameters)).rejects.toThrow(message);
	});

	it('says what to connect where there is nothing to convert', async () => {
		await expect(convert('ecs', [{ health: {} }])).rejects.toThrow(/no 'alert' or 'incident' to convert/);
		await expect(convert('xml', [{ alert: {} }])).rejects.toThrow(/'Format' has the unknown value 'xml'/);
	});
});
