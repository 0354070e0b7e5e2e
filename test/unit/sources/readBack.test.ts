import { fail, succeed } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { readBack } from '../../../nodes/MicrosoftDefenderMssp/sources/readBack';
import { connectionOf, wire } from '../transport/builders';
import { passing } from '../core/builders';

async function look(answers: Array<number | undefined>) {
	const waits: number[] = [];
	let reads = 0;
	const read = async () => {
		const value = answers[reads];
		reads += 1;
		return await Promise.resolve(value === undefined ? fail(passing()) : succeed(value));
	};
	const outcome = await readBack(connectionOf(wire(), { waits }), read, (value) => value === 1);
	return { outcome, reads, waits };
}

describe('readBack', () => {
	it('looks once when the change is there', async () => {
		expect(await look([1])).toEqual({ outcome: { found: 1, verified: true }, reads: 1, waits: [] });
	});

	it('looks again after a while when it is not there yet, or could not be read', async () => {
		expect(await look([0, undefined, 1])).toEqual({
			outcome: { found: 1, verified: true },
			reads: 3,
			waits: [1000, 3000],
		});
	});

	it('gives up after a few looks, with what was there last', async () => {
		expect(await look([0, 2, undefined, 1])).toMatchObject({
			outcome: { found: 2, verified: false },
			reads: 3,
		});
	});

	it('has nothing to show where nothing could be read', async () => {
		expect((await look([])).outcome).toEqual({ verified: false });
	});
});
