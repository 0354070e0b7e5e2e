import { CredentialTestContext } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';

import { testAppCredential } from '../../nodes/MicrosoftDefenderMssp/methods/testAppCredential';
import { makeClientCertificate } from '../support/certificates';
import { CLIENT_ID } from '../support/mssp';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

describe("the app credential's test, in n8n-core's own context for it", () => {
	const test = async (fields: IDataObject = {}) => {
		const context = new CredentialTestContext();
		const data = { ...mssp.appFields, ...fields } as never;
		return await testAppCredential.call(context, {
			id: '1',
			name: 'App',
			type: 'microsoftDefenderMsspAppApi',
			data,
		});
	};

	eachTestHasItsMssp();

	it('is green when the tenant gives the app a token', async () => {
		expect(await test()).toEqual({ status: 'OK', message: 'Signed in to the tenant.' });
	});

	it('is green with a certificate and a domain', async () => {
		const own = await makeClientCertificate();
		mssp.app.addCertificate(own.certificate);
		const fields = { ...own, clientCredentialType: 'certificate', tenantId: 'contoso.example' };
		expect(await test(fields as never)).toMatchObject({ status: 'OK' });
	});

	it.each<[string, IDataObject, RegExp]>([
		[
			'a wrong secret',
			{ clientSecret: 'nope' },
			/did not accept the client secret\. \[AADSTS7000215\].*value \(not its ID\)/,
		],
		[
			'a tenant that does not exist',
			{ tenantId: 'nobody.example' },
			/no tenant 'nobody\.example'.*'Tenant ID'/,
		],
		['an empty client ID', { clientId: '' }, /'Client ID' in the credential cannot be used/],
		[
			'a host where nobody answers',
			{ loginUrl: 'https://127.0.0.1:9' },
			/127\.0\.0\.1:9 refused the connection/,
		],
	])('is red for %s, with a sentence that helps', async (_, fields, message) => {
		const result = await test(fields);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
	});

	it('is red with the consent link for a tenant that has not allowed the app', async () => {
		mssp.contoso.removeServicePrincipal(CLIENT_ID);
		const result = await test();
		expect(result).toMatchObject({ status: 'Error' });
		expect(result.message).toContain(`/${mssp.contoso.id}/adminconsent?client_id=${CLIENT_ID}`);
	});

	it('tries the secret that was typed just now, not a token from before', async () => {
		await test();
		expect(await test({ clientSecret: 'changed' })).toMatchObject({ status: 'Error' });
	});
});
