import { pendingOf, withoutHandOver } from '../../../../nodes/MicrosoftDefenderMssp/trigger/delivery/ledger';
import type { Delivery } from '../../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import type { TriggerState } from '../../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute } from '../../core/builders';
import { placesOf, stateOf } from '../builders';

const told = { kind: 'outage', since: '2026-01-05T12:00:00.000Z', reported: true } as const;
const untold = { ...told, reported: false };
const before = stateOf(
	{ a: 1, b: 1, quiet: 1 },
	{ sequence: 4, warned: { w: 30, gone: 1 }, health: { b: untold } },
);
const after: TriggerState = {
	...stateOf({ a: 9, b: 9, quiet: 9, fresh: 9 }, { sequence: 5, warned: { w: 7 } }),
	health: { a: told, b: told },
};
const deliveryOf = (key: string): Delivery => ({
	key,
	items: [],
	rows: [],
	undo: { from: atMinute(2), to: atMinute(8), seen: [] },
});
const who = { sequence: 5, process: 'p' };
const entry = pendingOf(before, after, ['a', 'fresh', 'unknown'].map(deliveryOf), who);
const spansOf = ({ checkpoints }: TriggerState) =>
	Object.fromEntries(
		Object.entries(checkpoints).map(([key, { backlog }]) => [key, backlog.map(({ from, to }) => [from, to])]),
	);

describe('a hand-over that is not proven to have arrived', () => {
	it('says who made it, and how the health and the warnings stood before that it changed', () => {
		expect(entry).toMatchObject({ ...who, health: { a: null, b: untold }, warned: { w: 30, gone: 1 } });
	});

	it('when undone makes due again what it held, and nothing else', () => {
		const undone = withoutHandOver(after, entry);
		const span = [[atMinute(2), atMinute(8)]];
		expect(spansOf(undone)).toEqual({ a: span, b: [], quiet: [], fresh: span });
		expect(placesOf(undone)).toEqual(placesOf(after));
	});

	it('when undone tells again what it told, and forgets nothing that was told since', () => {
		const since = { ...after, health: { ...after.health, c: told }, warned: { w: 7, since: 1 } };
		const undone = withoutHandOver(since, entry);
		expect(undone.health).toEqual({ b: untold, c: told });
		expect(undone.warned).toEqual({ w: 30, gone: 1, since: 1 });
	});

	it('does not go back in number when undone, so that an older copy is never taken for a newer one', () => {
		expect(withoutHandOver(after, entry).sequence).toBe(5);
	});

	it('changes no state that it was given', () => {
		expect(spansOf(after)).toEqual({ a: [], b: [], quiet: [], fresh: [] });
	});
});
