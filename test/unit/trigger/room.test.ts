import type { Room } from '../../../nodes/MicrosoftDefenderMssp/trigger/room';
import { createRoom } from '../../../nodes/MicrosoftDefenderMssp/trigger/room';

interface Taken {
	handedOver?: number;
	held?: number;
	reserved?: number;
}

/** Room for 1,000 items, of which some is taken. */
function roomAfter({ handedOver = 0, held = 0, reserved = 0 }: Taken, maxItems = 1_000): Room {
	const room = createRoom(maxItems);
	room.handOver(0, handedOver);
	room.hold(held);
	room.reserve(reserved, true);
	return room;
}

describe('the room of a poll', () => {
	it.each<[string, Taken, number, number]>([
		['all at first', {}, 0, 1_000],
		[
			'less what was handed over, is held and is on its way',
			{ handedOver: 100, held: 200, reserved: 300 },
			0,
			400,
		],
		['50 less for each whose newest alerts are to come', {}, 3, 850],
		['a quarter less at most', {}, 100, 750],
		['less than nothing, where more is held', { held: 1_500 }, 0, -500],
	])('is for backlogs %s', (_what, taken, newestToCome, left) => {
		expect(roomAfter(taken).left(newestToCome)).toBe(left);
	});

	it.each<[number, number, boolean]>([
		[1_000, 975, true],
		[1_000, 976, false],
		[40, 30, true],
		[40, 31, false],
		[1, 0, true],
		[1, 1, false],
	])(
		'is enough for a page of a backlog, with %i items of which %i are held: %s',
		(maxItems, held, isEnough) => {
			expect(roomAfter({ held }, maxItems).isEnoughForPage(0)).toBe(isEnough);
		},
	);

	it('leaves in a wave something to those whose newest alerts are to come, and at the end nothing', () => {
		const room = roomAfter({ handedOver: 100, held: 300, reserved: 50 });
		expect([room.forWave(0), room.forWave(2), room.forWave(100), room.forRest()]).toEqual([
			900, 800, 650, 900,
		]);
	});

	it.each<[string, Taken, boolean, boolean]>([
		['who had no page, with less than four times the items', { held: 3_999 }, true, false],
		['who had no page, with four times the items', { held: 4_000 }, true, true],
		['who had one, with fewer than the items', { held: 999 }, false, false],
		['who had one, with as many as the items', { held: 1_000 }, false, true],
		['who had one, with as many as are left of them', { handedOver: 400, held: 600 }, false, true],
	])('ends the reading of one %s: %s', (_what, taken, isFirst, ends) => {
		expect(roomAfter(taken).isEnough(isFirst)).toBe(ends);
	});

	it('keeps free what a page may bring until it is there', () => {
		const room = roomAfter({});
		const reserved = room.reserve(200, true);
		const before = room.left(0);
		room.release(reserved);
		room.hold(20);
		expect([before, room.left(0)]).toEqual([800, 980]);
	});

	it('keeps free for a page that comes in no order what the last such page brought, and the size of a small one at least', () => {
		const room = roomAfter({});
		const reserveNext = () => room.reserve(1_000, false);
		const first = reserveNext();
		room.release(first, 120);
		const second = reserveNext();
		room.release(second, 3);
		const third = reserveNext();
		room.release(third);
		expect([first, second, third, reserveNext()]).toEqual([1_000, 120, 50, 50]);
	});

	it('counts what was handed over by its items, of which a filter leaves fewer than rows', () => {
		const room = roomAfter({ held: 300 });
		room.handOver(300, 40);
		expect([room.left(0), room.forRest()]).toEqual([960, 960]);
	});
});
