import type { ConfidentialClientApplication, Configuration, INetworkModule } from '@azure/msal-node';

import type { Cloud } from '../core/clouds';
import type { Failure } from '../core/failure';
import { isJsonObject } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import type { HttpResponse, Send } from '../core/http';
import type { ClientProof } from './clientProof';
import { readCertificate } from './clientProof';
import { entraFailure } from './entraFailure';

const TIMEOUT_MS = 30_000;

export interface MsalRequest {
	cloud: Cloud;
	clientId: string;
	proof: ClientProof;
	/** GUID; also the authority, so that the token can only be this tenant's. */
	tenantId: string;
	/** App ID URI of the API. */
	audience: string;
	/** Answer to a claims challenge, JSON. */
	claims?: string;
	/** Present: redeem it. Absent: client credentials. */
	refreshToken?: string;
}

export interface MsalPorts {
	send: Send;
	/** The time by Entra's clock, by which it says until when it wants no request. */
	serviceNow: () => number;
}

/**
 * Asks Entra ID for an access token through MSAL. This is the only file that knows MSAL: everything it sends goes
 * through `send`, and what failed is told from Entra's own answer, because MSAL's exceptions lose Retry-After and the
 * error body.
 */
export async function acquireToken(request: MsalRequest, ports: MsalPorts): Promise<Result<string, Failure>> {
	const proof = clientAuth(request.proof);
	if (!proof.ok) return proof;
	const network = recordingNetwork(ports.send);
	const { ConfidentialClientApplication } = await import('@azure/msal-node');
	// One application per request: our own cache holds the tokens, and an application that lives on would answer
	// later requests of the same tenant from its own throttling memory.
	const application = new ConfidentialClientApplication(
		configuration(request, proof.value, network.networkClient),
	);
	try {
		const result = await acquire(application, request);
		// MSAL takes an answer without an error for a success, a gateway's HTML page included.
		const token = result?.accessToken ?? '';
		return token === ''
			? fail(network.failure(request, ports.serviceNow()) ?? unexplained(result))
			: succeed(token);
	} catch (thrown) {
		return fail(network.failure(request, ports.serviceNow()) ?? unexplained(thrown));
	}
}

async function acquire(application: ConfidentialClientApplication, request: MsalRequest) {
	const { audience, claims, refreshToken } = request;
	const common = { scopes: [`${audience}/.default`], ...(claims !== undefined && { claims }) };
	return refreshToken === undefined
		? await application.acquireTokenByClientCredential(common)
		: await application.acquireTokenByRefreshToken({ ...common, refreshToken, forceCache: true });
}

type ClientAuth = Pick<Configuration['auth'], 'clientSecret' | 'clientCertificate'>;

function clientAuth(proof: ClientProof): Result<ClientAuth, Failure> {
	if (proof.kind === 'secret') return succeed({ clientSecret: proof.clientSecret });
	const certificate = readCertificate(proof);
	return certificate.ok ? succeed({ clientCertificate: certificate.value }) : certificate;
}

/** The metadata is given, because MSAL would otherwise ask a discovery service about hosts it does not know. */
function configuration(
	{ cloud, clientId, tenantId }: MsalRequest,
	auth: ClientAuth,
	networkClient: INetworkModule,
): Configuration {
	const authority = `${cloud.loginUrl}/${tenantId}`;
	const { host } = new URL(cloud.loginUrl);
	return {
		auth: {
			clientId,
			...auth,
			// We answer claims challenges, so Entra may give us tokens that it can revoke at once.
			clientCapabilities: ['CP1'],
			authority,
			knownAuthorities: [host],
			cloudDiscoveryMetadata: JSON.stringify({
				tenant_discovery_endpoint: `${authority}/v2.0/.well-known/openid-configuration`,
				'api-version': '1.1',
				metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
			}),
			authorityMetadata: JSON.stringify({
				authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
				token_endpoint: `${authority}/oauth2/v2.0/token`,
				issuer: `${authority}/v2.0`,
				jwks_uri: `${authority}/discovery/v2.0/keys`,
			}),
		},
		system: { networkClient },
	};
}

/** MSAL's network module over our port; remembers the last outcome, which tells more than MSAL's exception. */
function recordingNetwork(send: Send) {
	let last: Result<HttpResponse, Failure> | undefined;
	const call = async (method: 'GET' | 'POST', url: string, options?: NetworkOptions) => {
		last = await send({ method, url, headers: options?.headers, body: options?.body, timeoutMs: TIMEOUT_MS });
		if (!last.ok) throw new TypeError('no answer');
		const { status, headers, body } = last.value;
		// MSAL writes into the body, so an HTML page of a broken gateway must not reach it as text.
		return { status, headers, body: (isJsonObject(body) ? body : {}) as never };
	};
	const networkClient: INetworkModule = {
		sendGetRequestAsync: async (url, options) => await call('GET', url, options),
		sendPostRequestAsync: async (url, options) => await call('POST', url, options),
	};
	const failure = ({ cloud, clientId, tenantId, refreshToken }: MsalRequest, nowMs: number) => {
		if (last === undefined) return undefined;
		if (!last.ok) return last.failure;
		const { loginUrl, displayName: cloudName } = cloud;
		const context = { tenantId, clientId, loginUrl, cloudName, delegated: refreshToken !== undefined };
		return entraFailure(last.value, context, nowMs);
	};
	return { networkClient, failure };
}

interface NetworkOptions {
	headers?: Record<string, string>;
	body?: string;
}

/** MSAL stopped before it asked Entra; its error code is a fixed word, its message might quote what it was given. */
function unexplained(thrown: unknown): Failure {
	const code = isJsonObject(thrown) && typeof thrown.errorCode === 'string' ? thrown.errorCode : undefined;
	return {
		kind: 'configuration',
		appliesTo: 'all',
		transient: false,
		cause: 'The sign-in library could not use this credential.',
		remedy: "Check 'Client ID', 'Client Secret' or 'Certificate', and the login address in the credential.",
		...(code !== undefined && { code }),
	};
}
