import fc from 'fast-check';

import type { Checkpoint, SeenRow } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { advance, startAt } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { shiftTimestamp } from '../../../nodes/MicrosoftDefenderMssp/core/timestamp';
import { atMinute, MINUTE_MS } from './builders';

const OVERLAP_MINUTES = 60;
const OVERLAP_MS = OVERLAP_MINUTES * MINUTE_MS;

const row = (id: string, minute: number): SeenRow => ({ id, createdAt: atMinute(minute) });
const ids = (rows: SeenRow[]) => rows.map(({ id }) => id);
const take = (checkpoint: Checkpoint, rows: SeenRow[]) => advance(checkpoint, rows, OVERLAP_MS);

describe('advance', () => {
	it('hands over rows oldest first, whatever order the service sends', () => {
		const { fresh } = take(startAt(atMinute(0)), [row('c', 3), row('a', 1), row('b', 2)]);
		expect(ids(fresh)).toEqual(['a', 'b', 'c']);
	});

	it('orders rows of one moment by id, so that two runs agree', () => {
		const { fresh } = take(startAt(atMinute(0)), [row('b', 1), row('c', 1), row('a', 1)]);
		expect(ids(fresh)).toEqual(['a', 'b', 'c']);
	});

	it('hands over a row created at the very moment the read begins', () => {
		expect(ids(take(startAt(atMinute(0)), [row('edge', 0)]).fresh)).toEqual(['edge']);
	});

	it('leaves out a row created before the read begins, because it is not due', () => {
		expect(take(startAt(atMinute(0)), [row('old', -1)]).fresh).toEqual([]);
	});

	it('does not hand over a row that the overlap shows again', () => {
		const first = take(startAt(atMinute(0)), [row('a', 1)]);
		expect(take(first.next, [row('a', 1)]).fresh).toEqual([]);
	});

	it('hands over a row once although two pages of one read show it', () => {
		expect(ids(take(startAt(atMinute(0)), [row('a', 1), row('b', 2), row('a', 1)]).fresh)).toEqual([
			'a',
			'b',
		]);
	});

	it('hands over a late row that appears after younger ones but inside the overlap', () => {
		const first = take(startAt(atMinute(0)), [row('young', 100)]);
		const second = take(first.next, [row('young', 100), row('late', 100 - OVERLAP_MINUTES)]);
		expect(ids(second.fresh)).toEqual(['late']);
	});

	it('keeps its place when a read brings nothing', () => {
		const { next } = take(startAt(atMinute(0)), [row('a', 5)]);
		expect(take(next, []).next).toEqual(next);
	});

	it('begins the next read one overlap before the newest row, never before its own start', () => {
		expect(take(startAt(atMinute(0)), [row('a', 30)]).next.from).toBe(atMinute(0));
		expect(take(startAt(atMinute(0)), [row('a', 90)]).next.from).toBe(atMinute(90 - OVERLAP_MINUTES));
	});

	it('does not follow a row that is dated after the latest time there can be', () => {
		const rows = [row('future', 90_000), row('real', 100)];
		const { fresh, next } = advance(startAt(atMinute(0)), rows, OVERLAP_MS, atMinute(500));
		expect(ids(fresh)).toEqual(['real', 'future']);
		expect(next.from).toBe(atMinute(100 - OVERLAP_MINUTES));
	});

	it('forgets rows that the next read cannot show any more', () => {
		const { next } = take(startAt(atMinute(0)), [row('old', 1), row('new', 500)]);
		expect(next.seen).toEqual([row('new', 500)]);
	});

	it('remembers id and time only, so that the state holds nothing of the alert', () => {
		const rows = [{ ...row('a', 1), title: 'Ransomware at Contoso' }];
		expect(advance(startAt(atMinute(0)), rows, OVERLAP_MS).next.seen).toEqual([row('a', 1)]);
	});

	it('changes neither the checkpoint nor the rows that it was given', () => {
		const before = Object.freeze({ from: atMinute(0), seen: [row('a', 1)] });
		const rows = Object.freeze([row('c', 3), row('b', 2)]);
		Object.freeze(before.seen);
		expect(() => advance(before, [...rows], OVERLAP_MS)).not.toThrow();
		expect(before.seen).toEqual([row('a', 1)]);
	});
});

