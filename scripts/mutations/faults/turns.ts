import type { Area } from '../fault';

/** Who is read and handed over first, how much of it, and when. */
export const turns: Area = {
	name: 'turns',
	tests: [
		'test/unit/core/fairShares.test.ts',
		'test/unit/trigger/jobLine.test.ts',
		'test/unit/trigger/deliver.test.ts',
		'test/unit/trigger/pace.test.ts',
		'test/unit/trigger/room.test.ts',
		'test/unit/trigger/waves.test.ts',
		'test/unit/trigger/pollSkipped.test.ts',
		'test/unit/trigger/tenantReader.test.ts',
	],
	faults: [
		{
			name: 'older pages are read before the newest ones',
			file: 'trigger/jobLine.ts',
			find: 'next: () => newest.shift() ?? nextOlder(),',
			replace: 'next: () => nextOlder() ?? newest.shift(),',
		},
		{
			name: 'a further page of the newest alerts waits with the older ones',
			file: 'trigger/jobLine.ts',
			find: "(job.reader.next() === 'head' ? newest : older).push(job);",
			replace: 'older.push(job);',
		},
		{
			name: 'who waited least for older alerts comes first',
			file: 'trigger/jobLine.ts',
			find: 'job.olderAt < first.olderAt ? job : first',
			replace: 'job.olderAt > first.olderAt ? job : first',
		},
		{
			name: 'a backlog is read without room for it',
			file: 'trigger/jobLine.ts',
			find: "job.reader.next() === 'backlog' ? room.isEnoughForPage(newestToCome()) : !room.isEnough(true);",
			replace: '!room.isEnough(true);',
		},
		{
			name: 'a sweep waits for the room of a page',
			file: 'trigger/jobLine.ts',
			find: "job.reader.next() === 'backlog' ? room.isEnoughForPage(newestToCome()) : !room.isEnough(true);",
			replace: "job.reader.next() !== 'head' && room.isEnoughForPage(newestToCome());",
		},
		{
			name: 'newest pages that are under way are forgotten',
			file: 'trigger/jobLine.ts',
			find: 'newest.length + newestUnderWay();',
			replace: 'newest.length;',
		},
		{
			name: 'one backlog takes all the room',
			file: 'trigger/jobLine.ts',
			find: 'Math.ceil(left / (others + 1))',
			replace: 'left',
		},
		{
			name: 'backlogs get their share before the newest alerts',
			file: 'trigger/deliver.ts',
			find: `	const fresh = fairShares(
		due.map((one) => one.fresh),
		most,
		turn,
	);
`,
			replace: `	const backlogs = fairShares(
		due.map((one) => one.all.events.length - one.fresh),
		most,
		turn,
	);
	const fresh = fairShares(
		due.map((one) => one.fresh),
		most - backlogs.reduce((sum, share) => sum + share, 0),
		turn,
	);
`,
		},
		{
			name: 'backlogs share with the newest alerts',
			file: 'trigger/deliver.ts',
			find: 'due.map((one) => one.fresh),',
			replace: 'due.map((one) => one.all.events.length),',
		},
		{
			name: 'what the newest alerts leave is left',
			file: 'trigger/deliver.ts',
			find: 'const left = most - fresh.reduce((sum, share) => sum + share, 0);',
			replace: 'const left = 0;',
		},
		{
			name: 'a wave takes a part of a tenant',
			file: 'trigger/deliver.ts',
			find: '	if (whole)\n',
			replace: '	if (whole && most < 0)\n',
		},
		{
			name: 'a wave leaves out who has nothing due',
			file: 'core/fairShares.ts',
			find: '		if (want > rest) break;',
			replace: '		if (want > rest || want === 0) break;',
		},
		{
			name: 'places do not rise',
			file: 'trigger/pace.ts',
			find: 'Math.max(wanted, Math.ceil((waiting * turnMs()) / wantedMs))',
			replace: 'wanted',
		},
		{
			name: 'places fall towards the end',
			file: 'trigger/pace.ts',
			find: 'Math.max(wanted, Math.ceil((waiting * turnMs()) / wantedMs))',
			replace: 'Math.ceil((waiting * turnMs()) / wantedMs)',
		},
		{
			name: 'places do not fall where Microsoft asks for fewer requests',
			file: 'trigger/pace.ts',
			find: 'allowed = isTrouble ? ',
			replace: 'allowed = isTrouble && turns < 0 ? ',
		},
		{
			name: 'places stay down after a trouble',
			file: 'trigger/pace.ts',
			find: 'Math.min(to, allowed + 1)',
			replace: 'allowed',
		},
		{
			name: 'no room is kept for the newest alerts',
			file: 'trigger/room.ts',
			find: 'Math.min(newestToCome * SMALL_PAGE, maxItems / 4)',
			replace: 'Math.min(newestToCome * 0, maxItems / 4)',
		},
		{
			name: 'the newest alerts keep all the room',
			file: 'trigger/room.ts',
			find: 'Math.min(newestToCome * SMALL_PAGE, maxItems / 4)',
			replace: 'newestToCome * SMALL_PAGE',
		},
		{
			name: 'pages that are on their way take no room',
			file: 'trigger/room.ts',
			find: '			reserved += rows;\n',
			replace: '',
		},
		{
			name: 'a page that came keeps its room',
			file: 'trigger/room.ts',
			find: '			reserved -= rows;\n',
			replace: '',
		},
		{
			name: 'nothing is held for tenants that come late',
			file: 'trigger/room.ts',
			find: 'isFirst ? MOST_HELD * maxItems : maxItems - handedOver',
			replace: 'isFirst ? maxItems : maxItems - handedOver',
		},
		{
			name: 'what a wave handed over is handed over beyond the limit',
			file: 'trigger/room.ts',
			find: '			handedOver += items;\n',
			replace: '',
		},
		{
			name: 'a wave begins with the first row',
			file: 'trigger/waves.ts',
			find: 'now - rowsSince < GATHER_MS) return false;',
			replace: 'now - rowsSince < 0) return false;',
		},
		{
			name: 'waves follow each other without a pause',
			file: 'trigger/waves.ts',
			find: '(isQuiet ? GATHER_MS : PAUSE_MS)) return false;',
			replace: 'GATHER_MS) return false;',
		},
		{
			name: 'a slow customer holds up what was read',
			file: 'trigger/waves.ts',
			find: 'return isSlow || restMs',
			replace: 'return restMs',
		},
		{
			name: 'a short poll is handed over in waves',
			file: 'trigger/waves.ts',
			find: 'restMs >= NEARLY_OVER_MS ||',
			replace: 'restMs >= 0 ||',
		},
		{
			name: 'a customer without time is in trouble only since that was noticed',
			file: 'trigger/poll.ts',
			find: 'const known = knownOf(read, before.health[key]);',
			replace: 'const known = knownOf({ ...read, untriedSince: undefined }, before.health[key]);',
		},
		{
			name: 'a customer that is read every few polls is told over and over',
			file: 'trigger/poll.ts',
			find: '	wasSkipped === true &&\n',
			replace: '	wasSkipped === undefined &&\n',
		},
		{
			name: 'what a customer without time is in besides is not told',
			file: 'trigger/poll.ts',
			find: '	trouble === undefined &&\n',
			replace: '',
		},
		{
			name: 'a customer that had no time never recovers',
			file: 'trigger/poll.ts',
			find: '	wasSkipped === true &&\n',
			replace: '',
		},
		{
			name: 'what was handed over is held',
			file: 'trigger/tenantReader.ts',
			find: 'Object.assign(reading, { heads: [], older: [], rows: 0 });',
			replace: 'Object.assign(reading, { rows: 0 });',
		},
		{
			name: 'what has to settle is left behind by a wave',
			file: 'trigger/tenantReader.ts',
			find: 'reading.unsettled = unsettled === undefined ? [] : [unsettled];',
			replace: 'reading.unsettled = [];',
		},
		{
			name: 'what has settled is read over and over',
			file: 'trigger/tenantReader.ts',
			find: 'reading.unsettled = unsettled === undefined ? [] : [unsettled];',
			replace: 'if (unsettled !== undefined) reading.unsettled = [unsettled];',
		},
	],
};
