import fc from 'fast-check';

import type { Checkpoint } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { startAt } from '../../../nodes/MicrosoftDefenderMssp/core/begin';
import { advance } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { windowsToRead } from '../../../nodes/MicrosoftDefenderMssp/core/windowsToRead';
import type { AlertEvent, EventType, Row } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { EVENT_TYPES } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import type { Undo } from '../../../nodes/MicrosoftDefenderMssp/core/undo';
import { undone } from '../../../nodes/MicrosoftDefenderMssp/core/undo';
import { isUndo } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute, pageOf, rowAt, span } from './builders';
import { after, brief, DAY, HOUR, RULES, rememberedIn, rowsFrom, take, takeAll } from './checkpointSteps';

interface Round {
	/** Minutes since the one before. */
	gap: number;
	/** Which alerts are created, or changed to this status if they are there. */
	changes: Array<{ id: number; status: string }>;
	limit: number;
}

interface Past {
	rounds: Round[];
	events: EventType[];
	picks: number[];
}

const ALERTS = 6;

const past: fc.Arbitrary<Past> = fc.record({
	rounds: fc.array(
		fc.record({
			gap: fc.constantFrom(1, 7, HOUR, DAY, 3 * DAY),
			changes: fc.array(
				fc.record({ id: fc.nat(ALERTS - 1), status: fc.constantFrom('new', 'inProgress', 'resolved') }),
				{ maxLength: 4 },
			),
			limit: fc.constantFrom(1, 2, Infinity, Infinity),
		}),
		{ minLength: 1, maxLength: 12 },
	),
	events: fc.subarray([...EVENT_TYPES], { minLength: 1 }),
	picks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
});

/** The end of an event ID: the version of a created event is its creation. */
const idOf = ({ type, row }: AlertEvent<Row>) =>
	`${type} ${row.id} ${type === 'created' ? row.createdAt : row.updatedAt}`;

/** Whether the alert was resolved before it was updated. */
function wasResolved({ type, row, changes }: AlertEvent<Row>): boolean {
	const { status = { from: row.snapshot.status } } = changes ?? {};
	return type !== 'resolved' && status.from === 'resolved';
}

/** A trigger over one tenant that reads all there is at each poll. */
class Life {
	checkpoint: Checkpoint = startAt(atMinute(0));
	/** What each poll handed over, with its undo. */
	readonly handOvers: Array<{ events: Array<AlertEvent<Row>>; undo: Undo }> = [];
	readonly rows = new Map<string, Row>();
	private minute = 0;
	/** To where the last whole sweep looked. */
	private sweptTo?: string;

	constructor(
		{ rounds }: Past,
		private readonly wanted: EventType[],
	) {
		for (const { gap, changes, limit } of rounds) {
			for (const { id, status } of changes) this.change(`alert-${id}`, status);
			this.poll(limit);
			this.minute += gap;
		}
		// What is beyond a limit comes with the next polls.
		for (let round = 0; round < 5 || this.isBehind(); round += 1) this.poll(Infinity);
	}

	private isBehind(): boolean {
		return this.checkpoint.resume !== undefined || this.checkpoint.backlog.length > 0;
	}

	private change(id: string, status: string): void {
		this.minute += 1;
		const created = this.rows.get(id)?.createdAt ?? atMinute(this.minute);
		this.rows.set(id, { ...rowAt(id, this.minute, { status }), createdAt: created });
	}

	poll(limit = Infinity): Array<AlertEvent<Row>> {
		const pages = windowsToRead(this.checkpoint, { sweepDue: true }).map((window) => ({
			...pageOf(
				[...this.rows.values()].filter(
					({ updatedAt }) => updatedAt >= window.from && updatedAt <= (window.to ?? updatedAt),
				),
				window,
			),
			asked: window,
		}));
		const wanted = { events: this.wanted, passes: () => true };
		const rules = { ...RULES, limit, ...(this.sweptTo !== undefined && { sweptTo: this.sweptTo }) };
		const { events, next, undo } = advance(this.checkpoint, { pages, left: [] }, rules, wanted);
		const wasBehind = this.isBehind();
		const sweepTo = this.checkpoint.from;
		expect(undo === undefined).toBe(events.length === 0);
		if (undo !== undefined) this.handOvers.push({ events, undo: JSON.parse(JSON.stringify(undo)) as Undo });
		this.checkpoint = next;
		this.sweptTo = wasBehind || this.isBehind() ? undefined : sweepTo;
		return events;
	}

