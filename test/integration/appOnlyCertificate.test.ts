import type { IDataObject } from 'n8n-workflow';

import type { ClientCertificate } from '../support/certificates';
import { makeClientCertificate } from '../support/certificates';
import { listOf, TENANT_IDS } from '../support/mssp';
import { execute } from '../support/n8nContexts';
import { eachTestHasItsMssp, mssp } from '../support/ownMssp';

describe('an app with a certificate, against an Entra that verifies the assertion', () => {
	let own: ClientCertificate;
	const getMany = (fields: IDataObject) => {
		Object.assign(mssp.appFields, { clientCredentialType: 'certificate', clientSecret: '', ...fields });
		return execute({
			parameters: { authentication: 'appOnly', operation: 'getAll', ...listOf(mssp.customers) },
			store: mssp.store,
		});
	};

	beforeAll(async () => {
		own = await makeClientCertificate();
	});
	eachTestHasItsMssp(() => {
		mssp.app.addCertificate(own.certificate);
		for (const tenant of mssp.customers) tenant.addAlert({ title: tenant.displayName });
	});

	it('reads every customer with the one certificate', async () => {
		const items = await getMany(own as never);
		expect(items.map(({ json }) => (json.alert as IDataObject).title)).toEqual([
			'Contoso',
			'Fabrikam',
			'Northwind',
		]);
		const forms = mssp.emulator.requests({ path: /token$/ }).map(({ form = {} }) => Object.keys(form));
		expect(
			forms.every((names) => names.includes('client_assertion') && !names.includes('client_secret')),
		).toBe(true);
	});

	it.each([
		[
			'an encrypted key with its passphrase',
			({ certificate, encryptedKey, passphrase }: ClientCertificate) => ({
				certificate,
				privateKey: encryptedKey,
				passphrase,
			}),
		],
		[
			'texts pasted into one line',
			({ certificate, privateKey }: ClientCertificate) => ({
				certificate: certificate.replaceAll(/\r?\n/g, ' '),
				privateKey: privateKey.replaceAll(/\r?\n/g, ' '),
			}),
		],
	])('takes %s', async (_, fields) => {
		expect(await getMany(fields(own))).toHaveLength(3);
	});

	it('says so when the certificate is not uploaded to the app registration', async () => {
		mssp.app.removeCertificates();
		await expect(getMany(own as never)).rejects.toMatchObject({
			message: expect.stringMatching(
				/^Microsoft Entra ID did not accept the certificate\. \[AADSTS700027\]$/,
			) as unknown,
			description: expect.stringMatching(/uploaded to the app registration/) as unknown,
		});
	});

	it.each([
		[
			'a wrong passphrase',
			({ certificate, encryptedKey }: ClientCertificate) => ({
				certificate,
				privateKey: encryptedKey,
				passphrase: 'wrong',
			}),
			/'Private Key' in the credential/,
		],
		[
			'a key without its passphrase',
			({ certificate, encryptedKey }: ClientCertificate) => ({
				certificate,
				privateKey: encryptedKey,
				passphrase: '',
			}),
			/'Private Key' in the credential/,
		],
	])('names the field for %s and asks Entra nothing', async (_, fields, message) => {
		await expect(getMany(fields(own))).rejects.toThrow(message);
		expect(mssp.emulator.requests({ path: /token$/ })).toEqual([]);
	});

	it('names the field when certificate and key are no pair', async () => {
		const { privateKey } = await makeClientCertificate();
		await expect(
			getMany({ certificate: own.certificate, privateKey, tenantId: TENANT_IDS.contoso }),
		).rejects.toMatchObject({
			message: "'Private Key' in the credential cannot be used.",
			description: expect.stringContaining("belongs to 'Certificate'") as unknown,
		});
	});
});
