import type { JobLine } from '../../../nodes/MicrosoftDefenderMssp/trigger/jobLine';
import { createJobLine } from '../../../nodes/MicrosoftDefenderMssp/trigger/jobLine';
import type { Room } from '../../../nodes/MicrosoftDefenderMssp/trigger/room';
import { createRoom } from '../../../nodes/MicrosoftDefenderMssp/trigger/room';
import type { Job } from '../../../nodes/MicrosoftDefenderMssp/trigger/tenantJob';
import type { SpanKind } from '../../../nodes/MicrosoftDefenderMssp/trigger/tenantReader';
import { CONTOSO } from '../core/builders';
import { checkpointOf } from './builders';

const unused = (): never => {
	throw new Error('A line reads nothing.');
};

/** A customer whose next page is of this kind, and who had a page of older alerts last at this time. */
const jobOf = (key: string, kind: SpanKind, olderAt = 0): Job => ({
	key,
	visitKey: key,
	tenant: CONTOSO,
	checkpoint: checkpointOf(),
	reader: {
		next: () => kind,
		readPage: unused,
		isOrdered: unused,
		progress: unused,
		handedOver: unused,
		sweep: unused,
		trouble: unused,
		pages: unused,
		rows: unused,
	},
	sweepDue: false,
	begun: 0,
	olderBegun: 0,
	olderAt,
	held: 0,
});

interface Setup {
	/** Who waits for a first turn. */
	listed?: Job[];
	/** Who asked for a further one. */
	again?: Job[];
	room?: Room;
	underWay?: number;
}

/** A line in which some had their first turn. */
function lineOf({ listed = [], again = [], room = createRoom(1_000), underWay = 0 }: Setup): JobLine {
	const line = createJobLine(listed, room, () => underWay);
	for (const job of again) line.again(job);
	return line;
}

/** The keys of all that get a turn, in order. */
function turnsOf(line: JobLine): string[] {
	const keys: string[] = [];
	for (let job = line.next(); job !== undefined; job = line.next()) keys.push(job.key);
	return keys;
}

/** Room for so many items, of which so many are taken. */
function roomOf(maxItems: number, held: number): Room {
	const room = createRoom(maxItems);
	room.hold(held);
	return room;
}

describe('the line of those who wait for a turn', () => {
	it.each<[string, Setup, string[]]>([
		['is served in its order', { listed: [jobOf('a', 'head'), jobOf('b', 'head')] }, ['a', 'b']],
		[
			'gives everybody a first turn before older alerts',
			{ listed: [jobOf('a', 'head'), jobOf('b', 'backlog')], again: [jobOf('older', 'backlog')] },
			['a', 'b', 'older'],
		],
		[
			'gives a further page of the newest alerts before older ones',
			{ again: [jobOf('older', 'backlog'), jobOf('newest', 'head'), jobOf('sweep', 'sweep')] },
			['newest', 'older', 'sweep'],
		],
		[
			'gives a further page of the newest alerts after a first one of others',
			{ listed: [jobOf('a', 'head'), jobOf('b', 'head')], again: [jobOf('c', 'head')] },
			['a', 'b', 'c'],
		],
		[
			'takes those first of the older alerts who have waited longest',
			{ again: [jobOf('at 3', 'backlog', 3), jobOf('at 1', 'backlog', 1), jobOf('at 2', 'sweep', 2)] },
			['at 1', 'at 2', 'at 3'],
		],
		[
			'takes those first who asked first, if they have waited equally long',
			{ again: [jobOf('a', 'backlog', 1), jobOf('b', 'backlog', 1)] },
			['a', 'b'],
		],
		[
			'passes over a backlog for which there is no room, but over no sweep, which hardly needs any',
			{ again: [jobOf('backlog', 'backlog'), jobOf('sweep', 'sweep')], room: roomOf(1_000, 990) },
			['sweep'],
		],
		[
			'keeps room for the newest alerts that are being read',
			{ again: [jobOf('backlog', 'backlog')], room: roomOf(1_000, 900), underWay: 2 },
			[],
		],
		[
			'passes over a sweep when enough is held',
			{ again: [jobOf('sweep', 'sweep')], room: roomOf(1_000, 4_000) },
			[],
		],
		[
			'passes over no newest alerts, however little room there is',
			{ listed: [jobOf('a', 'head')], again: [jobOf('b', 'head')], room: roomOf(1_000, 9_000) },
			['a', 'b'],
		],
	])('%s', (_what, setup, keys) => {
		const line = lineOf(setup);
		expect([line.waiting(), turnsOf(line), line.waiting()]).toEqual([keys.length, keys, 0]);
	});

	it('counts the newest pages that are to come, those under way among them', () => {
		const line = lineOf({ listed: [jobOf('a', 'head')], again: [jobOf('b', 'backlog')], underWay: 3 });
		expect(line.newestToCome()).toBe(4);
	});

	it('knows who waits for room, and not who waits for a first turn or had its turn', () => {
		const [first, waits, served] = [jobOf('a', 'head'), jobOf('b', 'backlog'), jobOf('c', 'backlog')];
		const line = lineOf({ listed: [first], again: [waits], room: roomOf(1_000, 990) });
		expect([first, waits, served].map((job) => line.has(job))).toEqual([false, true, false]);
	});

	it.each<[string, number, number, number]>([
		['all the room, if nobody else waits', 0, 600, 400],
		['an even part of it', 4, 0, 200],
		['50 rows at least, where many wait', 99, 0, 50],
		['what there is, where that is less', 9, 970, 30],
		['5 rows at least, which show an order', 9, 999, 5],
	])('gives a backlog %s', (_what, others, held, share) => {
		const again = Array.from({ length: others }, (_, n) => jobOf(`b${n}`, 'backlog'));
		// Who sweeps takes no part in it.
		const line = lineOf({ again: [...again, jobOf('s', 'sweep')], room: roomOf(1_000, held) });
		expect(line.share()).toBe(share);
	});

	it('leaves 50 rows of the room to each whose newest alerts are to come', () => {
		expect(lineOf({ listed: [jobOf('a', 'head')], underWay: 1 }).share()).toBe(900);
	});
});