/**
 * A service as the trigger sees it: rows come into being at some minute and become visible up to an overlap later. The
 * trigger polls at random minutes; each poll reads everything from its checkpoint on that is visible by then.
 */
const history = fc.record({
	rows: fc
		.uniqueArray(
			fc.record({
				id: fc.integer({ min: 0, max: 99_999 }),
				created: fc.integer({ min: -120, max: 600 }),
				hiddenFor: fc.integer({ min: 0, max: OVERLAP_MINUTES }),
			}),
			{ selector: ({ id }) => id, maxLength: 60 },
		)
		.map((rows) =>
			rows.map(({ id, created, hiddenFor }) => ({
				id: `alert-${id}`,
				created,
				visible: created + hiddenFor,
			})),
		),
	polls: fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 25 }),
	lost: fc.array(fc.boolean(), { minLength: 26, maxLength: 26 }),
});

describe('advance over random histories', () => {
	it('hands over every due row exactly once, oldest first in each poll, never moving back', () => {
		fc.assert(
			fc.property(history, ({ rows, polls, lost }) => {
				const delivered: string[] = [];
				let checkpoint = startAt(atMinute(0));
				for (const [index, minute] of [...polls.sort((a, b) => a - b), 1000].entries()) {
					const visible = rows
						.filter(({ visible: since }) => since <= minute)
						.map(({ id, created }) => row(id, created))
						.filter(({ createdAt }) => createdAt >= checkpoint.from);
					const { fresh, next } = take(checkpoint, visible);
					// A crash before the hand-over: neither the rows nor the checkpoint were kept.
					if (lost[index] === true && minute !== 1000) continue;
					expect(fresh.map(({ createdAt }) => createdAt)).toEqual(
						fresh.map(({ createdAt }) => createdAt).sort(),
					);
					expect(next.from >= checkpoint.from).toBe(true);
					delivered.push(...ids(fresh));
					checkpoint = next;
				}
				const due = rows.filter(({ created }) => created >= 0).map(({ id }) => id);
				expect(delivered.sort()).toEqual(due.sort());
			}),
			{ numRuns: 300 },
		);
	});

	it('remembers no more than the rows of one overlap, however long it runs', () => {
		const busy = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 40 });
		fc.assert(
			fc.property(busy, (rowsPerMinute) => {
				let checkpoint = startAt(atMinute(0));
				for (const [hour, count] of rowsPerMinute.entries()) {
					const rows = Array.from({ length: count }, (_, n) => row(`${hour}-${n}`, hour * 30 + n));
					checkpoint = take(checkpoint, rows).next;
				}
				const newest =
					checkpoint.seen
						.map(({ createdAt }) => createdAt)
						.sort()
						.at(-1) ?? checkpoint.from;
				const oldestAllowed = shiftTimestamp(newest, -OVERLAP_MS);
				expect(checkpoint.seen.every(({ createdAt }) => createdAt >= oldestAllowed)).toBe(true);
				expect(checkpoint.seen.every(({ createdAt }) => createdAt >= checkpoint.from)).toBe(true);
			}),
		);
	});

	it('gives the same rows whether a backlog is read at once or in any two complete reads', () => {
		const minutes = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 30 });
		fc.assert(
			fc.property(minutes, fc.integer({ min: 0, max: 300 }), (created, cut) => {
				const rows = created.sort((a, b) => a - b).map((minute, n) => row(`r${n}`, minute));
				const start = startAt(atMinute(0));
				const atOnce = take(start, rows).fresh;
				const first = take(
					start,
					rows.filter(({ createdAt }) => createdAt <= atMinute(cut)),
				);
				const second = take(
					first.next,
					rows.filter(({ createdAt }) => createdAt >= first.next.from),
				);
				expect([...ids(first.fresh), ...ids(second.fresh)].sort()).toEqual(ids(atOnce).sort());
			}),
		);
	});
});
