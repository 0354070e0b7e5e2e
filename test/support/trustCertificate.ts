import tls from 'node:tls';

/**
 * Makes this Node process trust one more CA certificate (PEM), for tests only. Give back: how to undo it.
 *
 * n8n's HTTP helper makes a new https.Agent for each request, so no agent can be handed a `ca`; NODE_EXTRA_CA_CERTS is
 * read once at start, before a test has its certificate. Every connection does pass through `createSecureContext`.
 */
export function trustCertificate(pem: string): () => void {
	const original = tls.createSecureContext;
	const trusting: typeof original = (options) => {
		const secureContext = original(options);
		addCertificate(secureContext.context, pem);
		return secureContext;
	};
	tls.createSecureContext = trusting;
	return () => {
		// Undone out of order, the wrappers above this one have to stay.
		if (tls.createSecureContext === trusting) tls.createSecureContext = original;
	};
}

function addCertificate(context: unknown, pem: string): void {
	// SAFETY: `context` is Node's internal SecureContext, which has had addCACert since Node 0.x but no type.
	(context as { addCACert(certificate: string): void }).addCACert(pem);
}
