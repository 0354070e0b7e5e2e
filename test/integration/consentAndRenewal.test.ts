import type { IDataObject } from 'n8n-workflow';

import { makeClientCertificate } from '../support/certificates';
import { connectDelegated } from '../support/delegatedCredential';
import { fakeDate } from '../support/fakeDate';
import type { Mssp } from '../support/mssp';
import { CLIENT_ID, listOf, startMssp, TENANT_IDS } from '../support/mssp';
import { CREDENTIAL_IDS, createTrigger, execute } from '../support/n8nContexts';

const DAY_MS = 86_400_000;

describe('tokens that outlive what they were given for', () => {
	let mssp: Mssp;
	const tokenRequests = () => mssp.emulator.requests({ host: 'login', path: /token$/ });

	beforeEach(async () => {
		mssp = await startMssp({ now: () => Date.now() });
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});

	const createPolling = () =>
		createTrigger({
			parameters: { authentication: 'appOnly', ...listOf([mssp.contoso]) },
			store: mssp.store,
		});

	it('picks up a consent that was given after the token was issued, without waiting for its end', async () => {
		mssp.contoso.revokeConsent(CLIENT_ID);
		const polling = createPolling();
		await polling.poll({ activation: 'init' });
		mssp.contoso.consent(CLIENT_ID, { application: ['SecurityAlert.Read.All'] });
		mssp.contoso.addAlert({ title: 'Now visible' });
		fakeDate(Date.now() + 6 * 60_000);
		const outputs = await polling.poll();
		expect(outputs?.[0]).toHaveLength(1);
	});

	it('does not ask for a token at every poll of a customer that never consents', async () => {
		mssp.contoso.revokeConsent(CLIENT_ID);
		const polling = createPolling();
		const start = Date.now();
		for (let minute = 0; minute < 20; minute += 1) {
			fakeDate(start + minute * 60_000);
			await polling.poll({ activation: 'init' }).catch(() => undefined);
			jest.useRealTimers();
		}
		expect(tokenRequests().length).toBeLessThanOrEqual(5);
	});

	describe('of a signed-in user', () => {
		const stored = () => mssp.store.saved[CREDENTIAL_IDS.oAuth2]?.oauthTokenData as Record<string, string>;
		const getMany = (parameters: IDataObject) =>
			execute({
				parameters: { authentication: 'oAuth2', operation: 'getAll', ...parameters },
				store: mssp.store,
			});

		it('keeps the stored refresh token young although only other tenants are read', async () => {
			await connectDelegated(mssp);
			const before = stored().refresh_token;
			await getMany(listOf([mssp.fabrikam]));
			expect(stored().refresh_token).toBe(before);
			fakeDate(Date.now() + 8 * DAY_MS);
			await getMany(listOf([mssp.fabrikam]));
			expect(stored().refresh_token).not.toBe(before);
			expect(tokenRequests().map(({ tenantId }) => tenantId)).toContain(TENANT_IDS.contoso);
		});

		it('still reads the other tenants when that renewal fails', async () => {
			await connectDelegated(mssp);
			mssp.contoso.addFault({ api: 'token', entraError: 65001 });
			fakeDate(Date.now() + 8 * DAY_MS);
			mssp.fabrikam.addAlert();
			expect(await getMany(listOf([mssp.fabrikam]))).toHaveLength(1);
		});

		it("is renewed by n8n's own code with the certificate, and redeemed elsewhere with it too", async () => {
			const { certificate, privateKey } = await makeClientCertificate();
			mssp.app.addCertificate(certificate);
			await connectDelegated(mssp, { clientCredentialType: 'certificate', certificate, privateKey });
			mssp.emulator.clearRequests();
			mssp.app.removeSecrets();
			fakeDate(Date.now() + 2 * 3_600_000);
			for (const tenant of [mssp.contoso, mssp.fabrikam]) tenant.addAlert();
			const items = await getMany(listOf([mssp.contoso, mssp.fabrikam]));
			expect(items.map(({ json }) => json.error)).toEqual([undefined, undefined]);
			const forms = tokenRequests().map(({ form = {} }) => Object.keys(form).includes('client_assertion'));
			expect(forms).toEqual([true, true]);
		});
	});
});
