import type { Service } from '../core/clouds';
import type { Failure } from '../core/failure';
import type { Result } from '../core/result';

/** A bearer token whose tenant was checked. */
export interface AccessToken {
	value: string;
	/** Milliseconds since 1970. */
	expiresAt: number;
	/** When we got it, milliseconds since 1970. */
	mintedAt: number;
}

export interface TokenRequest {
	/** GUID of the customer tenant. */
	tenantId: string;
	service: Service;
	/** The token in use was refused: get a new one, whatever the cache says. */
	refused?: { token: string; claims?: string };
}

/**
 * The port to Entra ID. Promises a token of exactly the tenant asked for, or a failure that says why there is none;
 * it never hands out another tenant's token.
 */
export interface TokenClient {
	token(request: TokenRequest): Promise<Result<AccessToken, Failure>>;
}
