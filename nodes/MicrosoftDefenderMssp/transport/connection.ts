import type { TokenClient } from '../auth/tokenClient';
import type { Cloud } from '../core/clouds';
import type { RetryPolicy } from '../core/retry';
import type { Send } from '../core/http';
import type { RequestQuota } from './requestQuota';

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
	/** The time by Microsoft's clock, as far as its answers told it, else by ours; milliseconds since 1970. */
	serviceNow: () => number;
	/** Makes sure that Microsoft's clock is known; resolves to false if it cannot be reached. */
	measureClock: () => Promise<boolean>;
	sleep: (ms: number) => Promise<void>;
	retry: RetryPolicy;
	/** What was asked for lately, so that the services' limits are kept. */
	quota: RequestQuota;
}
