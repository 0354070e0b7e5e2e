import type { Table } from '../../bench/measurement';
import { withSections } from '../../bench/report/docs';
import { goalRow, isReached } from '../../bench/report/goals';
import { hotSpotsOf } from '../../bench/report/hotSpots';
import { tableText } from '../../bench/report/markdown';
import { median, percentile, readable } from '../../bench/report/numbers';

describe("the benchmark's numbers", () => {
	it.each([
		[[3, 1, 2], 2],
		[[4, 1, 2, 3], 2.5],
		[[7], 7],
	])('median of %j', (values, middle) => {
		expect(median(values)).toBe(middle);
	});

	it.each([
		[50, 3],
		[99, 5],
		[100, 5],
		[20, 1],
		[0, 1],
	])('%i of a hundred values are at most', (percent, value) => {
		expect(percentile([5, 1, 4, 2, 3], percent)).toBe(value);
	});

	it('has no median of nothing', () => {
		expect(median([])).toBeNaN();
	});

	it.each([
		[0.01234, '0.012'],
		[1.234, '1.23'],
		[12.34, '12.3'],
		[1234.5, '1,235'],
		[0, '0'],
		[NaN, '-'],
	])('writes %p as %s', (value, text) => {
		expect(readable(value)).toBe(text);
	});
});

describe('a goal', () => {
	const goal = { text: 'Time', unit: ' s' };

	it('of at most is reached up to its limit', () => {
		expect(isReached({ ...goal, value: 36, atMost: 36 })).toBe(true);
		expect(isReached({ ...goal, value: 36.1, atMost: 36 })).toBe(false);
	});

	it('of at least is missed below it, by how much is said', () => {
		expect(goalRow({ ...goal, value: 3, atLeast: 5 })).toEqual([
			'Time',
			'at least 5 s',
			'3 s',
			'missed by 2 s',
		]);
	});

	it('that is not a number is missed', () => {
		expect(isReached({ ...goal, value: NaN, atMost: 1 })).toBe(false);
	});
});

describe('a table', () => {
	const table: Table = { title: 'Costs', columns: ['', 'CPU'], rows: [['idle', '4 ms']], notes: ['Alone.'] };

	it('is Markdown with aligned columns', () => {
		expect(tableText(table)).toBe(
			['**Costs**', '', '|      |  CPU |', '| ---- | ---: |', '| idle | 4 ms |', '', 'Alone.'].join('\n'),
		);
	});
});

describe('the page about performance', () => {
	const page = (inside: string) =>
		`Before\n<!-- made by \`npm run bench -- --write-docs\` -->\n\n${inside}\n\n<!-- end of what is made -->\nAfter`;

	const [sweep, idle] = ['### sweep: one poll\n\nold\n\nmore', '### idle: nothing'];

	it('gets what was measured in place of what it told of the same, and keeps the rest', () => {
		const text = '### sweep: one poll\n\nnew';
		expect(withSections(page(`${sweep}\n\n${idle}`), [{ name: 'sweep', text }])).toBe(
			page(`${text}\n\n${idle}`),
		);
	});

	it('gets what it did not tell before after the rest', () => {
		expect(withSections(page(sweep), [{ name: 'idle', text: idle }])).toBe(page(`${sweep}\n\n${idle}`));
	});

	it('must have a place for them', () => {
		expect(() => withSections('Before', [])).toThrow('no place');
	});
});

describe('hot spots', () => {
	const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 4 });
	const ours = 'file:///x/dist/nodes/MicrosoftDefenderMssp';
	const profile = {
		nodes: [
			{ id: 1, callFrame: frame('(root)', ''), children: [2, 4, 5] },
			{ id: 2, callFrame: frame('poll', `${ours}/trigger/run.js`), children: [3] },
			{ id: 3, callFrame: frame('parse', 'file:///x/node_modules/luxon/build/luxon.js') },
			{ id: 4, callFrame: frame('(idle)', '') },
			{ id: 5, callFrame: frame('(garbage collector)', '') },
		],
		samples: [2, 3, 4, 5],
		timeDeltas: [1_000, 2_000, 90_000, 1_000],
	};

	it('are shares of the time that was not idle, by package', () => {
		const { busyMs, packages } = hotSpotsOf(profile, 9);
		expect(busyMs).toBe(4);
		expect(packages).toEqual([
			{ name: 'luxon', percent: 50 },
			{ name: 'this package', percent: 25 },
			{ name: '(garbage collector)', percent: 25 },
		]);
	});

	it('count for our functions what they called', () => {
		expect(hotSpotsOf(profile, 9).functions).toEqual([{ name: 'poll trigger/run.js:5', percent: 75 }]);
	});
});