	undo(index: number): void {
		const handOver = this.handOvers[index];
		if (handOver !== undefined) this.checkpoint = undone(this.checkpoint, handOver.undo);
	}

	/** Alerts of which is not remembered whether the version that there is or another was handed over later. */
	vagueOf(index: number): string[] {
		const since = this.handOvers.slice(index + 1).flatMap((later) => later.events);
		const ids = this.handOvers[index]?.events.map(({ row }) => row.id) ?? [];
		const known = rememberedIn(this.checkpoint, ids);
		return ids.filter((id) => {
			const last = since.filter(({ row }) => row.id === id).at(-1);
			return (
				!known.includes(id) || (last !== undefined && last.row.updatedAt !== this.rows.get(id)?.updatedAt)
			);
		});
	}

	/** What has to come again of a hand-over that is undone: nothing of what was handed over in a later version. */
	dueOf(index: number): string[] {
		const { events = [] } = this.handOvers[index] ?? {};
		const since = this.handOvers.slice(index + 1).flatMap((later) => later.events);
		const ids = [...new Set(events.map(({ row }) => row.id))];
		return ids.flatMap((id) => {
			const own = events.filter(({ row }) => row.id === id);
			const isToldSince = since.some(({ row }) => row.id === id);
			return this.dueAgain(own, this.rows.get(id), isToldSince).map(idOf);
		});
	}

	/** Of the events of one alert and what the service shows of it now. */
	private dueAgain(
		own: Array<AlertEvent<Row>>,
		row: Row | undefined,
		isToldSince: boolean,
	): Array<AlertEvent<Row>> {
		const [first] = own;
		const last = own.at(-1);
		if (first === undefined || last === undefined || row === undefined) return [];
		if (first.type === 'created') return [{ ...first, row }];
		if (isToldSince) return [];
		if (last.row.updatedAt === row.updatedAt) return [last];
		const type = row.snapshot.status === 'resolved' && !wasResolved(first) ? 'resolved' : 'updated';
		return this.wanted.includes(type) ? [{ ...first, type, row }] : [];
	}
}

