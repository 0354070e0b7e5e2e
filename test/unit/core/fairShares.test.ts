import fc from 'fast-check';

import { fairShares, wholeShares } from '../../../nodes/MicrosoftDefenderMssp/core/fairShares';

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe('fairShares', () => {
	it.each<[string, number[], number, number[]]>([
		['gives everybody all, if there is enough', [3, 1, 2], 100, [3, 1, 2]],
		['gives the modest all and the others equal parts', [1, 90, 50], 21, [1, 10, 10]],
		['does not let one with thousands waiting keep out one with two', [5000, 2], 1000, [998, 2]],
		['leaves nobody with less than another who wants the same but for one', [9, 9, 9], 10, [3, 3, 4]],
		['does not divide among those who want nothing', [0, 0, 9, 0, 9], 4, [0, 0, 2, 0, 2]],
		['gives nothing where there is nothing', [9, 9], 0, [0, 0]],
		['gives nothing to those who want nothing', [0, 4, 0], 9, [0, 4, 0]],
		['shares among nobody', [], 9, []],
		['gives one each to as many as it can', [5, 0, 5, 5], 2, [1, 0, 1, 0]],
	])('%s', (_what, wants, total, shares) => {
		expect(fairShares(wants, total)).toEqual(shares);
	});

	const wanted = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 60 })), { maxLength: 40 });
	const offered = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 800 }));
	const always = (check: (wants: number[], shares: number[], total: number) => void) =>
		fc.assert(
			fc.property(wanted, offered, fc.nat({ max: 99 }), (wants, total, turn) =>
				check(wants, fairShares(wants, total, turn), total),
			),
			{ numRuns: 1000 },
		);

	it('gives nobody more than wanted, nor less than nothing, in whole numbers', () => {
		always((wants, shares) => {
			expect(shares).toHaveLength(wants.length);
			expect(shares.every((share, index) => share >= 0 && share <= (wants[index] ?? -1))).toBe(true);
			expect(shares.every(Number.isInteger)).toBe(true);
		});
	});

	it('gives no more than there is, and all of it that is wanted', () => {
		always((wants, shares, total) => {
			expect(sum(shares)).toBe(Math.min(total, sum(wants)));
		});
	});

	it('leaves nobody wanting whose share is smaller than another by more than the one that cannot be halved', () => {
		always((wants, shares) => {
			const largest = Math.max(0, ...shares);
			const short = shares.filter((share, index) => share < (wants[index] ?? 0));
			expect(short.filter((share) => share < largest - 1)).toEqual([]);
		});
	});

	it('lets nobody who wants something wait for ever, however little there is', () => {
		const some = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 });
		fc.assert(
			fc.property(some, fc.integer({ min: 1, max: 25 }), (wants, total) => {
				const turns = wants.map((_, turn) => fairShares(wants, total, turn));
				expect(wants.map((_, index) => turns.some((shares) => (shares[index] ?? 0) > 0))).toEqual(
					wants.map(() => true),
				);
			}),
		);
	});

	it('does not change the wants that it was given', () => {
		const wants = Object.freeze([3, 1, 2]);
		expect(fairShares([...wants], 4)).toEqual(fairShares(wants as number[], 4));
	});
});

describe('wholeShares', () => {
	const none = undefined;

	it.each<[string, number[], number, Array<number | undefined>]>([
		['gives everybody all, if there is enough', [3, 1, 2], 6, [3, 1, 2]],
		['gives the most modest all and the others nothing', [3, 1, 2], 5, [none, 1, 2]],
		['gives nobody a part', [5, 5], 9, [5, none]],
		['gives those who want nothing just that, which is not the same as being left out', [0, 9], 3, [0, none]],
		['gives nothing where there is nothing', [1, 0], 0, [none, 0]],
		['shares among nobody', [], 9, []],
	])('%s', (_what, wants, total, shares) => {
		expect(wholeShares(wants, total)).toEqual(shares);
	});
});
