import type { TokenRequest } from '../../../nodes/MicrosoftDefenderMssp/auth/tokenClient';
import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { apiGet } from '../../../nodes/MicrosoftDefenderMssp/transport/apiRequest';
import { CONTOSO, FABRIKAM, lasting, NOW, passing } from '../core/builders';
import type { Answer, ConnectionOptions } from './builders';
import { answer, authorizationOf, callOf, connectionOf, refusal, wire } from './builders';

const URL_OF_LIST = 'https://graph.microsoft.com/v1.0/security/alerts_v2?$top=1';
const body = { value: [] };
const good = answer(200, body);
const throttled = (seconds: string) =>
	answer(429, refusal('TooManyRequests', 'x'), { 'retry-after': seconds });

function callWith(answers: Answer[], options: ConnectionOptions = {}) {
	const network = wire(...answers);
	const asked: TokenRequest[] = [];
	const waits: number[] = [];
	const retry = { attempts: 3, longestWaitMs: 30_000 };
	const connection = connectionOf(network, { asked, waits, retry, ...options });
	return { network, asked, waits, get: async () => await apiGet(URL_OF_LIST, callOf(connection)) };
}

describe('apiGet', () => {
	it("sends the tenant's token, asks for JSON and for enum values younger than v1.0", async () => {
		const { network, get } = callWith([good]);
		expect(await get()).toEqual({ ok: true, value: body });
		expect(network.sent).toEqual([
			{
				method: 'GET',
				url: URL_OF_LIST,
				headers: {
					authorization: `Bearer token-1 of ${CONTOSO.id}`,
					accept: 'application/json',
					prefer: 'include-unknown-enum-members',
				},
				timeoutMs: 30_000,
			},
		]);
	});

	it('asks for no token and sends nothing when the address is not allowed', async () => {
		const { network, asked } = callWith([good]);
		const call = callOf(connectionOf(network, { asked }));
		expect(await apiGet('https://evil.example/x', call)).toMatchObject({
			failure: { kind: 'hostNotAllowed' },
		});
		expect([network.sent, asked]).toEqual([[], []]);
	});

	it('sends nothing without a token and says why there is none', async () => {
		const tokens = { token: async () => await Promise.resolve(fail(lasting())) };
		const { network, get } = callWith([good], { tokens });
		expect(await get()).toEqual(fail(lasting()));
		expect(network.sent).toEqual([]);
	});

	it('gets a new token once when the first is refused', async () => {
		const { network, asked, get } = callWith([answer(401), good]);
		expect(await get()).toEqual({ ok: true, value: body });
		expect(network.sent.map(authorizationOf)).toEqual([
			`Bearer token-1 of ${CONTOSO.id}`,
			`Bearer token-2 of ${CONTOSO.id}`,
		]);
		expect(asked[1]?.refused).toEqual({ token: `token-1 of ${CONTOSO.id}`, claims: undefined });
	});

	it('does not ask a third time when the new token is refused too', async () => {
		const { network, get } = callWith([answer(401)]);
		expect(await get()).toMatchObject({ ok: false, failure: { kind: 'signInNeeded' } });
		expect(network.sent).toHaveLength(2);
	});

	it('passes a claims challenge on to the sign-in', async () => {
		const claims = '{"access_token":{"acrs":{"value":"c1"}}}';
		const header = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
		const { asked, get } = callWith([answer(401, {}, { 'www-authenticate': header }), good]);
		await get();
		expect(asked[1]?.refused?.claims).toBe(claims);
	});

	it('waits exactly as long as a throttling service asks, then goes on', async () => {
		const { waits, get } = callWith([throttled('7'), throttled('2'), good]);
		expect(await get()).toEqual({ ok: true, value: body });
		expect(waits).toEqual([7000, 2000]);
	});

	it('backs off by itself when a broken service names no time', async () => {
		const { waits, get } = callWith([answer(500), answer(502), good]);
		expect(await get()).toEqual({ ok: true, value: body });
		expect(waits).toEqual([500, 1000]);
	});

	it('gives a long throttling back at once instead of blocking the other tenants', async () => {
		const { waits, network, get } = callWith([throttled('3600')]);
		expect(await get()).toMatchObject({ failure: { kind: 'throttled', retryAfterMs: 3_600_000 } });
		expect([waits, network.sent.length]).toEqual([[], 1]);
	});

	it('stops after the attempts of its policy', async () => {
		const { network, get } = callWith([answer(503)]);
		expect(await get()).toMatchObject({ failure: { kind: 'outage' } });
		expect(network.sent).toHaveLength(3);
	});

	it('tries again after a network failure', async () => {
		const { network, get } = callWith([passing({ kind: 'network' }), good]);
		expect(await get()).toEqual({ ok: true, value: body });
		expect(network.sent).toHaveLength(2);
	});

	it('tries again when the sign-in itself is only down for a moment', async () => {
		const tokens = {
			token: jest
				.fn()
				.mockResolvedValueOnce(fail(passing()))
				.mockResolvedValue(succeed({ value: 't', expiresAt: NOW })),
		};
		const { get } = callWith([good], { tokens });
		expect(await get()).toEqual({ ok: true, value: body });
	});

	it.each([400, 403, 404])('does not repeat a request answered with %d', async (status) => {
		const { network, get } = callWith([answer(status)]);
		expect((await get()).ok).toBe(false);
		expect(network.sent).toHaveLength(1);
	});

	it.each([
		['an HTML page', '<html>'],
		['a list', []],
		['nothing', undefined],
		['null', null],
	])('does not take %s with status 200 for an answer', async (_what, page) => {
		const { get } = callWith([{ status: 200, headers: {}, body: page }]);
		expect(await get()).toMatchObject({ ok: false, failure: { kind: 'unexpectedAnswer', transient: true } });
	});

	it('treats a 403 that asks for more claims as a challenge, as Graph sends it for Conditional Access', async () => {
		const claims = '{"access_token":{"acrs":{"value":"c1"}}}';
		const header = `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
		const { asked, get } = callWith([answer(403, {}, { 'www-authenticate': header }), good]);
		expect(await get()).toEqual({ ok: true, value: body });
		expect(asked[1]?.refused?.claims).toBe(claims);
	});

	it("never puts one tenant's token into another tenant's request", async () => {
		const network = wire(answer(401), good, answer(401), good);
		const connection = connectionOf(network, { retry: { attempts: 3, longestWaitMs: 30_000 } });
		const tenants = [CONTOSO.id, FABRIKAM.id];
		for (const tenantId of tenants) await apiGet(URL_OF_LIST, callOf(connection, { tenantId }));
		const owners = network.sent.map((request) => authorizationOf(request)?.split(' of ')[1]);
		expect(owners).toEqual([CONTOSO.id, CONTOSO.id, FABRIKAM.id, FABRIKAM.id]);
	});
});
