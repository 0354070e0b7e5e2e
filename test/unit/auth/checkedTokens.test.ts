import type { Mint } from '../../../nodes/MicrosoftDefenderMssp/auth/checkedTokens';
import { checkedTokens } from '../../../nodes/MicrosoftDefenderMssp/auth/checkedTokens';
import { createTokenCache } from '../../../nodes/MicrosoftDefenderMssp/auth/tokenCache';
import type { Cloud } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { CLIENT_ID, CONTOSO, FABRIKAM, lasting, NOW } from '../core/builders';
import { accessToken, graphOf } from './builders';

const give = (...tokens: string[]) => {
	const mint = jest.fn<ReturnType<Mint>, Parameters<Mint>>();
	for (const token of tokens) mint.mockResolvedValueOnce(succeed(token));
	return mint;
};

const clientOf = (mint: Mint, cloud: Cloud = CLOUDS.global, serviceNow = () => NOW) =>
	checkedTokens({
		cache: createTokenCache(10),
		credentialKey: 'hash',
		clientId: CLIENT_ID,
		cloud,
		mint,
		now: () => NOW,
		serviceNow,
	});

describe('checkedTokens', () => {
	it('asks for the audience of the API and hands the token on with its expiry', async () => {
		const token = accessToken();
		const mint = give(token);
		expect(await clientOf(mint).token(graphOf(CONTOSO.id))).toEqual(
			succeed({ value: token, expiresAt: NOW + 3_600_000, mintedAt: NOW }),
		);
		expect(mint).toHaveBeenCalledWith(graphOf(CONTOSO.id), 'https://graph.microsoft.com');
	});

	it('lets no token of another tenant pass, and does not keep it either', async () => {
		const good = accessToken();
		const client = clientOf(give(accessToken({ tenantId: FABRIKAM.id }), good));
		expect(await client.token(graphOf(CONTOSO.id))).toMatchObject({
			ok: false,
			failure: { kind: 'wrongTenant', transient: false },
		});
		expect(await client.token(graphOf(CONTOSO.id))).toMatchObject({ value: { value: good } });
	});

	it.each(['', 'opaque', 'a.b.c'])('lets no token pass whose tenant cannot be read: %j', async (token) => {
		expect(await clientOf(give(token)).token(graphOf(CONTOSO.id))).toMatchObject({
			ok: false,
			failure: { kind: 'unexpectedAnswer' },
		});
	});

	it('takes a tenant GUID in capitals for the same tenant', async () => {
		const client = clientOf(give(accessToken()));
		expect((await client.token(graphOf(CONTOSO.id.toUpperCase()))).ok).toBe(true);
	});

	it('takes a token for ended when it has by the clock of Entra, wherever ours stands', async () => {
		let serviceNow = NOW;
		const [first, second] = [accessToken({ userId: 'a' }), accessToken({ userId: 'b' })];
		const client = clientOf(give(first, second), CLOUDS.global, () => serviceNow);
		await client.token(graphOf(CONTOSO.id));
		serviceNow += 3_600_000;
		expect(await client.token(graphOf(CONTOSO.id))).toMatchObject({ value: { value: second } });
	});

	it('says that the cloud has no such API instead of asking for a token', async () => {
		const mint = give(accessToken());
		expect(
			await clientOf(mint, CLOUDS.china).token({ tenantId: CONTOSO.id, service: 'defender' }),
		).toMatchObject({
			failure: { kind: 'wrongCloud' },
		});
		expect(mint).not.toHaveBeenCalled();
	});

	it('hands a refusal of Entra on as it is', async () => {
		const mint: Mint = async () => await Promise.resolve(fail(lasting()));
		expect(await clientOf(mint).token(graphOf(CONTOSO.id))).toEqual(fail(lasting()));
	});

	it('gets another token when an API refused the one in use', async () => {
		const [first, second] = [accessToken({ userId: 'a' }), accessToken({ userId: 'b' })];
		const client = clientOf(give(first, second));
		await client.token(graphOf(CONTOSO.id));
		const refused = { token: first };
		expect(await client.token(graphOf(CONTOSO.id, refused))).toMatchObject({ value: { value: second } });
	});

	it('keeps the tokens of two tenants and two APIs apart', async () => {
		const mint: Mint = async ({ tenantId }, audience) =>
			await Promise.resolve(succeed(accessToken({ tenantId, audience })));
		const client = clientOf(mint);
		const tokens = await Promise.all(
			[CONTOSO.id, FABRIKAM.id].flatMap((tenantId) =>
				(['graph', 'defender'] as const).map(async (service) => await client.token({ tenantId, service })),
			),
		);
		expect(new Set(tokens.map((token) => (token.ok ? token.value.value : ''))).size).toBe(4);
	});
});
