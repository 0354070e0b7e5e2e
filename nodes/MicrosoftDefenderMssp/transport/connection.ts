import type { TokenClient } from '../auth/tokenClient';
import type { Cloud } from '../core/clouds';
import type { RetryPolicy } from '../core/retry';
import type { Send } from '../core/http';

/** A credential made ready for use: which cloud, which app, and where its tokens come from. */
export interface Connection {
	cloud: Cloud;
	clientId: string;
	/** The credential's own tenant, as typed: GUID or domain. */
	tenantIdOrDomain: string;
	/** A user signed in; else the app acts for itself. */
	delegated: boolean;
	tokens: TokenClient;
	send: Send;
	now: () => number;
	sleep: (ms: number) => Promise<void>;
	retry: RetryPolicy;
}
