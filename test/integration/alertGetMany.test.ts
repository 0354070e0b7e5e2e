import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import type { Tenant } from '../emulator';
import { listOf, TENANT_IDS } from '../support/mssp';
import { execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

describe('Alert: Get Many, in a real ExecuteContext against the emulator', () => {
	const getMany = (parameters: IDataObject, input?: IDataObject[], node = {}) =>
		execute(
			{
				parameters: { authentication: 'appOnly', operation: 'getAll', ...parameters },
				store: mssp.store,
				node,
			},
			input,
		);
	const addAlerts = (tenant: Tenant, count: number, startMs = Date.now() - 3_600_000) =>
		Array.from({ length: count }, (_, index) =>
			tenant.addAlert({
				title: `Alert ${index}`,
				createdDateTime: new Date(startMs + index * 1000).toISOString(),
			}),
		);
	const titles = (items: Array<{ json: IDataObject }>) =>
		items.map(({ json }) => (json.alert as IDataObject).title);

	eachTestHasItsMssp();

	describe.each(['graphAlerts', 'defenderAlerts'])('source %s', (source) => {
		it('gives the alerts of the tenant that the input item carries, with its name and labels', async () => {
			const alert = mssp.contoso.addAlert({ title: 'Malware found', severity: 'high', incidentId: 4711 });
			mssp.fabrikam.addAlert({ title: 'Not this one' });
			const tenant = { id: TENANT_IDS.contoso, name: 'Contoso', labels: { channel: '#contoso' } };
			const items = await getMany({ source }, [{ tenant }]);
			expect(items).toEqual([
				{
					json: {
						tenant,
						alert: expect.objectContaining({
							id: alert.id,
							title: 'Malware found',
							severity: 'high',
							status: 'new',
							serviceSource: 'microsoftDefenderForEndpoint',
							incidentId: '4711',
							createdDateTime: alert.createdDateTime,
							ips: ['203.0.113.9'],
						}) as unknown,
						links: {
							alert: `https://security.microsoft.com/alerts/${alert.id}?tid=${TENANT_IDS.contoso}`,
							incident: `https://security.microsoft.com/incidents/4711?tid=${TENANT_IDS.contoso}`,
						},
					},
					pairedItem: { item: 0 },
				},
			]);
		});

		it('gives each customer of a list under its own name, in the order of the list', async () => {
			for (const tenant of mssp.customers) tenant.addAlert({ title: `For ${tenant.displayName}` });
			const items = await getMany({ source, ...listOf(mssp.customers) });
			const seen = items.map(({ json }) => [
				(json.tenant as IDataObject).name,
				(json.alert as IDataObject).title,
			]);
			expect(seen).toEqual([
				['Contoso', 'For Contoso'],
				['Fabrikam', 'For Fabrikam'],
				['Northwind', 'For Northwind'],
			]);
		});

		it('stops at the limit, newest first, and asks the service for no more', async () => {
			addAlerts(mssp.contoso, 5);
			const items = await getMany({ source, customerTenants: 'credential', limit: 2 });
			expect(titles(items)).toEqual(['Alert 4', 'Alert 3']);
			const [request, ...more] = mssp.emulator.requests({ path: /alerts/ });
			expect(more).toEqual([]);
			expect(request?.query.$top).toBe('2');
		});

		it('returns all 2,500 alerts over page edges, each once', async () => {
			addAlerts(mssp.contoso, 2500);
			const items = await getMany({ source, customerTenants: 'credential', returnAll: true });
			expect(new Set(titles(items)).size).toBe(2500);
			expect(items).toHaveLength(2500);
		});

		it('returns all alerts although no page has a nextLink and times are shared over page edges', async () => {
			mssp.contoso.graph.omitNextLink = true;
			const shared = new Date(Date.now() - 60_000).toISOString();
			for (let index = 0; index < 1300; index += 1) {
				const createdDateTime =
					index < 400 ? shared : new Date(Date.now() - 120_000 - index * 10).toISOString();
				mssp.contoso.addAlert({ title: `Alert ${index}`, createdDateTime });
			}
			const items = await getMany({ source, customerTenants: 'credential', returnAll: true });
			expect(new Set(titles(items)).size).toBe(1300);
		});

		it.each([
			['severities', { severities: ['high', 'low'] }, ['High one', 'Low one']],
			['statuses', { statuses: ['resolved'] }, ['Low one']],
			['a minimum severity', { minimumSeverity: 'medium' }, ['High one', 'Medium one']],
			['categories', { categories: 'Malware, Impact' }, ['Medium one']],
			['part of the title', { titleContains: 'LOW' }, ['Low one']],
			['a severity and a status together', { severities: ['high'], statuses: ['resolved'] }, []],
		])('filters by %s', async (_, filters, expected) => {
			mssp.contoso.addAlert({ title: 'High one', severity: 'high' });
			mssp.contoso.addAlert({ title: 'Medium one', severity: 'medium', category: 'Malware' });
			mssp.contoso.addAlert({ title: 'Low one', severity: 'low', status: 'resolved' });
			const items = await getMany({ source, customerTenants: 'credential', filters });
			expect(titles(items).sort()).toEqual(expected);
		});

		it('filters by detection source, whatever the service calls it and with words that no list offers', async () => {
			mssp.contoso.addAlert({ title: 'Antivirus', detectionSource: 'antivirus' });
			mssp.contoso.addAlert({ title: 'Custom', detectionSource: 'customTi' });
			mssp.contoso.addAlert({ title: 'EDR', detectionSource: 'microsoftDefenderForEndpoint' });
			mssp.contoso.addAlert({ title: 'New one', detectionSource: 'sensorOfTomorrow' });
			const detectionSources = ['antivirus', 'customTi', 'sensorOfTomorrow'];
			const items = await getMany({ source, customerTenants: 'credential', filters: { detectionSources } });
			expect(titles(items).sort()).toEqual(['Antivirus', 'Custom', 'New one']);
		});

		it('filters by device group and fills the limit with what is left', async () => {
			const { device } = mssp.contoso.addAlert({ title: 'On a PC' });
			if (device === null) throw new Error('The emulator gives an alert a device.');
			const createdDateTime = new Date(Date.now() - 3_600_000).toISOString();
			const server = { ...device, id: '5e'.repeat(20), groupName: 'Servers' };
			mssp.contoso.addAlert({ title: 'On a server', device: server, createdDateTime });
			mssp.contoso.addAlert({ title: 'On no device', device: null });
			const filters = { deviceGroups: 'servers, Printers' };
			const items = await getMany({ source, customerTenants: 'credential', limit: 1, filters });
			expect(titles(items)).toEqual(['On a server']);
			const [request] = mssp.emulator.requests({ path: /alerts/ });
			expect(Number(request?.query.$top)).toBeGreaterThan(1);
		});

		it('filters by device tag, which only Microsoft Graph sends', async () => {
			const { device } = mssp.contoso.addAlert({ title: 'On a PC' });
			if (device === null) throw new Error('The emulator gives an alert a device.');
			mssp.contoso.addAlert({ title: 'On a VIP', device: { ...device, tags: ['sales', 'VIP'] } });
			mssp.contoso.addAlert({ title: 'On an untagged one', device: { ...device, tags: [] } });
			mssp.contoso.addAlert({ title: 'On no device', device: null });
			const filters = { deviceTags: 'lab, vip' };
			const items = await getMany({ source, customerTenants: 'credential', filters });
			expect(titles(items)).toEqual(source === 'graphAlerts' ? ['On a VIP'] : []);
		});

		it('counts the limit after local filters, so that it is filled from later pages', async () => {
			addAlerts(mssp.contoso, 1200);
			mssp.contoso.addAlert({
				title: 'The needle',
				createdDateTime: new Date(Date.now() - 7_200_000).toISOString(),
			});
			const items = await getMany({
				source,
				customerTenants: 'credential',
				limit: 1,
				filters: { titleContains: 'needle' },
			});
			expect(titles(items)).toEqual(['The needle']);
		});

		it.each([
			['text with zone', (date: DateTime) => date.toISO()],
			['a luxon date from an expression', (date: DateTime) => date],
			['a JavaScript date', (date: DateTime) => date.toJSDate()],
		])('takes creation dates as %s, inclusive on both ends', async (_, give) => {
			const noon = DateTime.fromISO('2026-01-31T12:00:00Z', { zone: 'utc' });
			for (const minutes of [-1, 0, 30, 60, 61]) {
				const createdDateTime = noon.plus({ minutes }).toJSDate().toISOString();
				mssp.contoso.addAlert({ title: String(minutes), createdDateTime });
			}
			const filters = { createdAfter: give(noon), createdBefore: give(noon.plus({ hours: 1 })) };
			const items = await getMany({ source, customerTenants: 'credential', filters: filters });
			expect(titles(items)).toEqual(['60', '30', '0']);
		});

		it("gives the service's own object untouched with Simplify off", async () => {
			const alert = mssp.contoso.addAlert({ severity: 'high' });
			const [item] = await getMany({ source, customerTenants: 'credential', simplify: false });
			const own =
				source === 'graphAlerts'
					? { id: alert.id, severity: 'high', tenantId: TENANT_IDS.contoso }
					: { id: alert.id, severity: 'High', aadTenantId: TENANT_IDS.contoso };
			expect(item?.json.alert).toMatchObject(own);
			expect((item?.json.alert as IDataObject).evidence).not.toEqual([]);
		});

		it('gives no item for a tenant without alerts', async () => {
			expect(await getMany({ source, customerTenants: 'credential' })).toEqual([]);
		});

		it('sits out a throttled answer as long as it was told and then goes on', async () => {
			mssp.contoso.addAlert();
			const api = source === 'graphAlerts' ? 'graph' : 'defender';
			mssp.contoso.addFault({ api, times: 1, throttle: { retryAfterSeconds: 1 } });
			const before = Date.now();
			expect(await getMany({ source, customerTenants: 'credential' })).toHaveLength(1);
			expect(Date.now() - before).toBeGreaterThanOrEqual(1000);
		});
	});

	it('reads the tenant of each input item and pairs every alert with it', async () => {
		mssp.contoso.addAlert({ title: 'C' });
		mssp.fabrikam.addAlert({ title: 'F1' });
		mssp.fabrikam.addAlert({ title: 'F2' });
		const input = [TENANT_IDS.fabrikam, TENANT_IDS.contoso].map((id) => ({ tenant: { id } }));
		const items = await getMany({}, input);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }, { item: 1 }]);
		expect(titles(items).at(-1)).toBe('C');
	});

	it('takes tenants from JSON, by domain too, and finds their GUIDs', async () => {
		mssp.northwind.addAlert({ title: 'N' });
		const tenantsJson = JSON.stringify([
			{ id: 'NorthWind.example', name: 'Northwind', labels: { sla: 'gold', escalate: true, tier: 2 } },
		]);
		const [item] = await getMany({ customerTenants: 'json', tenantsJson });
		expect(item?.json.tenant).toEqual({
			id: TENANT_IDS.northwind,
			name: 'Northwind',
			labels: { sla: 'gold', escalate: 'true', tier: '2' },
		});
	});

	it('leaves evidence out of the Defender request when it is not wanted', async () => {
		mssp.contoso.addAlert();
		const parameters = { source: 'defenderAlerts', customerTenants: 'credential' };
		const [item] = await getMany({ ...parameters, options: { includeEvidence: false } });
		expect((item?.json.alert as IDataObject).files).toEqual([]);
		expect(mssp.emulator.requests({ host: 'defender' })[0]?.query.$expand).toBeUndefined();
	});

	describe('when one of several tenants cannot be read', () => {
		beforeEach(() => {
			for (const tenant of mssp.customers) tenant.addAlert({ title: tenant.displayName });
			mssp.fabrikam.removeServicePrincipal('a0000000-0000-4000-8000-00000000000a');
		});

		it("gives the others' alerts and a result that says what is wrong with this one", async () => {
			const items = await getMany(listOf(mssp.customers));
			expect(items.map(({ json }) => (json.tenant as IDataObject).name)).toEqual([
				'Contoso',
				'Fabrikam',
				'Northwind',
			]);
			expect(items[1]?.json).toEqual({
				tenant: { id: TENANT_IDS.fabrikam, name: 'Fabrikam', labels: { channel: 'fabrikam' } },
				error: expect.stringMatching(
					/^Fabrikam \(3.*\): This customer has not allowed the app.*\[AADSTS7000229\]$/,
				) as unknown,
				details: expect.objectContaining({
					kind: 'consentMissing',
					link: expect.stringContaining(`/${TENANT_IDS.fabrikam}/adminconsent?client_id=`) as unknown,
				}) as unknown,
			});
			expect(items[1]?.pairedItem).toEqual({ item: 0 });
		});

		it("shapes it so that n8n moves it to the node's error output where there is one", async () => {
			const items = await getMany(listOf(mssp.customers), undefined, { onError: 'continueErrorOutput' });
			expect(Object.keys(items[1]?.json ?? {})).toEqual(['error', 'details']);
			expect(items[1]?.json.details).toMatchObject({ tenant: { name: 'Fabrikam' } });
		});

		it('fails when it is the only tenant asked for, naming it and the way out', async () => {
			await expect(getMany(listOf([mssp.fabrikam]))).rejects.toMatchObject({
				message: expect.stringContaining('Fabrikam') as unknown,
				description: expect.stringContaining('consent link') as unknown,
				context: { itemIndex: 0 },
			});
		});

		it('keeps going with Continue On Fail and pairs the failure with its input item', async () => {
			const input = [TENANT_IDS.fabrikam, TENANT_IDS.contoso].map((id) => ({ tenant: { id } }));
			const items = await getMany({}, input, { onError: 'continueRegularOutput' });
			expect(items[0]).toMatchObject({
				json: { error: expect.stringContaining('has not allowed the app') as unknown },
				pairedItem: { item: 0 },
			});
			expect(items[1]).toMatchObject({
				json: { tenant: { id: TENANT_IDS.contoso } },
				pairedItem: { item: 1 },
			});
		});
	});
});
