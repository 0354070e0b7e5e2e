import { defenderUpdates } from '../../../nodes/MicrosoftDefenderMssp/sources/updateAlerts';
import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import { CONTOSO } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, answering, connectionOf, movingClock, refusal } from '../transport/builders';

const ids = (count: number) => Array.from({ length: count }, (_, n) => `da${n}_1`);
/** The alerts of a call; one that is changed by itself stands in the address. */
const idsOf = ({ url, body = '{}' }: HttpRequest) =>
	(JSON.parse(body) as { alertIds?: string[] }).alertIds ?? [url.split('/').at(-1) ?? ''];

async function update(count: number, give: (index: number, ids: string[]) => Answer) {
	const clock = movingClock();
	const network = answering((request, index) => give(index, idsOf(request)));
	const connection = connectionOf(network, clock);
	const batch = { change: { status: 'resolved' }, ids: ids(count) };
	const outcomes = await defenderUpdates(connection, CONTOSO.id)(batch);
	return {
		outcomes: [...outcomes.values()],
		sizes: network.sent.map((request) => idsOf(request).length),
		waits: clock.waits,
	};
}

describe('defenderUpdates', () => {
	it('keeps ten calls a minute, with a share left to others', async () => {
		const { outcomes, sizes, waits } = await update(1000, () => answer(200, ''));
		expect(sizes).toEqual(Array<number>(10).fill(100));
		expect(waits).toEqual([60_000]);
		expect(outcomes.every(({ ok }) => ok)).toBe(true);
	});

	it('keeps 500 calls an hour, and tells the rest that nothing was sent', async () => {
		const { outcomes, sizes } = await update(41_000, () => answer(200, ''));
		expect(sizes).toHaveLength(400);
		const failed = outcomes.filter(({ ok }) => !ok);
		expect(failed).toHaveLength(1000);
		expect(failed[0]).toMatchObject({ failure: { kind: 'throttled' } });
	});

	it('halves what is too large, and keeps to the size that is taken', async () => {
		const tooLarge = answer(400, refusal('MaximumBatchSizeExceeded', 'Too many.'));
		const { outcomes, sizes } = await update(300, (index) => (index < 2 ? tooLarge : answer(200, '')));
		expect(sizes.slice(0, 4)).toEqual([100, 50, 25, 25]);
		expect(outcomes).toHaveLength(300);
		expect(outcomes.every(({ ok }) => ok)).toBe(true);
	});

	it.each([
		['one', [70], { together: 5, alone: 25 }],
		['some', [3, 30, 60, 99], { together: 7, alone: 100 }],
		['all', ids(100).keys(), { together: 7, alone: 100 }],
	])('changes all alerts but those refused, where these are %s of a call', async (_what, bad, calls) => {
		const refused = new Set([...bad].map((n) => `da${n}_1`));
		const { outcomes, sizes } = await update(100, (_index, asked) =>
			asked.some((id) => refused.has(id)) ? answer(404, refusal('NotFound', 'No.')) : answer(200, {}),
		);
		expect(outcomes.filter(({ ok }) => !ok)).toHaveLength(refused.size);
		expect(sizes.filter((size) => size > 1)).toHaveLength(calls.together);
		expect(sizes.filter((size) => size === 1)).toHaveLength(calls.alone);
	});

	it('keeps to large calls after one that was refused for an alert', async () => {
		const { sizes } = await update(200, (index) =>
			index === 0 ? answer(400, refusal('InvalidInput', 'No.')) : answer(200, ''),
		);
		expect(sizes).toEqual([100, 50, 50, 100]);
	});

	it('goes on after a call of which it is not known whether it was done', async () => {
		const { outcomes, sizes } = await update(150, (index) => (index === 0 ? answer(503) : answer(200, '')));
		expect(sizes).toEqual([100, 50]);
		expect(outcomes.filter(({ ok }) => !ok)).toHaveLength(100);
		expect(outcomes[0]).toMatchObject({
			failure: { cause: expect.stringContaining('not known whether the change was made') as unknown },
		});
	});

	it('sends no more after a refusal that every call would meet', async () => {
		const { outcomes, sizes } = await update(250, () => answer(403, refusal('Forbidden', 'No.')));
		expect(sizes).toEqual([100]);
		expect(outcomes).toHaveLength(250);
		for (const outcome of outcomes) expect(outcome).toMatchObject({ failure: { kind: 'roleMissing' } });
	});
});
