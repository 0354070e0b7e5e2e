import type { IDataObject, NodeOperationError } from 'n8n-workflow';

import { listOf, TENANT_IDS } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

const json = (value: unknown) => ({ customerTenants: 'json', tenantsJson: JSON.stringify(value) });
const list = (...tenantIds: string[]) => ({
	customerTenants: 'list',
	tenantList: { tenant: tenantIds.map((tenantId) => ({ tenantId, name: '', labels: {} })) },
});

describe('wrong input gets a clear message that names the parameter and the way out', () => {
	const failureOf = async (run: Promise<unknown>): Promise<{ message: string; description: string }> => {
		const thrown: unknown = await run.then(
			() => {
				throw new Error('nothing was thrown');
			},
			(error: unknown) => error,
		);
		return {
			message: (thrown as Error).message,
			description: (thrown as NodeOperationError).description ?? '',
		};
	};
	const nodes = {
		action: (parameters: IDataObject) =>
			failureOf(
				execute({
					parameters: {
						authentication: 'appOnly',
						operation: 'getAll',
						customerTenants: 'credential',
						...parameters,
					},
					store: mssp.store,
				}),
			),
		trigger: (parameters: IDataObject) =>
			failureOf(
				createTrigger({
					parameters: { authentication: 'appOnly', customerTenants: 'credential', ...parameters },
					store: mssp.store,
				}).poll(),
			),
	};

	eachTestHasItsMssp();

	describe.each(['action', 'trigger'] as const)('of the %s node', (kind) => {
		it.each<[string, IDataObject, RegExp, RegExp]>([
			['an empty list', list(), /'Tenants' names no customer tenant/, /Add at least one customer tenant/],
			['a list entry without an ID', list(''), /has no tenant ID/, /tenant GUID or one of its domains/],
			[
				'no tenant ID at all',
				list('contoso'),
				/'contoso' under 'Customer Tenants' is no tenant ID/,
				/such as contoso\.com/,
			],
			['common', list('common'), /'common' under 'Customer Tenants' is no tenant ID/, /GUID/],
			['a GUID with a digit missing', list(TENANT_IDS.contoso.slice(1)), /is no tenant ID/, /GUID/],
			[
				'JSON that does not parse',
				{ customerTenants: 'json', tenantsJson: '[{"id": ' },
				/'Tenants \(JSON\)' is not a JSON array/,
				/\[\{"id": "contoso\.com"/,
			],
			['JSON that is no array', json({ id: 'contoso.com' }), /not a JSON array/, /Write it like/],
			['an empty JSON array', json([]), /'Tenants \(JSON\)' names no customer tenant/, /at least one/],
			[
				'a JSON entry without an ID',
				json([{ name: 'Contoso' }]),
				/has no tenant ID/,
				/tenant GUID or one of its domains/,
			],
			[
				'a tenant that does not exist',
				list('90000000-0000-4000-8000-000000000009'),
				/There is no tenant '90000000-0000-4000-8000-000000000009' in cloud 'Custom'.*AADSTS90002/,
				/'Customer Tenants'.*'Cloud'/,
			],
			[
				'a domain that does not exist',
				list('nobody.example'),
				/no tenant 'nobody\.example'.*AADSTS90002/,
				/'Customer Tenants'/,
			],
		])('%s', async (_, parameters, message, remedy) => {
			const failure = await nodes[kind](parameters);
			expect(failure.message).toMatch(message);
			expect(failure.description).toMatch(remedy);
		});

		it.each<[string, IDataObject, RegExp, RegExp]>([
			[
				'a wrong secret',
				{ clientSecret: 'not-the-secret' },
				/did not accept the client secret.*AADSTS7000215/,
				/value \(not its ID\).*'Client Secret'/,
			],
			[
				'an empty secret',
				{ clientSecret: '' },
				/'Client Secret' in the credential cannot be used/,
				/secret's value/,
			],
			['an empty client ID', { clientId: ' ' }, /'Client ID' in the credential/, /application \(client\) ID/],
			[
				'a client ID that no tenant knows',
				{ clientId: 'b0000000-0000-4000-8000-00000000000b' },
				/has not allowed the app/,
				/consent link/,
			],
			['an empty tenant ID', { tenantId: '' }, /'Tenant ID' in the credential/, /GUID or a domain/],
			[
				'a tenant name instead of an ID',
				{ tenantId: 'Contoso' },
				/'Tenant ID' in the credential/,
				/GUID or a domain/,
			],
			[
				'a login address without scheme',
				{ loginUrl: 'login.example' },
				/'Login URL' in the credential/,
				/without a path/,
			],
			[
				'a Graph address with a path',
				{ graphUrl: 'https://proxy.example/graph' },
				/'Microsoft Graph URL'/,
				/without a path/,
			],
			[
				'an address with a password in it',
				{ defenderUrl: 'https://me:pw@proxy.example' },
				/'Defender for Endpoint URL'/,
				/without a path/,
			],
			['an unknown cloud', { cloud: 'moon' }, /'Cloud' in the credential/, /in the list/],
			[
				'plain http to a foreign host',
				{ graphUrl: 'http://graph.proxy.example' },
				/'Microsoft Graph URL' in the credential/,
				/an https address without a path/,
			],
			[
				'a certificate that is none',
				{ clientCredentialType: 'certificate', certificate: 'abc', privateKey: 'def' },
				/'Certificate' in the credential/,
				/BEGIN CERTIFICATE/,
			],
			[
				'a missing private key',
				{ clientCredentialType: 'certificate', certificate: 'abc' },
				/'Private Key' in the credential/,
				/private key as PEM/,
			],
		])('a credential with %s', async (_, fields, message, remedy) => {
			Object.assign(mssp.appFields, fields);
			const failure = await nodes[kind]({});
			expect(failure.message).toMatch(message);
			expect(failure.description).toMatch(remedy);
		});

		it('a host where nobody answers', async () => {
			mssp.appFields.loginUrl = 'https://127.0.0.1:9';
			const run = kind === 'action' ? nodes.action({}) : failureOf(manualTest());
			expect((await run).message).toMatch(/127\.0\.0\.1:9 refused the connection\. \[ECONNREFUSED\]/);
		});

		const manualTest = () =>
			createTrigger({
				parameters: { authentication: 'appOnly', customerTenants: 'credential' },
				store: mssp.store,
			}).poll({ mode: 'manual' });
	});

	it.each<[string, IDataObject, RegExp]>([
		[
			'Overlap (Minutes)',
			{ options: { overlapMinutes: 0 } },
			/'Overlap \(Minutes\)' is not a whole number from 1 to 1440/,
		],
		[
			'Look Back (Hours)',
			{ options: { firstRun: 'lookBack', lookBackHours: 'long' } },
			/'Look Back \(Hours\)' is not a whole number/,
		],
		[
			'Tenants at a Time',
			{ options: { concurrency: 1000 } },
			/'Tenants at a Time' is not a whole number from 1 to 50/,
		],
	])('trigger option %s', async (_, parameters, message) => {
		expect((await nodes.trigger(parameters)).message).toMatch(message);
	});

	it.each<[string, IDataObject, RegExp]>([
		['an empty tenant of the input item', { customerTenants: 'input' }, /'Customer Tenant' is empty/],
		['a Limit below one', { limit: 0 }, /'Limit' is not a whole number from 1/],
		[
			'an object for a filter',
			{ filters: { severities: '={{ ({ value: "high" }) }}' } },
			/'Severities' is no text/,
		],
		['a date that is none', { filters: { createdAfter: 'yesterday' } }, /'Created After' is not a date/],
		['an empty alert ID', { operation: 'get', alertId: ' ' }, /'Alert' is empty/],
		[
			'an alert ID that the tenant does not have',
			{ operation: 'get', alertId: 'da1_2' },
			/knows no such object.*HTTP 404/,
		],
		[
			'the Custom API Call that n8n adds to the list',
			{ operation: '__CUSTOM_API_CALL__' },
			/no operation '__CUSTOM_API_CALL__'/,
		],
	])('%s', async (_, parameters, message) => {
		expect((await nodes.action(parameters)).message).toMatch(message);
	});

	it('names an expired secret, which hits all customers, without naming one of them', async () => {
		mssp.app.removeSecrets();
		mssp.app.addSecret({ value: mssp.secret, expiresAt: Date.now() - 1000 });
		const failure = await nodes.action(listOf(mssp.customers));
		expect(failure.message).toBe('The client secret has expired. [AADSTS7000222]');
	});

	it('tells of a tenant that is listed twice, by GUID and by domain, and reads it once', async () => {
		mssp.contoso.addAlert();
		const items = await execute({
			parameters: {
				authentication: 'appOnly',
				operation: 'getAll',
				...list('contoso.example', TENANT_IDS.contoso),
			},
			store: mssp.store,
		});
		expect(items.map(({ json: { alert, error } }) => [alert !== undefined, error])).toEqual([
			[true, undefined],
			[
				false,
				expect.stringContaining(
					`'${TENANT_IDS.contoso}' under 'Customer Tenants' is a tenant that the list names already`,
				),
			],
		]);
	});

	it('polls the good tenants and reports the bad entry when the list breaks while nobody looks', async () => {
		const polling = createTrigger({
			parameters: {
				authentication: 'appOnly',
				...json([
					{ id: TENANT_IDS.contoso, name: 'Contoso' },
					{ id: 'oops', name: 'Fabrikam' },
				]),
			},
			store: mssp.store,
		});
		const first = await polling.poll({ activation: 'init' });
		expect(first?.[1]?.[0]?.json).toMatchObject({
			event: { type: 'degraded' },
			tenant: { id: 'oops', name: 'Fabrikam' },
			health: { kind: 'configuration' },
		});
		mssp.contoso.addAlert();
		expect((await polling.poll())?.[0]).toHaveLength(1);
	});
});
