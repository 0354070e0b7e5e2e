import fc from 'fast-check';

import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { HealthItem, HealthRecord } from '../../../nodes/MicrosoftDefenderMssp/trigger/health';
import { nextHealth, outOfBudget } from '../../../nodes/MicrosoftDefenderMssp/trigger/health';
import { CONTOSO, lasting, MINUTE_MS, NOW, passing } from '../core/builders';

/** Runs polls, each so many minutes after NOW, and gives what was told at each. */
function told(polls: Array<[minute: number, failure: Failure | undefined]>): Array<HealthItem | undefined> {
	let record: HealthRecord | undefined;
	return polls.map(([minute, failure]) => {
		const step = nextHealth(CONTOSO, record, failure, NOW + minute * MINUTE_MS);
		record = step.record;
		return step.item;
	});
}

const kinds = (items: Array<HealthItem | undefined>) =>
	items.map((item) => item && `${item.event.type} ${item.health.kind}`);

const outage = passing();
const noConsent = lasting();

describe('nextHealth', () => {
	it('says nothing of a tenant that is well', () => {
		expect(told([[0, undefined]])).toEqual([undefined]);
	});

	it('tells at once what only a person can mend, with cause, remedy and link', () => {
		const failure = lasting({ link: 'https://login.example/consent', code: 'AADSTS65001' });
		expect(told([[0, failure]])).toEqual([
			{
				event: { id: `${CONTOSO.id}:degraded:consentMissing:2026-01-05T12:00:00.000Z`, type: 'degraded' },
				tenant: CONTOSO,
				health: {
					kind: 'consentMissing',
					since: '2026-01-05T12:00:00.000Z',
					cause: failure.cause,
					remedy: failure.remedy,
					link: 'https://login.example/consent',
					code: 'AADSTS65001',
				},
			},
		]);
	});

	it('tells a lasting trouble once, however long it lasts', () => {
		const polls = Array.from({ length: 50 }, (_, minute): [number, Failure] => [minute, noConsent]);
		expect(kinds(told(polls)).filter((item) => item !== undefined)).toEqual(['degraded consentMissing']);
	});

	it('tells a passing trouble in time although the clock, which was ahead when it began, was set back since', () => {
		const day = 24 * 60;
		const items = told([
			[day, outage],
			[1, outage],
			[6, outage],
			[7, undefined],
		]);
		expect(kinds(items)).toEqual([undefined, undefined, 'degraded outage', 'recovered outage']);
		expect(items[2]?.health.since).toBe('2026-01-05T12:01:00.000Z');
	});

	it('wakes nobody up for a blip', () => {
		expect(
			kinds(
				told([
					[0, outage],
					[1, outage],
					[2, undefined],
				]),
			),
		).toEqual([undefined, undefined, undefined]);
	});

	it('tells a passing trouble once it has lasted, and dates it back to its begin', () => {
		const items = told([
			[0, outage],
			[4, outage],
			[5, outage],
			[6, outage],
		]);
		expect(kinds(items)).toEqual([undefined, undefined, 'degraded outage', undefined]);
		expect(items[2]?.health.since).toBe('2026-01-05T12:00:00.000Z');
	});

	it('counts anew after a blip has passed', () => {
		expect(
			kinds(
				told([
					[0, outage],
					[3, undefined],
					[4, outage],
					[8, outage],
				]),
			),
		).toEqual([undefined, undefined, undefined, undefined]);
	});

	it('counts different passing troubles as one', () => {
		const throttled = passing({ kind: 'throttled' });
		expect(
			kinds(
				told([
					[0, outage],
					[3, throttled],
					[5, outage],
				]),
			)[2],
		).toBe('degraded outage');
	});

	it('tells recovery once, with begin and end', () => {
		const items = told([
			[0, noConsent],
			[10, undefined],
			[11, undefined],
		]);
		expect(kinds(items)).toEqual(['degraded consentMissing', 'recovered consentMissing', undefined]);
		expect(items[1]).toMatchObject({
			health: { since: '2026-01-05T12:00:00.000Z', until: '2026-01-05T12:10:00.000Z' },
		});
	});

	it('tells when the cause changes', () => {
		const expired = lasting({ kind: 'secretExpired' });
		expect(
			kinds(
				told([
					[0, noConsent],
					[1, expired],
				]),
			),
		).toEqual(['degraded consentMissing', 'degraded secretExpired']);
	});

	it('tells at once when a blip turns into something that a person must mend', () => {
		expect(
			kinds(
				told([
					[0, outage],
					[1, noConsent],
				]),
			),
		).toEqual([undefined, 'degraded consentMissing']);
	});

	it('does not repeat a known trouble because the network fails in between', () => {
		expect(
			kinds(
				told([
					[0, noConsent],
					[1, outage],
					[20, outage],
					[21, noConsent],
				]),
			),
		).toEqual(['degraded consentMissing', undefined, undefined, undefined]);
	});

	it('has event ids that stay the same when a poll is repeated after a crash', () => {
		const [once, again] = [told([[0, noConsent]])[0], told([[0, noConsent]])[0]];
		expect(once?.event.id).toBe(again?.event.id);
	});

	it('shows no value that is not there', () => {
		const [item] = told([[0, noConsent]]);
		expect(Object.values(item?.health ?? {})).not.toContain(undefined);
	});
});

