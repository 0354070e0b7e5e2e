import { createPrivateKey } from 'node:crypto';

import { readCertificate } from '../../../nodes/MicrosoftDefenderMssp/auth/clientProof';
import type { CertificateProof } from './certificate';
import { encrypt, fingerprintOf, makeCertificate, onOneLine } from './certificate';

let proof: CertificateProof;
let other: CertificateProof;
let elliptic: CertificateProof;
beforeAll(async () => {
	[proof, other, elliptic] = await Promise.all([makeCertificate(), makeCertificate(), makeCertificate('ec')]);
});

/** Reads it and proves that the key that comes out is the one that went in. */
function expectRead(given: CertificateProof): void {
	const read = readCertificate(given);
	if (!read.ok) throw new Error(`${read.failure.cause} ${read.failure.remedy}`);
	const { thumbprintSha256, privateKey } = read.value;
	expect(thumbprintSha256).toBe(fingerprintOf(proof));
	expect(privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
	expect(createPrivateKey(privateKey).equals(createPrivateKey(proof.privateKey))).toBe(true);
}

describe('readCertificate reads', () => {
	it.each<[string, (given: CertificateProof) => CertificateProof]>([
		['a certificate and its key', (given) => given],
		['an encrypted key with its passphrase', (given) => encrypt(given)],
		['an encrypted key as older OpenSSL writes it', (given) => encrypt(given, 'pkcs1')],
		[
			'a PKCS #1 key',
			(given) => ({
				...given,
				privateKey: String(createPrivateKey(given.privateKey).export({ type: 'pkcs1', format: 'pem' })),
			}),
		],
		[
			'texts pasted into fields of one line',
			(given) => ({
				...given,
				certificate: onOneLine(given.certificate),
				privateKey: onOneLine(given.privateKey),
			}),
		],
		[
			'an encrypted key pasted into a field of one line',
			(given) => {
				const encrypted = encrypt(given);
				return { ...encrypted, privateKey: onOneLine(encrypted.privateKey) };
			},
		],
		[
			'texts with line ends of Windows',
			(given) => ({
				...given,
				certificate: given.certificate.replaceAll('\n', '\r\n'),
				privateKey: given.privateKey.replaceAll('\n', '\r\n'),
			}),
		],
		[
			'the output of openssl pkcs12 with its remarks in front',
			(given) => ({
				...given,
				certificate: `Bag Attributes\n    localKeyID: 01\nsubject=CN = app\n${given.certificate}`,
				privateKey: `Bag Attributes\nKey Attributes: <No Attributes>\n${given.privateKey}`,
			}),
		],
		[
			'a chain, of which the first certificate is ours',
			(given) => ({ ...given, certificate: `${given.certificate}\n${other.certificate}` }),
		],
		[
			'texts in which line ends became the two characters \\n, as JSON and environment files have them',
			(given) => ({
				...given,
				certificate: given.certificate.trim().replaceAll(/\r?\n/g, '\\n'),
				privateKey: given.privateKey.trim().replaceAll(/\r?\n/g, '\\n'),
			}),
		],
		['a passphrase that nothing needs', (given) => ({ ...given, passphrase: 'unused' })],
	])('%s', (_what, change) => {
		expectRead(change(proof));
	});
});

describe('readCertificate refuses', () => {
	const swap = ({ certificate, privateKey, ...given }: CertificateProof): CertificateProof => ({
		...given,
		certificate: privateKey,
		privateKey: certificate,
	});

	it.each<[string, string, (given: CertificateProof) => CertificateProof]>([
		['no certificate text', 'Certificate', (given) => ({ ...given, certificate: 'hello' })],
		['a thumbprint', 'Certificate', (given) => ({ ...given, certificate: fingerprintOf(given) })],
		['a damaged certificate', 'Certificate', (given) => ({ ...given, certificate: cut(given.certificate) })],
		['certificate and key swapped', 'Certificate', swap],
		['no key text', 'Private Key', (given) => ({ ...given, privateKey: 'hello' })],
		['a damaged key', 'Private Key', (given) => ({ ...given, privateKey: cut(given.privateKey) })],
		['the certificate twice', 'Private Key', (given) => ({ ...given, privateKey: given.certificate })],
		[
			'the key of another certificate',
			'Private Key',
			(given) => ({ ...given, privateKey: other.privateKey }),
		],
		[
			'an encrypted key without passphrase',
			'Private Key',
			(given) => ({ ...encrypt(given), passphrase: '' }),
		],
		[
			'an encrypted key with a wrong passphrase',
			'Private Key',
			(given) => ({ ...encrypt(given), passphrase: 'wrong' }),
		],
		['an elliptic-curve key, which cannot sign for Entra', 'Private Key', () => elliptic],
	])("%s, and names field '%s' without showing what is in it", (_what, field, change) => {
		const given = change(proof);
		const read = readCertificate(given);
		expect(read).toMatchObject({ ok: false, failure: { kind: 'certificate', transient: false } });
		const told = read.ok ? '' : JSON.stringify(read.failure);
		expect(read.ok ? '' : read.failure.cause).toContain(`'${field}'`);
		for (const secret of [given.privateKey.slice(60, 100), given.passphrase].filter((text) => text !== '')) {
			expect(told).not.toContain(secret);
		}
	});

	const cut = (pem: string) => pem.slice(0, 200) + pem.slice(300);
});
