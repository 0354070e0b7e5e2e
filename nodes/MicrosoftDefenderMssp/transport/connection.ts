import type { TokenClient } from '../auth/tokenClient';
import type { Cloud } from '../core/clouds';
import type { Failure } from '../core/failure';
import type { HttpResponse, Send } from '../core/http';
import type { Result } from '../core/result';
import type { RetryPolicy } from '../core/retry';
import type { RequestQuota } from './requestQuota';
import type { CustomerApi } from './serviceClock';

/** A part of the credential that has a last day. */
export interface CredentialEnd {
	part: 'certificate' | 'secret' | 'signIn';
	/** Milliseconds since 1970. */
	at: number;
}

/** A credential made ready for use: which cloud, which app, and where its tokens come from. */
export interface Connection {
	cloud: Cloud;
	clientId: string;
	/** Hash that changes with the credential's identity, secret and user; part of every cache's key. */
	credentialKey: string;
	/** The credential's own tenant, as typed: GUID or domain. */
	tenantIdOrDomain: string;
	/** What of the credential ends when, as far as it can be known. */
	ends: CredentialEnd[];
	/** A user signed in; else the app acts for itself. */
	delegated: boolean;
	tokens: TokenClient;
	send: Send;
	now: () => number;
	/** The time by Entra's clock, as far as its answers told it, else by ours; milliseconds since 1970. */
	serviceNow: () => number;
	/** The time by the clock of one customer's API, as far as it can be believed, else `serviceNow`. */
	customerNow: (customer: CustomerApi) => number;
	/** Notes the time that an answer of a customer's API tells. */
	noteTime: (customer: CustomerApi, headers: HttpResponse['headers']) => Promise<void>;
	/** Has Entra's clock read anew. Resolves to whether an answer told the time; fails where there was no answer. */
	measureClock: () => Promise<Result<boolean, Failure>>;
	sleep: (ms: number) => Promise<void>;
	retry: RetryPolicy;
	/** What was asked for lately, so that the services' limits are kept. */
	quota: RequestQuota;
}
