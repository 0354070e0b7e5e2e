import type { Failure } from '../../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { PollOutcome, TenantFailure } from '../../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { giveUpReason } from '../../../../nodes/MicrosoftDefenderMssp/trigger/delivery/verdict';
import { atMinute, CONTOSO, FABRIKAM, lasting, MINUTE_MS, NOW, passing } from '../../core/builders';
import { stateOf } from '../builders';

const failing = (failure: Failure, minutesAgo = 0, tenant = CONTOSO): TenantFailure => ({
	tenant,
	failure,
	since: new Date(NOW - minutesAgo * MINUTE_MS).toISOString(),
});
const mistake = lasting({ kind: 'configuration' });
const before = stateOf({ a: 1 }, { sequence: 3 });

const outcomeOf = (failures: TenantFailure[], part: Partial<PollOutcome> = {}): PollOutcome => ({
	deliveries: [],
	health: [],
	state: stateOf({ a: 9 }),
	handedOver: before,
	failures,
	nothingWorks: true,
	...part,
});
const reasonOf = (outcome: PollOutcome, isAttended = false) =>
	giveUpReason(outcome, before, isAttended, NOW)?.failure.kind;

describe('giveUpReason', () => {
	it('is the lasting failure when nothing works', () => {
		expect(reasonOf(outcomeOf([failing(lasting())]))).toBe('consentMissing');
	});

	it('is not yet the failure of one customer that lasts, while the others fail for a moment', () => {
		expect(reasonOf(outcomeOf([failing(passing()), failing(lasting())]))).toBeUndefined();
	});

	it('names the customer that it concerns', () => {
		const failures = [failing(lasting(), 0, FABRIKAM)];
		expect(giveUpReason(outcomeOf(failures), before, false, NOW)).toMatchObject({ tenant: FABRIKAM });
	});

	it.each<[number, string | undefined]>([
		[0, undefined],
		[4.9, undefined],
		[5, 'outage'],
		[60, 'outage'],
	])(
		'of a passing failure that began %d minutes ago is %p, so that a blip fails no poll',
		(minutes, kind) => {
			expect(reasonOf(outcomeOf([failing(passing(), minutes)]))).toBe(kind);
		},
	);

	it.each<[string, Partial<PollOutcome>]>([
		['a customer works', { nothingWorks: false }],
		[
			'something was read',
			{
				deliveries: [
					{ key: 'a', items: [], rows: [], undo: { from: atMinute(1), to: atMinute(1), seen: [] } },
				],
			},
		],
	])('is nothing when %s: what works is not held up by what does not', (_when, part) => {
		expect(reasonOf(outcomeOf([failing(lasting())], part))).toBeUndefined();
	});

	it('is nothing when no customer failed', () => {
		expect(reasonOf(outcomeOf([], { nothingWorks: false }), true)).toBeUndefined();
	});

	it('is a mistake in the parameters while a person looks on, although others work', () => {
		const outcome = outcomeOf([failing(lasting()), failing(mistake)], { nothingWorks: false });
		expect(reasonOf(outcome, true)).toBe('configuration');
		expect(reasonOf(outcome, false)).toBeUndefined();
	});

	it('is not another failure while a person looks on, as long as others work', () => {
		expect(reasonOf(outcomeOf([failing(lasting())], { nothingWorks: false }), true)).toBeUndefined();
	});

	describe('remembers', () => {
		const record = { kind: 'consentMissing', since: '2026-01-05T12:00:00.000Z', reported: true } as const;
		const old = { kind: 'outage', since: '2026-01-05T11:00:00.000Z', reported: false } as const;
		const state = stateOf(
			{ a: 9, b: 9 },
			{
				begins: { a: atMinute(0), b: atMinute(0) },
				health: { a: record, b: record },
				warned: { w: 1 },
				replayed: 'x',
			},
		);
		const begun = {
			...stateOf({ a: 1, back: 5 }, { unlisted: {} }),
			begins: state.begins,
			sequence: 3,
			health: { b: old },
		};
		const outcome = outcomeOf([failing(lasting())], { state, handedOver: begun });
		const given = giveUpReason(outcome, before, false, NOW)?.state;

		it('where customers begin, so that none begins anew at every attempt', () => {
			expect(given).toMatchObject({ begins: begun.begins, checkpoints: begun.checkpoints, unlisted: {} });
		});

		it('since when there is trouble, but nothing as told', () => {
			expect(given?.health).toEqual({ a: { ...record, reported: false }, b: old });
		});

		it('nothing as handed over', () => {
			expect(given).toMatchObject({ warned: {}, sequence: 3 });
			expect(given?.checkpoints).not.toEqual(state.checkpoints);
			expect(given?.replayed).toBeUndefined();
		});
	});
});