describe('a hand-over that is undone', () => {
	it('is due again, each event once and with the same ID, and nothing else is', () => {
		let checked = 0;
		fc.assert(
			fc.property(past, (history) => {
				const life = new Life(history, history.events);
				if (life.handOvers.length === 0) return;
				const index = (history.picks[0] ?? 0) % life.handOvers.length;
				const due = life.dueOf(index);
				const vague = life.vagueOf(index);
				life.undo(index);
				const again = life.poll();
				// A later version of these may come again.
				const ids = again
					.filter((event) => !vague.includes(event.row.id) || due.includes(idOf(event)))
					.map(idOf);
				expect(ids.sort()).toEqual(due.sort());
				expect(life.poll()).toEqual([]);
				checked += due.length;
			}),
			{ numRuns: 600 },
		);
		expect(checked).toBeGreaterThan(100);
	});

	it.each(['newest first', 'in any order'])(
		'is due again with others that are undone %s: every alert once, and what was created as created',
		(order) => {
			fc.assert(
				fc.property(past, (history) => {
					const life = new Life(history, history.events);
					if (life.handOvers.length === 0) return;
					const picked = [...new Set(history.picks.map((pick) => pick % life.handOvers.length))];
					const undos = order === 'newest first' ? [...picked].sort((a, b) => b - a) : picked;
					const lost = undos.flatMap((index) => life.handOvers[index]?.events ?? []);
					for (const index of undos) life.undo(index);
					const again = life.poll();
					const created = lost.filter(({ type }) => type === 'created').map(idOf);
					expect(again.map(idOf)).toEqual(expect.arrayContaining(created));
					const ids = again.map(({ row }) => row.id);
					expect(new Set(ids).size).toBe(ids.length);
					expect(ids.filter((id) => !lost.some(({ row }) => row.id === id))).toEqual([]);
					expect(life.poll()).toEqual([]);
				}),
				{ numRuns: 300 },
			);
		},
	);

	it('that was undone twice is due once', () => {
		const { next, undo } = takeAll(startAt(atMinute(0)), [rowAt('a', 5)]);
		if (undo === undefined) throw new Error('There is no undo.');
		const again = takeAll(undone(undone(next, undo), undo), [rowAt('a', 5)]);
		expect(brief(again)).toEqual(['a created']);
		expect(brief(takeAll(again.next, [rowAt('a', 5)]))).toEqual([]);
	});

	it('does not make due again what others handed over in its span, although it is forgotten', () => {
		const first = takeAll(startAt(atMinute(0)), [rowAt('a', 5), rowAt('c', 15)]);
		const second = takeAll(first.next, [rowAt('b', 10)]);
		const third = takeAll(second.next, [rowAt('d', 5 * DAY)], { sweptTo: atMinute(4 * DAY) });
		if (first.undo === undefined) throw new Error('There is no undo.');
		const before = undone(third.next, first.undo);
		const window = windowsToRead(before, { sweepDue: false }).find(({ repeat }) => repeat);
		expect(window && window.from <= atMinute(5) && (window.to ?? '') >= atMinute(15)).toBe(true);
		const pages = [pageOf([rowAt('a', 5), rowAt('b', 10), rowAt('c', 15)], window)];
		expect(brief(take(before, { pages, left: [] }))).toEqual(['a created', 'c created']);
	});

	it('of which only a part is taken stays due with the rest', () => {
		const { next, undo } = takeAll(startAt(atMinute(0)), rowsFrom(5, 10));
		if (undo === undefined) throw new Error('There is no undo.');
		const later = takeAll(next, [rowAt('z', 5 * DAY)], { sweptTo: atMinute(4 * DAY) }).next;
		const [, window] = windowsToRead(undone(later, undo), { sweepDue: false });
		const first = take(
			undone(later, undo),
			{ pages: [pageOf(rowsFrom(5, 10), window)], left: [] },
			{ limit: 2 },
		);
		expect(brief(first)).toEqual(['row-0 created', 'row-1 created']);
		const second = take(first.next, {
			pages: [pageOf([...rowsFrom(5, 10), rowAt('old', 11)], window)],
			left: [],
		});
		expect(brief(second)).toEqual(['row-2 created', 'row-3 created', 'row-4 created']);
	});

	it('is due again also where no more than the millisecond of its version is remembered', () => {
		const before = after(rowAt('a', 1));
		const rows = [rowAt('a', 1, { updated: 5, severity: 'high' }), rowAt('b', 6)];
		const { next, undo } = takeAll(before, rows, { detailed: 0 });
		if (undo === undefined) throw new Error('There is no undo.');
		expect(brief(takeAll(undone(next, undo), rows))).toEqual(['a updated', 'b created']);
	});

	it('tells the changes of an update again', () => {
		const before = after(rowAt('a', 1, { severity: 'low' }));
		const row = rowAt('a', 1, { updated: 5, severity: 'high' });
		const { next, undo } = takeAll(before, [row]);
		if (undo === undefined) throw new Error('There is no undo.');
		expect(takeAll(undone(next, undo), [row]).events[0]?.changes).toEqual({
			severity: { from: 'low', to: 'high' },
		});
	});

	it('can be stored, and what is none is told from it', () => {
		const { undo } = takeAll(startAt(atMinute(0)), [rowAt('a', 5)]);
		expect(isUndo(JSON.parse(JSON.stringify(undo)))).toBe(true);
		for (const wrong of [
			undefined,
			null,
			'x',
			{},
			{ ...undo, from: 'x' },
			{ ...undo, to: 1 },
			{ ...undo, seen: ['a'] },
		])
			expect(isUndo(wrong)).toBe(false);
	});

	it('touches nothing that it was given', () => {
		const { next, undo } = takeAll(startAt(atMinute(0)), [rowAt('a', 5)]);
		if (undo === undefined) throw new Error('There is no undo.');
		const copy = structuredClone({ next, undo });
		undone(next, undo);
		expect({ next, undo }).toEqual(copy);
	});
});

it('an undo has a span of what it touches only', () => {
	const { undo } = takeAll(after(...rowsFrom(50, 1)), [rowAt('x', 70), rowAt('y', 75)]);
	expect(undo).toMatchObject(span(70, 75));
	expect(undo?.seen).toHaveLength(2);
});
