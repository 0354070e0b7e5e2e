import fc from 'fast-check';

import type { Minted, TokenKey } from '../../../nodes/MicrosoftDefenderMssp/auth/tokenCache';
import { createTokenCache, EXPIRY_SKEW_MS } from '../../../nodes/MicrosoftDefenderMssp/auth/tokenCache';
import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { CONTOSO, lasting, NOW } from '../core/builders';

const HOUR_MS = 3_600_000;
const key: TokenKey = {
	credential: 'hash-1',
	clientId: 'client-1',
	loginUrl: 'https://login.microsoftonline.com',
	tenantId: CONTOSO.id,
	audience: 'https://graph.microsoft.com',
};

/** Hands out token-1, token-2, … and counts them. */
function mint(lifeMs = HOUR_MS) {
	return jest.fn(async (): Promise<Minted> => {
		const count = mintCount();
		return await Promise.resolve(
			succeed({ value: `token-${count}`, expiresAt: NOW + lifeMs, mintedAt: NOW }),
		);
	});
}
let minted = 0;
const mintCount = () => (minted += 1);
beforeEach(() => {
	minted = 0;
});

const valueOf = (outcome: Minted) => (outcome.ok ? outcome.value.value : outcome.failure.kind);

describe('createTokenCache', () => {
	it('asks once for many calls', async () => {
		const cache = createTokenCache(10);
		const ask = mint();
		for (let call = 0; call < 5; call += 1) expect(valueOf(await cache.get(key, ask, NOW))).toBe('token-1');
		expect(ask).toHaveBeenCalledTimes(1);
	});

	it('asks once for calls at the same time, because Entra throttles those that ask in a loop', async () => {
		const cache = createTokenCache(10);
		const ask = mint();
		const tokens = await Promise.all(Array.from({ length: 20 }, async () => await cache.get(key, ask, NOW)));
		expect(new Set(tokens.map(valueOf))).toEqual(new Set(['token-1']));
		expect(ask).toHaveBeenCalledTimes(1);
	});

	it.each<[string, Partial<TokenKey>]>([
		['credential', { credential: 'hash-2' }],
		['app', { clientId: 'client-2' }],
		['cloud', { loginUrl: 'https://login.microsoftonline.us' }],
		['tenant', { tenantId: '22222222-2222-4222-8222-222222222222' }],
		['API', { audience: 'https://api.securitycenter.microsoft.com' }],
	])('never gives the token of one %s to another', async (_part, part) => {
		const cache = createTokenCache(10);
		const ask = mint();
		expect(valueOf(await cache.get(key, ask, NOW))).toBe('token-1');
		expect(valueOf(await cache.get({ ...key, ...part }, ask, NOW))).toBe('token-2');
		expect(valueOf(await cache.get(key, ask, NOW))).toBe('token-1');
	});

	it('tells keys apart however their parts are cut', async () => {
		const text = fc.string({ maxLength: 6, unit: fc.constantFrom('a', '"', ',', '\\', '|') });
		const keys = fc.record({
			credential: text,
			clientId: text,
			loginUrl: text,
			tenantId: text,
			audience: text,
		});
		await fc.assert(
			fc.asyncProperty(keys, keys, async (a, b) => {
				const cache = createTokenCache(10);
				const [first, second] = [await cache.get(a, mint(), NOW), await cache.get(b, mint(), NOW)];
				expect(valueOf(first) === valueOf(second)).toBe(JSON.stringify(a) === JSON.stringify(b));
			}),
		);
	});

	it.each([
		['long before it ends', HOUR_MS, true],
		['just before the safety margin', EXPIRY_SKEW_MS + 1, true],
		['at the safety margin', EXPIRY_SKEW_MS, false],
		['shortly before it ends', 1, false],
		['after it has ended', -1, false],
	])('decides about a token %s', async (_when, leftMs, kept) => {
		const cache = createTokenCache(10);
		await cache.get(key, mint(leftMs), NOW);
		expect(valueOf(await cache.get(key, mint(), NOW))).toBe(kept ? 'token-1' : 'token-2');
	});

	it('does not give a token out again that an API refused', async () => {
		const cache = createTokenCache(10);
		await cache.get(key, mint(), NOW);
		expect(valueOf(await cache.get(key, mint(), NOW, 'token-1'))).toBe('token-2');
		expect(valueOf(await cache.get(key, mint(), NOW))).toBe('token-2');
	});

	it('gives the newer token to a caller whose old one was refused meanwhile', async () => {
		const cache = createTokenCache(10);
		await cache.get(key, mint(), NOW);
		await cache.get(key, mint(), NOW, 'token-1');
		expect(valueOf(await cache.get(key, mint(), NOW, 'token-1'))).toBe('token-2');
	});

	it('asks once for many callers whose token was refused at the same time', async () => {
		const cache = createTokenCache(10);
		await cache.get(key, mint(), NOW);
		const ask = mint();
		await Promise.all(Array.from({ length: 8 }, async () => await cache.get(key, ask, NOW, 'token-1')));
		expect(ask).toHaveBeenCalledTimes(1);
	});

	it('keeps no failure, so that the next call tries again', async () => {
		const cache = createTokenCache(10);
		const failing = async (): Promise<Minted> => await Promise.resolve(fail(lasting()));
		expect(valueOf(await cache.get(key, failing, NOW))).toBe('consentMissing');
		expect(valueOf(await cache.get(key, mint(), NOW))).toBe('token-1');
	});

	it('lets the next call try again after a bug threw', async () => {
		const cache = createTokenCache(10);
		const throwing = async (): Promise<Minted> => await Promise.reject(new Error('bug'));
		await expect(cache.get(key, throwing, NOW)).rejects.toThrow('bug');
		expect(valueOf(await cache.get(key, mint(), NOW))).toBe('token-1');
	});

	it('keeps the old token when a new one cannot be had', async () => {
		const cache = createTokenCache(10);
		await cache.get(key, mint(), NOW);
		await cache.get(key, async () => await Promise.resolve(fail(lasting())), NOW, 'token-1');
		expect(valueOf(await cache.get(key, mint(), NOW))).toBe('token-1');
	});

	it('forgets the least recently used token beyond its limit', async () => {
		const cache = createTokenCache(2);
		const [a, b, c] = ['a', 'b', 'c'].map((tenantId) => ({ ...key, tenantId }));
		if (a === undefined || b === undefined || c === undefined) throw new Error('three keys');
		await cache.get(a, mint(), NOW);
		await cache.get(b, mint(), NOW);
		await cache.get(a, mint(), NOW);
		await cache.get(c, mint(), NOW);
		expect(valueOf(await cache.get(a, mint(), NOW))).toBe('token-1');
		expect(valueOf(await cache.get(b, mint(), NOW))).toBe('token-4');
	});
});
