import { createHash } from 'node:crypto';
import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Mint } from '../auth/checkedTokens';
import { checkedTokens } from '../auth/checkedTokens';
import { certificateEndsAt } from '../auth/clientProof';
import type { CredentialSettings } from '../auth/credentialSettings';
import { readCredentialSettings } from '../auth/credentialSettings';
import type { StoredTokens } from '../auth/delegatedMint';
import { delegatedMint } from '../auth/delegatedMint';
import type { TokenContext } from '../auth/entraAdvice';
import { readClaims } from '../auth/jwt';
import type { MsalPorts } from '../auth/msal';
import { acquireToken } from '../auth/msal';
import type { TokenCache } from '../auth/tokenCache';
import type { Failure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { isJsonObject, text } from '../core/json';
import type { Result } from '../core/result';
import { succeed } from '../core/result';
import type { RetryPolicy } from '../core/retry';
import type { Connection, CredentialEnd } from '../transport/connection';
import type { RequestQuota } from '../transport/requestQuota';
import type { ServiceClock, ServiceClocks } from '../transport/serviceClock';
import {
	clockOf,
	customerClock,
	customerTimeBy,
	measureClock,
	timeBy,
	watchClock,
} from '../transport/serviceClock';
import type { Send } from '../core/http';
import type { Cancellation } from './cancellation';
import { cancellationOf } from './cancellation';
import { n8nSend } from './n8nHttp';
import { renewStoredTokens } from './renewStoredTokens';

type NodeContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

export const APP_ONLY_TYPE = 'microsoftDefenderMsspAppApi';
export const DELEGATED_TYPE = 'microsoftDefenderMsspOAuth2Api';

/** What connections of one process share. */
export interface ConnectionMemory {
	tokens: TokenCache;
	clocks: ServiceClocks;
	quota: RequestQuota;
}

export interface ConnectOptions {
	/** Value of parameter 'Authentication'. */
	authentication: unknown;
	memory: ConnectionMemory;
	retry: RetryPolicy;
	/** How its requests go out; through n8n's HTTP helper by default. */
	send?: Send;
	/** Only where an item is at hand; n8n resolves expressions in the credential for it. */
	itemIndex?: number;
}

/** Makes the credential chosen in the node ready for use. The failure names the credential's field at fault. */
export async function connect(
	context: NodeContext,
	{ authentication, memory, retry, itemIndex, send = helperOf(context) }: ConnectOptions,
): Promise<Result<Connection, Failure>> {
	const credentialName = authentication === 'appOnly' ? APP_ONLY_TYPE : DELEGATED_TYPE;
	const data: JsonObject = await context.getCredentials<JsonObject>(credentialName, itemIndex);
	const settings = readCredentialSettings(data);
	if (!settings.ok) return settings;
	const id = context.getNode().credentials?.[credentialName]?.id ?? '';
	const { tokens, clocks, quota } = memory;
	const clock = clockOf(clocks, settings.value.cloud.loginUrl);
	const parts: ConnectionParts = {
		tokens,
		quota,
		clock,
		retry,
		send: watchClock(send, clock, Date.now),
		cancellation: cancellationOf(context),
	};
	return succeed(
		authentication === 'appOnly'
			? appOnlyConnection(settings.value, id, parts)
			: delegatedConnection(settings.value, id, parts, storedTokens(data), () =>
					renewStoredTokens(context, DELEGATED_TYPE, tokenContextOf(settings.value)),
				),
	);
}

function tokenContextOf({ cloud, clientId, tenantIdOrDomain }: CredentialSettings): TokenContext {
	return {
		tenantId: tenantIdOrDomain,
		clientId,
		loginUrl: cloud.loginUrl,
		cloudName: cloud.displayName,
		delegated: true,
	};
}

function helperOf(context: NodeContext): Send {
	return n8nSend(async (options): Promise<unknown> => await context.helpers.httpRequest(options));
}

interface ConnectionParts extends Pick<ConnectionMemory, 'tokens' | 'quota'> {
	/** Of the credential's cloud. */
	clock: ServiceClock;
	send: Send;
	retry: RetryPolicy;
	cancellation?: Cancellation;
}

const tokenPorts = ({ send, clock }: ConnectionParts): MsalPorts => ({
	send,
	serviceNow: timeBy(clock, Date.now),
});

/** The app acts for itself in every tenant. */
export function appOnlyConnection(
	settings: CredentialSettings,
	id: string,
	parts: ConnectionParts,
): Connection {
	const { cloud, clientId, proof } = settings;
	const mint: Mint = async ({ tenantId, refused }, audience) =>
		await acquireToken(
			{ cloud, clientId, proof, tenantId, audience, claims: refused?.claims },
			tokenPorts(parts),
		);
	return assemble(settings, parts, false, credentialKey(id, proof), mint);
}

function delegatedConnection(
	settings: CredentialSettings,
	id: string,
	parts: ConnectionParts,
	stored: StoredTokens,
	renewStored: () => Promise<Result<StoredTokens, Failure>>,
): Connection {
	const { cloud, clientId, proof } = settings;
	const mint = delegatedMint({
		cloud,
		stored,
		serviceNow: timeBy(parts.clock, Date.now),
		renewStored,
		redeem: async ({ tenantId, refused }, audience, refreshToken) =>
			await acquireToken(
				{ cloud, clientId, proof, tenantId, audience, claims: refused?.claims, refreshToken },
				tokenPorts(parts),
			),
	});
	const connection = assemble(settings, parts, true, credentialKey(id, [proof, userOf(stored)]), mint);
	return { ...connection, ends: [...connection.ends, ...signInEnd(stored)] };
}

function assemble(
	settings: CredentialSettings,
	{ send, tokens, clock, retry, quota, cancellation }: ConnectionParts,
	delegated: boolean,
	key: string,
	mint: Mint,
): Connection {
	const { cloud, clientId, tenantIdOrDomain } = settings;
	const serviceNow = timeBy(clock, Date.now);
	const measure = async () => await measureClock(send, cloud);
	const source = { cache: tokens, credentialKey: key, clientId, cloud, mint };
	return {
		cloud,
		clientId,
		tenantIdOrDomain,
		credentialKey: key,
		ends: endsOf(settings),
		delegated,
		tokens: checkedTokens({ ...source, now: Date.now, serviceNow }),
		// Requests for tokens go out all the same: other executions may wait for them.
		send: cancellation?.guard(send) ?? send,
		now: Date.now,
		serviceNow,
		customerNow: customerTimeBy(clock, Date.now),
		noteTime: customerClock(clock, Date.now, measure),
		measureClock: measure,
		sleep: cancellation?.sleep ?? sleep,
		retry,
		quota,
	};
}

/** Entra ends a refresh token that was not renewed for 90 days; it was last renewed together with the access token. */
function signInEnd({ accessToken = '' }: StoredTokens): CredentialEnd[] {
	const claims = readClaims(accessToken);
	return claims === undefined ? [] : [{ part: 'signIn', at: claims.expiresAt + REFRESH_TOKEN_LIFE_MS }];
}

const REFRESH_TOKEN_LIFE_MS = 90 * 24 * 3_600_000;

function endsOf({ proof, secretEndsAt }: CredentialSettings): CredentialEnd[] {
	const [part, at] =
		proof.kind === 'certificate'
			? (['certificate', certificateEndsAt(proof.certificate)] as const)
			: (['secret', secretEndsAt] as const);
	return at === undefined ? [] : [{ part, at }];
}

/** Changes with the credential and with its secret, so that an edited credential is not served from before. */
function credentialKey(id: string, secret: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify([id, secret]))
		.digest('base64url');
}

/** Who signed in, so that the tokens of one user are not given to the next; the tokens themselves change every hour. */
function userOf({ accessToken = '', refreshToken = '' }: StoredTokens): string {
	return readClaims(accessToken)?.userId ?? refreshToken;
}

function storedTokens({ oauthTokenData }: JsonObject): StoredTokens {
	const data = isJsonObject(oauthTokenData) ? oauthTokenData : {};
	return { accessToken: text(data.access_token), refreshToken: text(data.refresh_token) };
}
