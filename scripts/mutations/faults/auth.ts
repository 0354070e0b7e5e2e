import type { Area } from '../fault';

/** A customer's token is that customer's, and lives as long as it may. */
export const auth: Area = {
	name: 'auth',
	tests: [
		'test/unit/auth/checkedTokens.test.ts',
		'test/unit/auth/tokenCache.test.ts',
		'test/unit/auth/delegatedMint.test.ts',
		'test/unit/auth/jwt.test.ts',
		'test/unit/auth/entraFailure.test.ts',
	],
	faults: [
		{
			name: 'the cache gives one tenant the token of another',
			file: 'auth/tokenCache.ts',
			find: 'JSON.stringify([credential, clientId, loginUrl, tenantId, audience])',
			replace: 'JSON.stringify([credential, clientId, loginUrl, audience])',
		},
		{
			name: 'the cache gives one API the token of another',
			file: 'auth/tokenCache.ts',
			find: 'JSON.stringify([credential, clientId, loginUrl, tenantId, audience])',
			replace: 'JSON.stringify([credential, clientId, loginUrl, tenantId])',
		},
		{
			name: 'an edited credential is served from before',
			file: 'auth/tokenCache.ts',
			find: 'JSON.stringify([credential, clientId, loginUrl, tenantId, audience])',
			replace: 'JSON.stringify([clientId, loginUrl, tenantId, audience])',
		},
		{
			name: 'a token is used to its last second',
			file: 'auth/tokenCache.ts',
			find: 'cached.expiresAt - EXPIRY_SKEW_MS > nowMs',
			replace: 'cached.expiresAt > nowMs',
		},
		{
			name: 'a token that was refused is given out again',
			file: 'auth/tokenCache.ts',
			find: 'if (!usable || cached.value === refused)',
			replace: 'if (!usable)',
		},
		{
			name: 'callers of one key ask for a token each',
			file: 'auth/tokenCache.ts',
			find: 'if (running !== undefined) return running;',
			replace: '',
		},
		{
			name: 'a failed token request is shared for ever',
			file: 'auth/tokenCache.ts',
			find: '.finally(() => pending.delete(key))',
			replace: '',
		},
		{
			name: "another tenant's token passes",
			file: 'auth/checkedTokens.ts',
			find: 'if (claims.tenantId !== tenantId.toLowerCase()) return fail(otherTenant);',
			replace: '',
		},
		{
			name: 'a token whose tenant cannot be read passes',
			file: 'auth/checkedTokens.ts',
			find: 'if (claims === undefined) return fail(unreadable);',
			replace:
				'if (claims === undefined) return succeed({ value: token, expiresAt: mintedAt + 3_600_000, mintedAt });',
		},
		{
			name: 'a token ends by our clock',
			file: 'auth/checkedTokens.ts',
			find: '				serviceNow(),\n				refused?.token,',
			replace: '				now(),\n				refused?.token,',
		},
		{
			name: 'the stored token is used for every tenant',
			file: 'auth/delegatedMint.ts',
			find: 'return claims?.tenantId === tenantId.toLowerCase() && audiences.includes(claims.audience);',
			replace: 'return audiences.includes(claims?.audience ?? "");',
		},
		{
			name: 'the stored token is used for every API',
			file: 'auth/delegatedMint.ts',
			find: 'return claims?.tenantId === tenantId.toLowerCase() && audiences.includes(claims.audience);',
			replace: 'return claims?.tenantId === tenantId.toLowerCase();',
		},
		{
			name: 'a stored token that was refused is used again',
			file: 'auth/delegatedMint.ts',
			find: 'if (token === undefined || token === refused?.token) return false;',
			replace: 'if (token === undefined) return false;',
		},
		{
			name: 'a rotated refresh token is not taken over',
			file: 'auth/delegatedMint.ts',
			find: '		current = { accessToken, refreshToken };\n',
			replace: '',
		},
		{
			name: 'a refresh token that nobody uses is left to end',
			file: 'auth/delegatedMint.ts',
			find: 'if (isForgotten(current.accessToken, serviceNow())) await renewOnce();',
			replace: '',
		},
		{
			name: 'the challenge of a token is not answered',
			file: 'auth/delegatedMint.ts',
			find: 'if (request.refused?.claims !== undefined || !serves(current.accessToken))',
			replace: 'if (!serves(current.accessToken))',
		},
	],
};
