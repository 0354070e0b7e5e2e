import type { IDataObject } from 'n8n-workflow';

import { connectDelegated } from '../support/delegatedCredential';
import type { Mssp } from '../support/mssp';
import { listOf } from '../support/mssp';
import { execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

const CLAIMS = '{"access_token":{"nbf":{"essential":true,"value":"1767600000"}}}';
const CHALLENGE = `Bearer realm="", authorization_uri="https://login.example/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from(CLAIMS).toString('base64')}"`;

const tokenRequests = ({ emulator }: Mssp) => emulator.requests({ host: 'login', path: /token$/ });
const getMany = (mssp: Mssp, authentication: string, parameters: IDataObject = listOf(mssp.customers)) =>
	execute({ parameters: { authentication, operation: 'getAll', ...parameters }, store: mssp.store });
const names = (items: Array<{ json: IDataObject }>) =>
	items.map(({ json }) => (json.alert as IDataObject | undefined)?.title ?? json.error);

describe.each(['appOnly', 'oAuth2'] as const)('a claims challenge of Graph (%s)', (way) => {
	eachTestHasItsMssp(async () => {
		await connectDelegated(mssp);
		for (const tenant of mssp.customers) tenant.addAlert({ title: tenant.displayName });
		await getMany(mssp, way);
		mssp.emulator.clearRequests();
	});

	it.each(['fabrikam', 'contoso'] as const)(
		'is answered with one token request that carries the claims, at %s',
		async (name) => {
			mssp[name].addFault({
				api: 'graph',
				times: 1,
				respond: {
					status: 401,
					headers: { 'www-authenticate': CHALLENGE },
					body: { error: { code: 'InvalidAuthenticationToken', message: 'challenge' } },
				},
			});
			expect(names(await getMany(mssp, way))).toEqual(['Contoso', 'Fabrikam', 'Northwind']);
			const [asked, ...more] = tokenRequests(mssp);
			expect(more).toEqual([]);
			expect(asked?.tenantId).toBe(mssp[name].id);
			expect(JSON.parse(asked?.form?.claims ?? '{}')).toMatchObject(JSON.parse(CLAIMS) as object);
			mssp.emulator.clearRequests();
			await getMany(mssp, way);
			expect(tokenRequests(mssp)).toEqual([]);
		},
	);

	it('is answered once: a tenant that goes on asking is left with a remedy, the others are read', async () => {
		mssp.fabrikam.addFault({
			api: 'graph',
			respond: { status: 401, headers: { 'www-authenticate': CHALLENGE } },
		});
		const items = await getMany(mssp, way);
		expect(items.filter(({ json }) => json.alert !== undefined)).toHaveLength(2);
		expect(tokenRequests(mssp)).toHaveLength(1);
		const failed = items.find(({ json }) => json.error !== undefined)?.json;
		expect(failed?.details).toMatchObject({ remedy: expect.stringMatching(/^[A-Z].{20,}/) as unknown });
		expect(JSON.stringify(failed)).not.toContain('insufficient_claims');
	});

	it.each(['not base64 of JSON', ''])(
		'without readable claims (%j) is a refused token like any other',
		async (claims) => {
			mssp.fabrikam.addFault({
				api: 'graph',
				times: 1,
				respond: {
					status: 401,
					headers: { 'www-authenticate': `Bearer error="insufficient_claims", claims="${claims}"` },
				},
			});
			expect(names(await getMany(mssp, way))).toEqual(['Contoso', 'Fabrikam', 'Northwind']);
			expect(tokenRequests(mssp).map(({ form }) => form?.claims?.includes('nbf') ?? false)).toEqual([false]);
		},
	);

	it('comes at once after the tenant revoked its access tokens, because the app declares that it handles claims', async () => {
		mssp.fabrikam.revokeAccessTokens();
		expect(names(await getMany(mssp, way, listOf([mssp.fabrikam])))).toEqual(['Fabrikam']);
		expect(mssp.emulator.requests({ host: 'graph' }).map(({ status }) => status)).toEqual([401, 200]);
		expect(tokenRequests(mssp)[0]?.form?.claims).toContain('nbf');
	});
});
