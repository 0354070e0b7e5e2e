import { appOnlyConnection } from '../../../nodes/MicrosoftDefenderMssp/adapters/connect';
import { createTokenCache } from '../../../nodes/MicrosoftDefenderMssp/auth/tokenCache';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { createRequestQuota } from '../../../nodes/MicrosoftDefenderMssp/transport/requestQuota';
import { CLIENT_ID, CONTOSO } from '../core/builders';
import { answer, wire } from '../transport/builders';

const HOUR_MS = 3_600_000;

describe('a connection', () => {
	it("takes the date until which Entra ID wants no request by Entra's clock, not by ours", async () => {
		const until = new Date(Date.now() - 2 * HOUR_MS + 60_000).toUTCString();
		const connection = appOnlyConnection(
			{
				cloud: CLOUDS.global,
				clientId: CLIENT_ID,
				tenantIdOrDomain: CONTOSO.id,
				proof: { kind: 'secret', clientSecret: 's' },
			},
			'credential',
			{
				tokens: createTokenCache(1),
				quota: createRequestQuota(),
				clock: { aheadMs: -2 * HOUR_MS, customers: new Map() },
				retry: { attempts: 1, longestWaitMs: 0 },
				send: wire(answer(429, {}, { 'retry-after': until })).send,
			},
		);
		const token = await connection.tokens.token({ tenantId: CONTOSO.id, service: 'graph' });
		expect(token).toMatchObject({ ok: false, failure: { kind: 'throttled' } });
		const { retryAfterMs = NaN } = token.ok ? {} : token.failure;
		expect(retryAfterMs).toBeGreaterThan(50_000);
		expect(retryAfterMs).toBeLessThanOrEqual(60_000);
	});
});
