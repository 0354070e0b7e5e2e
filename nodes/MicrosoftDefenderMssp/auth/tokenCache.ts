import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import type { AccessToken } from './tokenClient';

/** A token is renewed this long before it ends, so that it does not end on its way or because clocks differ. */
export const EXPIRY_SKEW_MS = 120_000;

export interface TokenCache {
	/**
	 * The cached token of this key, or a new one. Concurrent callers of one key share one `mint`; a failure is not
	 * kept. A cached token equal to `refused` is not given out again.
	 */
	get(key: TokenKey, mint: () => Promise<Minted>, nowMs: number, refused?: string): Promise<Minted>;
}

export type Minted = Result<AccessToken, Failure>;

/** Everything that makes a token another token. */
export interface TokenKey {
	/** Identity of the credential and of its secret, hashed. */
	credential: string;
	clientId: string;
	loginUrl: string;
	tenantId: string;
	audience: string;
}

/** A cache in memory that forgets the least recently used tokens beyond `limit`. */
export function createTokenCache(limit: number): TokenCache {
	const tokens = new Map<string, AccessToken>();
	const pending = new Map<string, Promise<Minted>>();

	const remember = (key: string, token: AccessToken) => {
		tokens.delete(key);
		tokens.set(key, token);
		for (const oldest of tokens.keys()) {
			if (tokens.size <= limit) break;
			tokens.delete(oldest);
		}
	};

	const mintOnce = (key: string, mint: () => Promise<Minted>): Promise<Minted> => {
		const running = pending.get(key);
		if (running !== undefined) return running;
		const started = mint()
			.then((minted) => {
				if (minted.ok) remember(key, minted.value);
				return minted;
			})
			.finally(() => pending.delete(key));
		pending.set(key, started);
		return started;
	};

	return {
		async get({ credential, clientId, loginUrl, tenantId, audience }, mint, nowMs, refused) {
			const key = JSON.stringify([credential, clientId, loginUrl, tenantId, audience]);
			const cached = tokens.get(key);
			const usable = cached !== undefined && cached.expiresAt - EXPIRY_SKEW_MS > nowMs;
			if (!usable || cached.value === refused) return await mintOnce(key, mint);
			remember(key, cached);
			return { ok: true, value: cached };
		},
	};
}
