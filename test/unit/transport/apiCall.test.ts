import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { ApiRequest } from '../../../nodes/MicrosoftDefenderMssp/transport/apiRequest';
import { apiCall } from '../../../nodes/MicrosoftDefenderMssp/transport/apiRequest';
import { CONTOSO, NOW, passing } from '../core/builders';
import type { Answer, ConnectionOptions } from './builders';
import { answer, callOf, connectionOf, refusal, wire } from './builders';

const change: ApiRequest = {
	method: 'PATCH',
	url: 'https://graph.microsoft.com/v1.0/security/alerts_v2/da1_2',
	body: { status: 'resolved' },
	isWrite: true,
};
const done = answer(200, { status: 'resolved' });
const throttled = answer(429, refusal('TooManyRequests', 'x'), { 'retry-after': '7' });
const broken = passing({ kind: 'network', code: 'ECONNRESET' });

function callWith(answers: Answer[], options: ConnectionOptions = {}) {
	const network = wire(...answers);
	const waits: number[] = [];
	const retry = { attempts: 3, longestWaitMs: 30_000 };
	const connection = connectionOf(network, { waits, retry, ...options });
	return {
		network,
		waits,
		call: async (request = change) => await apiCall(request, callOf(connection)),
	};
}

describe('a write', () => {
	it('is sent with its body as JSON', async () => {
		const { network, call } = callWith([done]);
		expect(await call()).toEqual({ ok: true, value: { status: 'resolved' } });
		expect(network.sent).toMatchObject([
			{
				method: 'PATCH',
				url: change.url,
				headers: {
					'content-type': expect.stringContaining('application/json') as unknown,
					authorization: `Bearer token-1 of ${CONTOSO.id}`,
				},
				body: '{"status":"resolved"}',
			},
		]);
	});

	it.each([
		['an empty text', ''],
		['nothing', undefined],
		['null', null],
	])('that is answered with %s is done', async (_what, body) => {
		const { call } = callWith([{ status: 204, headers: {}, body }]);
		expect(await call()).toEqual({ ok: true, value: {} });
	});

	it.each([
		['broken off', broken],
		['answered 500', answer(500)],
		['answered 503', answer(503)],
		['answered with a page of a proxy', answer(200, '<html>')],
		['answered with the error page of a proxy', answer(409, '<html>')],
	])(
		'that was %s is not sent again, and its failure says that it may have been done',
		async (_how, given) => {
			const { network, call } = callWith([given, done]);
			expect(await call()).toMatchObject({
				failure: {
					cause: expect.stringContaining('not known whether the change was made') as unknown,
					remedy: expect.stringContaining('Look whether the change is there') as unknown,
				},
			});
			expect(network.sent).toHaveLength(1);
		},
	);

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])(
		'that could not even be sent (%s) is told as not done',
		async (code) => {
			const { network, call } = callWith([passing({ kind: 'network', code })]);
			expect(await call()).toMatchObject({
				failure: { remedy: expect.stringContaining('Nothing was changed') as unknown },
			});
			expect(network.sent).toHaveLength(1);
		},
	);

	it('is sent again after a throttling, because that was refused undone', async () => {
		const { network, waits, call } = callWith([throttled, done]);
		expect(await call()).toMatchObject({ ok: true });
		expect(waits).toEqual([7000]);
		expect(network.sent.map(({ body }) => body)).toEqual([network.sent[0]?.body, network.sent[0]?.body]);
	});

	it('is sent again with a new token when the first was refused', async () => {
		const { network, call } = callWith([answer(401), done]);
		expect(await call()).toMatchObject({ ok: true });
		expect(network.sent).toHaveLength(2);
	});

	it.each([400, 403, 404, 409])('that is answered %d failed, and nobody doubts that', async (status) => {
		const { network, call } = callWith([answer(status, refusal('x', 'y'))]);
		const outcome = await call();
		expect(JSON.stringify(outcome)).not.toContain('not known');
		expect(network.sent).toHaveLength(1);
	});

	it('waits for a sign-in that is only down for a moment, because nothing was sent', async () => {
		const token = jest
			.fn()
			.mockResolvedValueOnce(fail(passing()))
			.mockResolvedValue(succeed({ value: 't', expiresAt: NOW, mintedAt: NOW }));
		const { network, call } = callWith([done], { tokens: { token } });
		expect(await call()).toMatchObject({ ok: true });
		expect(network.sent).toHaveLength(1);
	});

	it('that got no token is not told as perhaps done', async () => {
		const { network, call } = callWith([done], {
			tokens: { token: async () => await Promise.resolve(fail(passing())) },
		});
		expect(await call()).toEqual(fail(passing()));
		expect(network.sent).toEqual([]);
	});
});

describe('a POST that only reads', () => {
	it('is sent again like any reading', async () => {
		const { network, call } = callWith([answer(503), done]);
		expect(await call({ ...change, method: 'POST', isWrite: false })).toMatchObject({ ok: true });
		expect(network.sent).toHaveLength(2);
	});
});
