import fc from 'fast-check';

import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { ServiceClock } from '../../../nodes/MicrosoftDefenderMssp/transport/serviceClock';
import {
	customerClock,
	customerTimeBy,
	measureClock,
	watchClock,
} from '../../../nodes/MicrosoftDefenderMssp/transport/serviceClock';
import { CONTOSO, FABRIKAM, NOW, passing } from '../core/builders';
import type { Answer } from './builders';
import { answer, answering, wire } from './builders';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
/** Seconds to years, both ways, whole seconds as headers tell them. */
const skewMs = fc
	.oneof(fc.integer({ min: -7200, max: 7200 }), fc.integer({ min: -1e8, max: 1e8 }))
	.map((seconds) => seconds * 1000);
const request: HttpRequest = { method: 'GET', url: 'https://graph.microsoft.com/', timeoutMs: 1 };
const dated = (ms: number) => answer(200, {}, { date: new Date(ms).toUTCString() });

/** The clock after these answers, and what the caller got. */
async function watch(answers: Answer[], aheadMs = 0) {
	const clock: ServiceClock = { aheadMs, customers: new Map() };
	const network = wire(...answers);
	const send = watchClock(network.send, clock, () => NOW);
	const got = [];
	while (got.length < answers.length) got.push(await send(request));
	return { clock, got, sent: network.sent };
}

describe('watchClock', () => {
	it.each([
		['ahead', 90_000],
		['behind', -3_600_000],
		['the same', 0],
	])("tells from the Date header that Microsoft's clock is %s", async (_how, ms) => {
		expect((await watch([dated(NOW + ms)], 7)).clock.aheadMs).toBe(ms);
	});

	it('goes by the last answer', async () => {
		expect((await watch([dated(NOW + 5000), dated(NOW + 2000)])).clock.aheadMs).toBe(2000);
	});

	it('reads the time off a refusal too', async () => {
		const refused = answer(403, {}, { date: new Date(NOW + 60_000).toUTCString() });
		expect((await watch([refused])).clock.aheadMs).toBe(60_000);
	});

	it.each([
		['no Date header', answer(200)],
		['an empty Date header', answer(200, {}, { date: '' })],
		['an unreadable Date header', answer(200, {}, { date: 'soon' })],
	])('knows what it knew before after an answer with %s', async (_what, given) => {
		expect((await watch([dated(NOW + 60_000), given])).clock.aheadMs).toBe(60_000);
	});

	it('passes a failure on as it is and knows what it knew before', async () => {
		const failure = passing({ kind: 'network' });
		const { clock, got } = await watch([failure], 4000);
		expect(got).toEqual([fail(failure)]);
		expect(clock.aheadMs).toBe(4000);
	});

	it('changes neither the request nor the answer', async () => {
		const given = dated(NOW);
		const { got, sent } = await watch([given]);
		expect(sent).toEqual([request]);
		expect(got).toEqual([{ ok: true, value: given }]);
	});
});

describe('watchClock with a token', () => {
	it('reads nothing off the answer, because a customer may have a part in it', async () => {
		const clock: ServiceClock = { customers: new Map() };
		const send = watchClock(wire(dated(NOW + YEAR_MS)).send, clock, () => NOW);
		await send({ ...request, headers: { authorization: 'Bearer x' } });
		expect(clock.aheadMs).toBeUndefined();
	});
});

