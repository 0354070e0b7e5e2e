import type { ReadPage } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import type { HeldRow } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import { rowOf } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { Delivered, Portion, Reading } from '../../../nodes/MicrosoftDefenderMssp/trigger/deliver';
import { deliver } from '../../../nodes/MicrosoftDefenderMssp/trigger/deliver';
import { atMinute, span } from '../core/builders';
import { connectionOf, wire } from '../transport/builders';
import { checkpointOf } from './builders';
import { configOf, TENANTS } from './modelTenants';

const { graphAlerts } = SOURCES;

/** Alerts `<name>1`, `<name>2` and so on, a minute apart. */
const rowsOf = (count: number, name: string, from: number): HeldRow[] =>
	Array.from({ length: count }, (_, n) => {
		const time = atMinute(from + n);
		const raw = { id: `${name}${n + 1}`, createdDateTime: time, lastUpdateDateTime: time };
		return rowOf(graphAlerts.record(raw), true);
	});

const pageOf = (rows: HeldRow[], from: number, to?: number): ReadPage<HeldRow> => ({
	rows,
	asked: span(from, to),
	again: span(from, to),
	ascending: true,
});

/** What was read of the n-th tenant: so many of its newest alerts, and so many of a backlog. */
function readingOf([newest, waited]: [number, number], n: number): Reading {
	const tenant = TENANTS[n];
	if (tenant === undefined) throw new Error(`There is no tenant ${n}.`);
	const heads = newest > 0 ? [pageOf(rowsOf(newest, 'new', 100), 100)] : [];
	const older = waited > 0 ? [pageOf(rowsOf(waited, 'old', 10), 10, 100)] : [];
	return {
		key: tenant.name,
		tenant,
		checkpoint: checkpointOf(),
		progress: { pages: [...heads, ...older], heads: heads.length, left: [] },
	};
}

const connection = connectionOf(wire(), { serviceNow: () => Date.parse(atMinute(10_000)) });

const deliverOf = (readings: Reading[], portion: Partial<Portion>): Delivered =>
	deliver(readings, configOf(), connection, { most: Infinity, turn: 0, detailed: 30, ...portion });

/** How many of its newest alerts and of its backlog each tenant handed over. */
const givenOf = ({ deliveries }: Delivered): Record<string, [number, number]> =>
	Object.fromEntries(
		deliveries.map(({ key, items }) => {
			const ids = items.map(({ alert }) => String(alert?.id));
			const isNew = (id: string) => id.startsWith('new');
			return [key, [ids.filter(isNew).length, ids.filter((id) => !isNew(id)).length]] as const;
		}),
	);

describe('what may be handed over', () => {
	it.each<[string, Array<[number, number]>, Partial<Portion>, Record<string, [number, number]>]>([
		[
			'is all, where there is room',
			[
				[2, 3],
				[0, 4],
			],
			{},
			{ Contoso: [2, 3], Fabrikam: [0, 4] },
		],
		[
			"is everybody's newest alerts before anybody's backlog",
			[
				[0, 9],
				[3, 9],
				[2, 0],
			],
			{ most: 5 },
			{ Fabrikam: [3, 0], Northwind: [2, 0] },
		],
		[
			'is of the backlogs what the newest alerts leave, in even parts',
			[
				[0, 9],
				[3, 9],
				[2, 0],
			],
			{ most: 9 },
			{ Contoso: [0, 2], Fabrikam: [3, 2], Northwind: [2, 0] },
		],
		[
			'is of too many newest alerts even parts',
			[
				[9, 0],
				[9, 9],
				[1, 0],
			],
			{ most: 5 },
			{ Contoso: [2, 0], Fabrikam: [2, 0], Northwind: [1, 0] },
		],
		[
			'is at another turn for others, where there is less than one for each',
			[
				[0, 9],
				[0, 9],
				[0, 9],
			],
			{ most: 2, turn: 1 },
			{ Fabrikam: [0, 1], Northwind: [0, 1] },
		],
		[
			'is in a wave all of a tenant or nothing, the most modest first',
			[
				[9, 0],
				[1, 2],
				[4, 0],
			],
			{ most: 8, whole: true },
			{ Fabrikam: [1, 2], Northwind: [4, 0] },
		],
		['is nothing without room', [[3, 3]], { most: 0 }, {}],
	])('%s', (_what, read, portion, given) => {
		expect(givenOf(deliverOf(read.map(readingOf), portion))).toEqual(given);
	});

	it('leaves unread what got no share, of the backlog before the newest alerts', () => {
		const { checkpoints } = deliverOf([readingOf([2, 4], 0)], { most: 4 });
		expect(checkpoints.Contoso).toMatchObject({ backlog: [span(12, 100)] });
		expect(checkpoints.Contoso?.resume).toBeUndefined();
	});

	it('leaves a tenant where it was that a wave leaves out', () => {
		const { checkpoints } = deliverOf([readingOf([9, 0], 0), readingOf([1, 0], 1)], { most: 5, whole: true });
		expect(Object.keys(checkpoints)).toEqual(['Fabrikam']);
	});

	it('moves a tenant on of which nothing is due', () => {
		const nothingWanted = configOf({ events: ['resolved'] });
		const { deliveries, checkpoints } = deliver([readingOf([2, 0], 0)], nothingWanted, connection, {
			most: 5,
			turn: 0,
			detailed: 30,
		});
		expect([deliveries, checkpoints.Contoso?.seen.length]).toEqual([[], 2]);
	});

	it('says nothing of a tenant of which nothing was read', () => {
		expect(deliverOf([readingOf([0, 0], 0)], {})).toEqual({
			deliveries: [],
			checkpoints: {},
			stumbles: new Map(),
		});
	});
});

describe('a row that is dated ahead', () => {
	it.each([
		['it is', 200, 200, 40],
		["for the customer's alone", 200, 50, 0],
		['for the common one alone', 50, 200, 0],
		['for neither', 50, 50, 0],
	])('moves a checkpoint only where it is past for both clocks: %s', (_whose, customer, common, from) => {
		const clocks = connectionOf(wire(), {
			customerNow: () => Date.parse(atMinute(customer)),
			serviceNow: () => Date.parse(atMinute(common)),
		});
		const { checkpoints } = deliver([readingOf([1, 0], 0)], configOf(), clocks, {
			most: 5,
			turn: 0,
			detailed: 30,
		});
		expect(checkpoints.Contoso?.from).toBe(atMinute(from));
	});
});
