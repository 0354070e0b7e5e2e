import fc from 'fast-check';

import type { ExecutionPer } from '../../nodes/MicrosoftDefenderMssp/trigger/config';
import { SOURCES } from '../../nodes/MicrosoftDefenderMssp/sources';
import type { SourceName } from '../../nodes/MicrosoftDefenderMssp/sources/source';
import type { Ending, N8nMode } from './n8nModel';
import { N8N_MODES } from './n8nModel';

export const TENANT_COUNT = 3;
/** Rows become visible up to so many minutes late, and the sweep reaches as far. */
export const LATEST_MINUTES = 240;

/** What a customer's API does at one poll. */
export type Trouble =
	| 'none'
	| 'down'
	| 'throttled'
	| 'throttled later'
	| 'refused'
	| 'later page down'
	| 'half of the JSON'
	| 'hangs'
	| 'resets'
	| 'page of a proxy';

export const TROUBLES: readonly Trouble[] = [
	'down',
	'throttled',
	'throttled later',
	'refused',
	'later page down',
	'half of the JSON',
	'hangs',
	'resets',
	'page of a proxy',
];

export interface PollStep {
	kind: 'poll';
	minutes: number;
	troubles: Trouble[];
	ending: Ending;
	/** Seconds that each request takes; a poll has 36. */
	latency: number;
	/** An alert of each tenant is changed while the poll's n-th request is answered. */
	updateAt: number;
	/** Our clock against the services', minutes. */
	skew: number;
	/** Tenants on the list. */
	listed: boolean[];
	filtered: boolean;
}

export type Step =
	| PollStep
	| { kind: 'create'; tenant: number; count: number; late: number; resolved: boolean; keep: boolean }
	| { kind: 'update'; tenant: number; pick: number; status: string }
	/** n8n is started again, perhaps set up anew. */
	| { kind: 'restart'; mode: N8nMode | 'as before' }
	| { kind: 'jump back'; hops: number };

/** Oddities of paging, as the emulator names them. */
export interface Oddities {
	omitNextLink: boolean;
	repeatNextLink: boolean;
	emptyPages: boolean;
	expireNextLinks: boolean;
	ignoreOrderBy: boolean;
	allowOrderBy: boolean;
	foreignNextLink: boolean;
	maxTop?: number;
}

export interface History {
	source: SourceName;
	mode: N8nMode;
	executionPer: ExecutionPer;
	maxItems: number;
	pageSize: number;
	concurrency: number;
	oddities: Oddities;
	steps: Step[];
}

const often = <T>(usual: T, ...others: T[]) =>
	fc.oneof(
		{ weight: 3, arbitrary: fc.constant(usual) },
		{ weight: 2, arbitrary: fc.constantFrom(...others) },
	);

const pollStep: fc.Arbitrary<PollStep> = fc.record({
	kind: fc.constant('poll'),
	minutes: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 2 })),
	troubles: fc.array(often<Trouble>('none', ...TROUBLES), {
		minLength: TENANT_COUNT,
		maxLength: TENANT_COUNT,
	}),
	ending: fc.record({
		kind: often<Ending['kind']>('well', 'killed before', 'killed between', 'killed after', 'not started'),
		from: often(0, 1, 2, 5),
		answersAfter: often(0, 1, 20, 70, 200, 4000),
	}),
	latency: often(0.2, 2, 5),
	updateAt: fc.integer({ min: 0, max: 6 }),
	skew: often(0, 61, -61, 5),
	listed: fc.array(often(true, true, false), { minLength: TENANT_COUNT, maxLength: TENANT_COUNT }),
	filtered: often(false, true),
});

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: pollStep },
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('create' as const),
			tenant: fc.nat(TENANT_COUNT - 1),
			/** With one time stamp. */
			count: often(1, 2, 5, 17),
			late: often(0, 3, 40, LATEST_MINUTES),
			resolved: often(false, true),
			keep: fc.boolean(),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('update' as const),
			tenant: fc.nat(TENANT_COUNT - 1),
			pick: fc.nat(50),
			status: fc.constantFrom('new', 'inProgress', 'resolved'),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('restart' as const),
			mode: often<N8nMode | 'as before'>('as before', ...N8N_MODES),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('jump back' as const), hops: fc.nat(3) }) },
);

/** Random months in the life of a trigger. */
export const history: fc.Arbitrary<History> = fc.record({
	source: fc.constantFrom(...Object.values(SOURCES).map(({ name }) => name)),
	mode: fc.constantFrom(...N8N_MODES),
	executionPer: fc.constantFrom<ExecutionPer>('poll', 'tenant', 'alert'),
	maxItems: fc.constantFrom(3, 10, 1000),
	pageSize: fc.constantFrom(5, 8, 40),
	concurrency: fc.constantFrom(1, 2, 5),
	oddities: fc
		.record({
			omitNextLink: fc.boolean(),
			repeatNextLink: often(false, true),
			emptyPages: often(false, true),
			expireNextLinks: often(false, true),
			ignoreOrderBy: often(false, true),
			allowOrderBy: fc.boolean(),
			foreignNextLink: often(false, true),
			maxTop: fc.option(fc.constantFrom(3, 7), { nil: undefined }),
		})
		// A page that is cut short without any sign of it cannot be told from the last one.
		.map((oddities) => ({
			...oddities,
			omitNextLink: oddities.omitNextLink && oddities.maxTop === undefined,
		})),
	steps: fc.array(step, { maxLength: 30, size: 'max' }),
});