describe('nextHealth of a customer that is tried again later', () => {
	const step = (failure: Failure, nextTryMinute: number) =>
		nextHealth(CONTOSO, undefined, failure, NOW, NOW + nextTryMinute * MINUTE_MS).item?.health;

	it('tells when that is', () => {
		expect(step(noConsent, 9)).toMatchObject({ nextTry: '2026-01-05T12:09:00.000Z' });
	});

	it.each([0, -5])('tells no time where that is at the next poll anyway (%d minutes)', (minute) => {
		expect(step(noConsent, minute)).not.toHaveProperty('nextTry');
	});
});

describe('nextHealth of a customer for which there was no time', () => {
	it('tells it as skipped, not as in trouble, once it has lasted', () => {
		const items = told([
			[0, outOfBudget],
			[4, outOfBudget],
			[5, outOfBudget],
			[6, outOfBudget],
			[7, undefined],
		]);
		expect(kinds(items)).toEqual([undefined, undefined, 'skipped budget', undefined, 'recovered budget']);
		expect(items[2]?.event.id).toBe(`${CONTOSO.id}:skipped:budget:2026-01-05T12:00:00.000Z`);
		expect(items[2]?.health.remedy).toContain('nothing is lost');
	});

	it('wakes nobody up when there was time again within five minutes', () => {
		expect(
			kinds(
				told([
					[0, outOfBudget],
					[4, undefined],
					[5, outOfBudget],
				]),
			),
		).toEqual([undefined, undefined, undefined]);
	});

	it('tells at once what only a person can mend, although it was skipped before', () => {
		expect(
			kinds(
				told([
					[0, outOfBudget],
					[6, outOfBudget],
					[7, noConsent],
				]),
			),
		).toEqual([undefined, 'skipped budget', 'degraded consentMissing']);
	});
});

describe('nextHealth over random histories', () => {
	const failure = fc.constantFrom(
		undefined,
		outage,
		passing({ kind: 'throttled' }),
		noConsent,
		lasting({ kind: 'secretExpired' }),
	);
	const history = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), failure), { maxLength: 40 });

	it('tells each change once: no trouble twice in a row, no recovery without trouble, nothing kept once well', () => {
		fc.assert(
			fc.property(history, (polls) => {
				let record: HealthRecord | undefined;
				let open: string | undefined;
				let now = NOW;
				for (const [minutes, outcome] of polls) {
					now += minutes * MINUTE_MS;
					const { record: next, item } = nextHealth(CONTOSO, record, outcome, now);
					record = next;
					if (item?.event.type === 'recovered') {
						expect([outcome, item.health.kind]).toEqual([undefined, open]);
						open = undefined;
					}
					if (item?.event.type === 'degraded') {
						expect(item.health.kind).not.toBe(open);
						open = item.health.kind;
					}
					if (outcome === undefined) expect([record, open]).toEqual([undefined, undefined]);
					if (outcome?.transient === false) expect(open).toBe(outcome.kind);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('survives the way of its record through the database at any point', () => {
		fc.assert(
			fc.property(history, (polls) => {
				let live: HealthRecord | undefined;
				let stored: HealthRecord | undefined;
				for (const [index, [, outcome]] of polls.entries()) {
					const now = NOW + index * MINUTE_MS;
					const step = nextHealth(CONTOSO, live, outcome, now);
					expect(nextHealth(CONTOSO, stored, outcome, now)).toEqual(step);
					live = step.record;
					stored = step.record && { ...step.record };
				}
			}),
		);
	});
});
