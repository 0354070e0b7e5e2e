import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

import type { ClientProof } from '../../../nodes/MicrosoftDefenderMssp/auth/clientProof';

export type CertificateProof = Extract<ClientProof, { kind: 'certificate' }>;

/** A certificate made afresh, with its key; RSA 2048, as the set-up guide asks for. */
export async function makeCertificate(kind: 'rsa' | 'ec' = 'rsa'): Promise<CertificateProof> {
	const shape = kind === 'rsa' ? { keySize: 2048 } : { keyType: 'ec' as const, curve: 'P-256' as const };
	const name = [{ name: 'commonName', value: 'Invented MSSP app' }];
	const { cert, private: privateKey } = await generate(name, { ...shape, algorithm: 'sha256' });
	return { kind: 'certificate', certificate: cert, privateKey, passphrase: '' };
}

/** The same key, encrypted under a random passphrase; `pkcs1` is what older OpenSSL writes. */
export function encrypt(proof: CertificateProof, type: 'pkcs8' | 'pkcs1' = 'pkcs8'): CertificateProof {
	const passphrase = randomBytes(12).toString('base64url');
	const privateKey = createPrivateKey(proof.privateKey).export({
		type,
		format: 'pem',
		cipher: 'aes-256-cbc',
		passphrase,
	});
	return { ...proof, privateKey: String(privateKey), passphrase };
}

/** How a PEM text looks after it was pasted into a field of one line. */
export const onOneLine = (pem: string): string => pem.trim().replaceAll(/\r?\n/g, ' ');

export const fingerprintOf = ({ certificate }: CertificateProof): string =>
	new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
