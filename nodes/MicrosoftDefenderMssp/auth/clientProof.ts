import { createPrivateKey, X509Certificate } from 'node:crypto';

import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';

/** How the app proves to Entra ID who it is. */
export type ClientProof =
	| { kind: 'secret'; clientSecret: string }
	| { kind: 'certificate'; certificate: string; privateKey: string; passphrase: string };

export interface CertificateKey {
	/** SHA-256 of the certificate, in hex, as MSAL wants it. */
	thumbprintSha256: string;
	/** Unencrypted PKCS #8 PEM. */
	privateKey: string;
}

/** Reads certificate and key, and checks that they are a pair; the failure names the field and never shows its content. */
export function readCertificate({
	certificate,
	privateKey,
	passphrase,
}: Extract<ClientProof, { kind: 'certificate' }>): Result<CertificateKey, Failure> {
	const cert = attempt(() => new X509Certificate(restoreLines(certificate)));
	if (cert === undefined) {
		return fail(certificateField('Certificate', 'a PEM text that begins with -----BEGIN CERTIFICATE-----'));
	}
	const key = attempt(() =>
		createPrivateKey({ key: restoreLines(privateKey), ...(passphrase !== '' && { passphrase }) }),
	);
	// Entra accepts RSA keys only (Entra "certificate credentials").
	if (key?.asymmetricKeyType !== 'rsa') {
		return fail(
			certificateField(
				'Private Key',
				"an RSA key as PEM text that begins with -----BEGIN PRIVATE KEY-----, with its 'Passphrase' if it is encrypted",
			),
		);
	}
	if (!cert.checkPrivateKey(key)) {
		return fail(certificateField('Private Key', "the key that belongs to 'Certificate'"));
	}
	return succeed({
		thumbprintSha256: cert.fingerprint256.replaceAll(':', ''),
		privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
	});
}

/** When the certificate ends, milliseconds since 1970; undefined for one that cannot be read. */
export function certificateEndsAt(certificate: string): number | undefined {
	const cert = attempt(() => new X509Certificate(restoreLines(certificate)));
	return cert === undefined ? undefined : Date.parse(cert.validTo);
}

/** A PEM pasted into a one-line field has spaces where its line ends were, one taken from JSON has `\n`. */
function restoreLines(typed: string): string {
	const pem = typed.replaceAll('\\n', '\n');
	const match = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/.exec(pem);
	if (match === null || pem.includes('Proc-Type')) return pem;
	const [, label = '', content = ''] = match;
	return `-----BEGIN ${label}-----\n${content.trim().replace(/\s+/g, '\n')}\n-----END ${label}-----\n`;
}

const certificateField = (field: string, expected: string): Failure => ({
	...configurationFailure(`'${field}' in the credential cannot be used.`, `Put ${expected} into '${field}'.`),
	kind: 'certificate',
});

function attempt<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch {
		return undefined;
	}
}