describe("a customer's clock", () => {
	const api = { tenantId: CONTOSO.id, service: 'graph' } as const;
	const other = { tenantId: FABRIKAM.id, service: 'graph' } as const;

	/** What both customers' time is, as ahead of ours, once Contoso's API said that it is so far ahead. */
	async function after(ownMs: number, aheadMs?: number) {
		const clock: ServiceClock = { aheadMs, customers: new Map() };
		const measure = jest.fn().mockResolvedValue(undefined);
		const note = customerClock(clock, () => NOW, measure);
		await note(api, { date: new Date(NOW + ownMs).toUTCString() });
		const time = customerTimeBy(clock, () => NOW);
		return { own: time(api) - NOW, others: time(other) - NOW, asked: measure.mock.calls.length };
	}

	it('counts for that customer alone, and only within an hour of a clock of ours or of Entra', async () => {
		await fc.assert(
			fc.asyncProperty(skewMs, fc.option(skewMs, { nil: undefined }), async (ownMs, entraMs) => {
				const { own, others, asked } = await after(ownMs, entraMs);
				const isNear = [entraMs ?? 0, 0].some((ms) => Math.abs(ownMs - ms) <= HOUR_MS);
				expect(own).toBe(isNear ? ownMs : (entraMs ?? 0));
				expect(others).toBe(entraMs ?? 0);
				expect(asked).toBe(isNear && entraMs !== undefined ? 0 : 1);
			}),
		);
	});

	it('is another one for each of its APIs', async () => {
		const clock: ServiceClock = { aheadMs: 0, customers: new Map() };
		const note = customerClock(clock, () => NOW, jest.fn());
		await note(api, { date: new Date(NOW + 60_000).toUTCString() });
		const time = customerTimeBy(clock, () => NOW);
		expect([time(api) - NOW, time({ ...api, service: 'defender' }) - NOW]).toEqual([60_000, 0]);
	});

	it('has the time asked for anew when it is in doubt, every ten minutes at most', async () => {
		const clock: ServiceClock = { aheadMs: 0, customers: new Map() };
		const measure = jest.fn().mockResolvedValue(undefined);
		let now = NOW;
		const note = customerClock(clock, () => now, measure);
		const counts = [];
		for (const minutes of [0, 9, 10, 11, -60]) {
			now = NOW + minutes * 60_000;
			await note(api, { date: new Date(now + YEAR_MS).toUTCString() });
			counts.push(measure.mock.calls.length);
		}
		expect(counts).toEqual([1, 1, 2, 2, 3]);
	});

	it.each<Array<Record<string, string>>>([[{}], [{ date: '' }], [{ date: 'soon' }]])(
		'is not touched by an answer that tells no time',
		async (headers) => {
			const clock: ServiceClock = { customers: new Map() };
			const measure = jest.fn();
			await customerClock(clock, () => NOW, measure)(api, headers);
			expect([clock.customers.size, measure.mock.calls.length]).toEqual([0, 0]);
		},
	);
});

describe('measureClock', () => {
	const { loginUrl, graph, defender } = CLOUDS.global;
	const METADATA = `${loginUrl}/common/v2.0/.well-known/openid-configuration`;

	/** The answers by the origin that is asked. */
	async function measure(answers: Record<string, Answer>) {
		const clock: ServiceClock = { aheadMs: 1, customers: new Map() };
		const network = answering(
			({ url }) => answers[new URL(url).origin] ?? passing({ kind: 'network', cause: url }),
		);
		const send = watchClock(network.send, clock, () => NOW);
		return { measured: await measureClock(send, CLOUDS.global), aheadMs: clock.aheadMs, sent: network.sent };
	}

	it('asks Entra for something public, without a token, although the time is known: our clock may have jumped since', async () => {
		const { measured, aheadMs, sent } = await measure({ [loginUrl]: dated(NOW + 7000) });
		expect([measured, aheadMs]).toEqual([succeed(true), 7000]);
		expect(sent).toEqual([{ method: 'GET', url: METADATA, timeoutMs: 5_000 }]);
	});

	it.each([
		['Graph', graph.url],
		['Defender', defender?.url ?? ''],
	])('asks %s, without a token, where Entra cannot be reached', async (_what, url) => {
		const refused = answer(401, {}, { date: new Date(NOW - YEAR_MS).toUTCString() });
		const { measured, aheadMs, sent } = await measure({ [url]: refused });
		expect([measured, aheadMs]).toEqual([succeed(true), -YEAR_MS]);
		expect(sent.every(({ headers }) => headers === undefined)).toBe(true);
	});

	it('says that the time is not told where answers come without it', async () => {
		const { measured, aheadMs } = await measure({ [loginUrl]: answer(200) });
		expect([measured, aheadMs]).toEqual([succeed(false), 1]);
	});

	it('fails with what kept Entra from being asked where nothing of Microsoft can be reached', async () => {
		const { measured, aheadMs } = await measure({});
		expect([measured, aheadMs]).toEqual([fail(passing({ kind: 'network', cause: METADATA })), 1]);
	});
});
