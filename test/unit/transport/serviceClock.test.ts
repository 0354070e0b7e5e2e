import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import { fail } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { ServiceClock } from '../../../nodes/MicrosoftDefenderMssp/transport/serviceClock';
import { measureClock, watchClock } from '../../../nodes/MicrosoftDefenderMssp/transport/serviceClock';
import { NOW, passing } from '../core/builders';
import type { Answer } from './builders';
import { answer, wire } from './builders';

const request: HttpRequest = { method: 'GET', url: 'https://graph.microsoft.com/', timeoutMs: 1 };
const dated = (ms: number) => answer(200, {}, { date: new Date(ms).toUTCString() });

/** The clock after these answers, and what the caller got. */
async function watch(answers: Answer[], clock: ServiceClock = { aheadMs: 0 }) {
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
		expect((await watch([dated(NOW + ms)], { aheadMs: 7 })).clock.aheadMs).toBe(ms);
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
		const { clock, got } = await watch([failure], { aheadMs: 4000 });
		expect(got).toEqual([fail(failure)]);
		expect(clock).toEqual({ aheadMs: 4000 });
	});

	it('changes neither the request nor the answer', async () => {
		const given = dated(NOW);
		const { got, sent } = await watch([given]);
		expect(sent).toEqual([request]);
		expect(got).toEqual([{ ok: true, value: given }]);
	});
});

describe('measureClock', () => {
	const LOGIN = 'https://login.microsoftonline.com';
	const measure = async (given: Answer, clock: ServiceClock) => {
		const network = wire(given);
		const send = watchClock(network.send, clock, () => NOW);
		return { known: await measureClock(send, LOGIN), clock, sent: network.sent };
	};

	it('asks for something public where nothing was answered yet, without a token', async () => {
		const { known, clock, sent } = await measure(dated(NOW + 7000), {});
		expect({ known, clock }).toEqual({ known: true, clock: { aheadMs: 7000 } });
		expect(sent).toEqual([
			{
				method: 'GET',
				url: `${LOGIN}/common/v2.0/.well-known/openid-configuration`,
				timeoutMs: 5_000,
			},
		]);
	});

	it('asks again although the time is known, because our clock may have jumped since', async () => {
		const { known, clock } = await measure(dated(NOW + 7000), { aheadMs: 0 });
		expect({ known, clock }).toEqual({ known: true, clock: { aheadMs: 7000 } });
	});

	it.each<[string, Answer]>([
		['Microsoft cannot be reached', passing({ kind: 'network' })],
		['the answer tells no time', answer(200)],
	])('says that the time is not known when %s', async (_when, given) => {
		expect(await measure(given, {})).toMatchObject({ known: false, clock: {} });
		expect(await measure(given, { aheadMs: 0 })).toMatchObject({ known: false, clock: { aheadMs: 0 } });
	});
});
