import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { startEmulator } from '../emulator';
import { postForm } from '../emulator/testing/httpsRequest';
import { textOf } from '../emulator/testing/sample';
import { createCredentialStore } from '../support/credentialStore';
import type { Mssp } from '../support/mssp';
import { CLIENT_ID, cloudFields, listOf, TENANT_IDS } from '../support/mssp';
import { CREDENTIAL_IDS, createTrigger, execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';
import { trustCertificate } from '../support/trustCertificate';

describe('tenants are never mixed up', () => {
	eachTestHasItsMssp();

	/** Every token that reached an API, with the tenant it was asked for in the same order. */
	const apiTokens = () =>
		mssp.emulator
			.requests(({ host }) => host !== 'login')
			.map(({ token, tenantId, status }) => ({
				token: token?.tid,
				data: tenantId,
				status,
			}));

	it.each(['graphAlerts', 'defenderAlerts'])(
		'delivers alerts that have the same id in two tenants under both, each with its own content (%s)',
		async (source) => {
			const polling = createTrigger({
				parameters: { authentication: 'appOnly', source, ...listOf(mssp.customers) },
				store: mssp.store,
			});
			await polling.poll();
			const id = 'da639031996377211305_-104477221';
			const createdDateTime = new Date().toISOString();
			mssp.contoso.addAlert({ id, title: 'Of Contoso', createdDateTime });
			mssp.fabrikam.addAlert({ id, title: 'Of Fabrikam', createdDateTime });
			const outputs = await polling.poll();
			const delivered = (outputs?.[0] ?? []).map(({ json }) => [
				(json.tenant as IDataObject).id,
				(json.alert as IDataObject).title,
			]);
			expect(delivered).toEqual([
				[TENANT_IDS.contoso, 'Of Contoso'],
				[TENANT_IDS.fabrikam, 'Of Fabrikam'],
			]);
			const eventIds = (outputs?.[0] ?? []).map(({ json }) => (json.event as IDataObject).id);
			expect(new Set(eventIds).size).toBe(2);
			expect(await polling.poll()).toBeNull();
		},
	);

	it('reads the same alert id from both tenants with Get, each with its own content', async () => {
		const id = 'da639031996377211305_-104477221';
		mssp.contoso.addAlert({ id, title: 'Of Contoso' });
		mssp.fabrikam.addAlert({ id, title: 'Of Fabrikam' });
		const items = await execute({
			parameters: { authentication: 'appOnly', operation: 'get', alertId: id, ...listOf(mssp.customers) },
			store: mssp.store,
		});
		expect(
			items.map(({ json }) => [(json.tenant as IDataObject).name, (json.alert as IDataObject).title]),
		).toEqual([
			['Contoso', 'Of Contoso'],
			['Fabrikam', 'Of Fabrikam'],
		]);
	});

	it.each([
		['graphAlerts', 'graph', 'tenantId'],
		['defenderAlerts', 'defender', 'aadTenantId'],
	] as const)(
		'holds back an alert that names another tenant as its own, delivers the rest and tells it (%s)',
		async (source, view, field) => {
			const polling = createTrigger({
				parameters: { authentication: 'appOnly', source, ...listOf([mssp.contoso]) },
				store: mssp.store,
			});
			await polling.poll();
			mssp.contoso.addAlert({
				title: 'Foreign',
				extra: { [view]: { set: { [field]: TENANT_IDS.fabrikam } } },
			});
			mssp.contoso.addAlert({ title: 'Own' });
			const outputs = await polling.poll();
			expect((outputs?.[0] ?? []).map(({ json }) => (json.alert as IDataObject).title)).toEqual(['Own']);
			expect(outputs?.[1]?.[0]?.json).toMatchObject({
				event: { type: 'degraded' },
				tenant: { name: 'Contoso' },
				health: { kind: 'wrongTenant' },
			});
		},
	);

	it('sends nothing to an API when Entra answers with the token of another tenant', async () => {
		const foreign = await tokenOf(mssp, TENANT_IDS.fabrikam);
		mssp.contoso.addFault({
			api: 'token',
			respond: { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: foreign } },
		});
		mssp.emulator.clearRequests();
		await expect(
			execute({
				parameters: { authentication: 'appOnly', operation: 'getAll', customerTenants: 'credential' },
				store: mssp.store,
			}),
		).rejects.toThrow(/token of another tenant/);
		expect(apiTokens()).toEqual([]);
	});

	it('asks each tenant with its own token only, over random mixes of nodes, sources and tenants', async () => {
		for (const tenant of mssp.customers) {
			tenant.addAlert();
			// All rounds fall into one minute, which some of them would exhaust.
			tenant.defender.requestsPerMinute = 10_000;
		}
		const choice = fc.record({
			source: fc.constantFrom('graphAlerts', 'defenderAlerts'),
			tenants: fc.shuffledSubarray([0, 1, 2], { minLength: 1 }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(choice, { minLength: 1, maxLength: 6 }), async (runs) => {
				mssp.emulator.clearRequests();
				await Promise.all(
					runs.map(async ({ source, tenants }) => {
						const chosen = mssp.customers.filter((_, index) => tenants.includes(index));
						const items = await execute({
							parameters: { authentication: 'appOnly', operation: 'getAll', source, ...listOf(chosen) },
							store: mssp.store,
						});
						expect(items.map(({ json }) => (json.tenant as IDataObject).id)).toEqual(
							chosen.map(({ id }) => id),
						);
					}),
				);
				expect(apiTokens().every(({ token, data, status }) => token === data && status === 200)).toBe(true);
			}),
			{ numRuns: 15 },
		);
	});

	it('keeps two credentials with the same client id in two clouds apart, and what time it is there', async () => {
		const other = await startEmulator({ separateCloud: true, now: () => Date.now() + 3 * 3_600_000 });
		const untrust = trustCertificate(other.caPem);
		const secret = 'another-cloud';
		other.addApp({
			clientId: CLIENT_ID,
			displayName: 'App',
			secrets: [{ value: secret }],
			redirectUris: [],
			homeTenantId: TENANT_IDS.home,
		});
		other.addTenant({ id: TENANT_IDS.home, displayName: 'MSSP', domains: ['mssp.example'] });
		const twin = other.addTenant({
			id: TENANT_IDS.contoso,
			displayName: 'Twin',
			domains: ['contoso.example'],
		});
		twin.consent(CLIENT_ID, { application: ['SecurityAlert.Read.All'] });
		const store = createCredentialStore({
			[CREDENTIAL_IDS.appOnly]: {
				...cloudFields(other),
				tenantId: TENANT_IDS.contoso,
				clientId: CLIENT_ID,
				clientSecret: secret,
			},
		});
		twin.addAlert({ title: 'In the other cloud' });
		mssp.contoso.addAlert({ title: 'In this cloud' });
		const parameters = { authentication: 'appOnly', operation: 'getAll', customerTenants: 'credential' };
		try {
			const [here, there] = await Promise.all([
				execute({ parameters, store: mssp.store }),
				execute({ parameters, store }),
			]);
			expect(here.map(({ json }) => (json.alert as IDataObject).title)).toEqual(['In this cloud']);
			expect(there.map(({ json }) => (json.alert as IDataObject).title)).toEqual(['In the other cloud']);
			await execute({ parameters, store });
			await execute({ parameters, store: mssp.store });
			for (const { emulator } of [mssp, { emulator: other }]) {
				expect(emulator.requests({ host: 'login', path: /token$/ })).toHaveLength(1);
			}
		} finally {
			untrust();
			await other.close();
		}
	});

	it('asks for one token per tenant and API, however many runs use it', async () => {
		for (let run = 0; run < 3; run += 1) {
			await execute({
				parameters: { authentication: 'appOnly', operation: 'getAll', ...listOf(mssp.customers) },
				store: mssp.store,
			});
		}
		const asked = mssp.emulator.requests({ host: 'login', path: /token$/ }).map(({ tenantId }) => tenantId);
		expect(asked.sort()).toEqual([TENANT_IDS.contoso, TENANT_IDS.fabrikam, TENANT_IDS.northwind]);
	});
});

/** A genuine token of a tenant. */
async function tokenOf({ emulator, secret }: Mssp, tenantId: string): Promise<string> {
	const answer = await postForm(`${emulator.loginUrl}/${tenantId}/oauth2/v2.0/token`, emulator.caPem, {
		grant_type: 'client_credentials',
		client_id: CLIENT_ID,
		client_secret: secret,
		scope: 'https://graph.microsoft.com/.default',
	});
	return textOf(answer.json, 'access_token');
}
