import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

export interface ServerCertificate {
	key: string;
	cert: string;
}

/**
 * A certificate for the loopback hosts and those named, made afresh; it is its own issuer, so clients trust it as a CA.
 */
export async function makeServerCertificate(furtherHosts: string[] = []): Promise<ServerCertificate> {
	// A client that trusts two of them finds the issuer by its name, so no two may share one.
	const pems = await generate([{ name: 'commonName', value: `Microsoft cloud emulator ${randomUUID()}` }], {
		keyType: 'ec',
		curve: 'P-256',
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
			{ name: 'extKeyUsage', serverAuth: true },
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 7, ip: '127.0.0.1' },
					...['localhost', ...furtherHosts].map((value) => ({ type: 2 as const, value })),
				],
			},
		],
	});
	return { key: pems.private, cert: pems.cert };
}
