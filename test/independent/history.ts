import fc from 'fast-check';

import type { Oddities } from './microsoft';
import { FAULTS } from './microsoft';
import type { Mode } from './n8n';
import type { Filters, Version } from './records';

export const SOURCES = { graphAlerts: 'alert', defenderAlerts: 'alert', graphIncidents: 'incident' } as const;

export type SourceName = keyof typeof SOURCES;

export type EventType = 'created' | 'updated' | 'resolved';

const YEAR = 365 * 86_400_000;

const seldom = <T, U>(value: fc.Arbitrary<U>, usual: T): fc.Arbitrary<T | U> =>
	fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: value });

const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

const oddities: fc.Arbitrary<Oddities> = fc
	.record({
		order: fc.constantFrom('kept', 'kept', 'kept', 'newestFirst', 'none', 'refused'),
		links: fc.constantFrom('given', 'given', 'refused', 'absent'),
		page: seldom(fc.integer({ min: 10, max: 25 }), Infinity),
		ignoresFilter: seldom(fc.constant(true), false),
		dateOff: seldom(fc.constantFrom(3 * YEAR, -2 * YEAR, 20 * YEAR, 9 * 3_600_000), 0),
		latencyMs: fc.constantFrom(60, 60, 300, 1_500, 6_000),
	})
	// Rows that a page leaves out without a link could be read by nobody, nor by their time where that is not looked at.
	.map((entry) => ({
		...entry,
		page: entry.links === 'absent' || entry.ignoresFilter ? Infinity : entry.page,
	}));

/** The trigger's fields, the same for a whole history but for the source. */
const settings = fc.record({
	source: fc.constantFrom<SourceName[]>('graphAlerts', 'graphAlerts', 'defenderAlerts', 'graphIncidents'),
	triggerOn: fc.constantFrom<EventType[]>(
		['created'],
		['created', 'updated', 'resolved'],
		['created', 'updated'],
		['created', 'resolved'],
		['resolved'],
	),
	filters: fc.constantFrom<Filters>(
		{},
		{},
		{ minimumSeverity: 'medium' },
		{ minimumSeverity: 'high' },
		{ deviceGroups: ['Sales', 'Servers'] },
	),
	lookBackHours: seldom(upTo(72), 0),
	maxItems: fc.constantFrom(1000, 20, 4),
	executionPer: fc.constantFrom('poll', 'poll', 'tenant', 'alert'),
	settleMinutes: seldom(fc.constantFrom(5, 15), 0),
});

/** Counts round what there is. */
const customer = fc.nat(11);
const severity = fc.constantFrom<Array<Version['severity']>>('low', 'medium', 'high');
const status = fc.constantFrom<Array<Version['status']>>('new', 'new', 'new', 'inProgress', 'resolved');
const group = fc.constantFrom(undefined, 'Sales', 'Other');
/** Up to what the sweep reaches. */
const lateMinutes = fc.oneof(
	{ weight: 6, arbitrary: fc.constant(0) },
	{ weight: 2, arbitrary: upTo(90) },
	{ weight: 2, arbitrary: upTo(20 * 60) },
);

/** It has no update time, names another tenant as its own, or is dated hours ahead. */
const ODD = ['timeless', 'foreign', 'ahead'] as const;

const kind = <K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name);

const polls = fc.record({
	kind: kind('polls'),
	count: upTo(5),
	everySeconds: fc.constantFrom(20, 60, 60, 60, 300, 1_800, 3_000, 14_000),
});

const raise = fc.record({
	kind: kind('raise'),
	customer,
	/** Some more than a page. */
	count: fc.oneof(
		{ weight: 40, arbitrary: upTo(12) },
		{ weight: 8, arbitrary: upTo(60) },
		{ weight: 1, arbitrary: fc.constant(620) },
	),
	/** What the source of the moment does not show. */
	other: seldom(fc.constant(true), false),
	/** All with one time stamp. */
	tied: fc.boolean(),
	lateMinutes,
	ageHours: seldom(upTo(100), 0),
	version: fc.record({ status, severity, group }),
	odd: fc.constantFrom(...Array.from({ length: 20 }, () => undefined), ...ODD),
});

const change = fc.record({
	kind: kind('change'),
	customer,
	record: fc.nat(40),
	lateMinutes,
	to: fc.oneof(
		fc.record({ status }),
		fc.record({ severity }),
		fc.record({ group: fc.constant('Sales') }),
		fc.record({ assignedTo: fc.constantFrom('kim', 'lee') }),
	),
});

/** n8n ends so long after a poll began, or between the two writes of what that hands over; it comes back in some mode. */
const crash = fc.record({
	kind: kind('crash'),
	afterMs: fc.oneof(fc.constant('betweenWrites' as const), fc.nat(2_000), fc.nat(90_000)),
	downMinutes: fc.oneof({ weight: 4, arbitrary: upTo(30) }, { weight: 1, arbitrary: upTo(60 * 60) }),
	mode: seldom(fc.constantFrom<Mode[]>('static', 'scheduler', 'durable'), undefined),
});

/** n8n's database takes no executions, and says so at once or after its longest wait. */
const trouble = fc.record({
	kind: kind('trouble'),
	seconds: upTo(180),
	answersAfterMs: fc.constantFrom(5, 61_000),
	keepsNothing: fc.boolean(),
});

const others = fc.oneof(
	fc.record({ kind: kind('fault'), customer, fault: fc.constantFrom(...FAULTS), minutes: upTo(90) }),
	fc.record({ kind: kind('outage'), entraOnly: fc.boolean(), minutes: upTo(30) }),
	fc.record({ kind: kind('runs'), ms: fc.constantFrom(500, 500, 90_000, 600_000) }),
	fc.record({ kind: kind('putBack'), steps: fc.nat(3) }),
	fc.record({ kind: kind('list'), customer, publish: fc.boolean() }),
	fc.record({ kind: kind('badEntry') }),
	fc.record({ kind: kind('source') }),
	fc.record({ kind: kind('clock'), minutes: fc.constantFrom(-180, -5, 5, 180) }),
);

const step = fc.oneof(
	{ weight: 10, arbitrary: polls },
	{ weight: 10, arbitrary: raise },
	{ weight: 6, arbitrary: change },
	{ weight: 4, arbitrary: crash },
	{ weight: 2, arbitrary: trouble },
	{ weight: 8, arbitrary: others },
);

export const history = fc.record({
	mode: fc.constantFrom<Mode[]>('static', 'static', 'scheduler', 'durable', 'durable', 'old'),
	oddities: fc.array(oddities, { minLength: 3, maxLength: 6 }),
	settings,
	steps: fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }),
	/** For delays of milliseconds. */
	seed: fc.nat(),
	/** How far n8n's clock is ahead when it starts, and for how long Entra ID cannot be reached then. */
	skewMinutes: seldom(fc.constantFrom(-200, 10, 180), 0),
	entraDownMinutes: seldom(upTo(10), 0),
});

type Made<A> = A extends fc.Arbitrary<infer T> ? T : never;

export type History = Made<typeof history>;
export type Settings = History['settings'];
/** What happens next. */
export type Step = Made<typeof step>;
export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;
