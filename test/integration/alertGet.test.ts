import type { IDataObject } from 'n8n-workflow';

import { CLIENT_ID, listOf, TENANT_IDS } from '../support/mssp';
import { execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

describe.each(['graphAlerts', 'defenderAlerts'])('Alert: Get from %s', (source) => {
	const get = (parameters: IDataObject, input?: IDataObject[]) =>
		execute(
			{
				parameters: { authentication: 'appOnly', operation: 'get', source, ...parameters },
				store: mssp.store,
			},
			input,
		);

	eachTestHasItsMssp();

	it('gets the alert with its evidence from the tenant, both given by expression', async () => {
		const alert = mssp.fabrikam.addAlert({ title: 'Wanted', severity: 'high' });
		const [item, ...more] = await get({ tenantId: TENANT_IDS.fabrikam, alertId: alert.id }, [{ any: 1 }]);
		expect(more).toEqual([]);
		expect(item).toMatchObject({
			json: {
				tenant: { id: TENANT_IDS.fabrikam },
				alert: { id: alert.id, title: 'Wanted', severity: 'high', ips: ['203.0.113.9'] },
				links: { alert: `https://security.microsoft.com/alerts/${alert.id}?tid=${TENANT_IDS.fabrikam}` },
			},
			pairedItem: { item: 0 },
		});
	});

	it('finds the one tenant of several that has the alert', async () => {
		const alert = mssp.northwind.addAlert({ title: 'Here' });
		const items = await get({ ...listOf(mssp.customers), alertId: alert.id });
		expect(items.map(({ json }) => (json.tenant as IDataObject).name)).toEqual(['Northwind']);
	});

	it('still tells when one of several tenants could not be asked', async () => {
		const alert = mssp.northwind.addAlert();
		mssp.fabrikam.removeServicePrincipal(CLIENT_ID);
		const items = await get({ ...listOf(mssp.customers), alertId: alert.id });
		expect(items.map(({ json }) => [(json.tenant as IDataObject).name, json.error !== undefined])).toEqual([
			['Fabrikam', true],
			['Northwind', false],
		]);
	});

	it('fails when no tenant has it', async () => {
		await expect(get({ ...listOf(mssp.customers), alertId: 'da1_2' })).rejects.toThrow(
			/knows no such object/,
		);
	});

	it('sends an ID with slashes and quotes as one path segment', async () => {
		await expect(get({ tenantId: TENANT_IDS.contoso, alertId: "da/../incidents/1?x='" })).rejects.toThrow(
			/HTTP 40/,
		);
		const [request] = mssp.emulator.requests(({ host }) => host !== 'login');
		expect(request?.path).not.toContain('/incidents/1');
	});

	it('takes the ID out of the address of the page that shows the alert', async () => {
		const alert = mssp.fabrikam.addAlert();
		const alertId = `https://security.microsoft.com/alerts/${alert.id}?tid=${TENANT_IDS.fabrikam}`;
		const [item] = await get({ tenantId: TENANT_IDS.fabrikam, alertId });
		expect(item?.json.alert).toMatchObject({ id: alert.id });
		await expect(get({ tenantId: TENANT_IDS.contoso, alertId })).rejects.toThrow(
			/The link in 'Alert' opens another tenant/,
		);
		const found = await get({ ...listOf(mssp.customers), alertId });
		expect(found.map(({ json }) => (json.tenant as IDataObject).name)).toEqual(['Fabrikam']);
	});

	it('gets an alert of another product where the source has them', async () => {
		const alert = mssp.contoso.addAlert({
			id: 'fa1_2',
			serviceSource: 'microsoftDefenderForOffice365',
		});
		const got = get({ tenantId: TENANT_IDS.contoso, alertId: alert.id });
		if (source === 'graphAlerts') expect((await got)[0]?.json.alert).toMatchObject({ id: 'fa1_2' });
		else await expect(got).rejects.toThrow(/which Defender for Endpoint does not serve/);
	});

	it("gives the service's own object with Simplify off", async () => {
		const alert = mssp.contoso.addAlert();
		const [item] = await get({ tenantId: TENANT_IDS.contoso, alertId: alert.id, simplify: false });
		expect(item?.json.alert).toHaveProperty(
			source === 'graphAlerts' ? 'providerAlertId' : 'alertCreationTime',
		);
	});
});
