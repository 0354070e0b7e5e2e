import { createPrivateKey } from 'node:crypto';
import { generate } from 'selfsigned';

export interface ClientCertificate {
	certificate: string;
	privateKey: string;
	/** The same key, encrypted with {@link passphrase}. */
	encryptedKey: string;
	passphrase: string;
}

/** A certificate for an app registration, with its RSA key plain and encrypted; made afresh, for tests only. */
export async function makeClientCertificate(): Promise<ClientCertificate> {
	const pems = await generate([{ name: 'commonName', value: 'app.mssp.example' }], {
		keySize: 2048,
		algorithm: 'sha256',
	});
	const passphrase = 'open sesame';
	const encryptedKey = createPrivateKey(pems.private).export({
		type: 'pkcs8',
		format: 'pem',
		cipher: 'aes-256-cbc',
		passphrase,
	});
	return {
		certificate: pems.cert,
		privateKey: pems.private,
		encryptedKey: encryptedKey.toString(),
		passphrase,
	};
}
