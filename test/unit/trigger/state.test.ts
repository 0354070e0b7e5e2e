import fc from 'fast-check';

import type { TriggerState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { emptyState, partitionKey, readState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute, CONTOSO, FABRIKAM } from '../core/builders';

const key = partitionKey('graphAlerts', CONTOSO.id);
const state: TriggerState = {
	version: 1,
	checkpoints: { [key]: { from: atMinute(0), seen: [{ id: 'a', createdAt: atMinute(1) }] } },
	pending: { [partitionKey('graphAlerts', 'fabrikam.example')]: atMinute(0) },
	health: {
		[partitionKey('graphAlerts', CONTOSO.id)]: {
			kind: 'consentMissing',
			since: '2026-01-05T12:00:00.000Z',
			reported: true,
		},
	},
};

/** The state with one checkpoint, pending start or health record replaced. */
const withCheckpoint = (checkpoint: unknown) => ({
	...state,
	checkpoints: { ...state.checkpoints, bad: checkpoint },
});
const withPending = (start: unknown) => ({ ...state, pending: { bad: start } });
const withHealth = (record: unknown) => ({ ...state, health: { bad: record } });

describe('readState', () => {
	it('begins empty where nothing was kept yet', () => {
		expect(readState(undefined)).toEqual({ ok: true, value: emptyState() });
	});

	it('reads back what was kept, after the way through the database', () => {
		expect(readState(JSON.parse(JSON.stringify(state)))).toEqual({ ok: true, value: state });
	});

	it('reads through the observing proxy that n8n puts around it', () => {
		const observed = <T extends object>(value: T): T =>
			new Proxy(value, {
				get: (target, name, receiver) => {
					const found: unknown = Reflect.get(target, name, receiver);
					return typeof found === 'object' && found !== null ? observed(found) : found;
				},
			});
		expect(readState(observed(state))).toEqual({ ok: true, value: state });
	});

	it.each<[string, unknown]>([
		['null', null],
		['a text', 'state'],
		['a list', [state]],
		['nothing inside', {}],
		['no version', { ...state, version: undefined }],
		['the version of a newer package', { ...state, version: 2 }],
		['the version as text', { ...state, version: '1' }],
		['no checkpoints', { ...state, checkpoints: undefined }],
		['a list of checkpoints', { ...state, checkpoints: [] }],
		['a checkpoint of null', withCheckpoint(null)],
		['a checkpoint without start', withCheckpoint({ seen: [] })],
		['a checkpoint whose start is a word', withCheckpoint({ from: 'yesterday', seen: [] })],
		['a checkpoint whose start is empty', withCheckpoint({ from: '', seen: [] })],
		['a checkpoint whose start sorts after every time', withCheckpoint({ from: 'zzz', seen: [] })],
		[
			'a checkpoint whose start is not normalized',
			withCheckpoint({ from: '2026-01-05T12:00:00Z', seen: [] }),
		],
		['a checkpoint whose start is a number', withCheckpoint({ from: 1, seen: [] })],
		['a checkpoint without seen rows', withCheckpoint({ from: atMinute(0) })],
		['seen rows that are no list', withCheckpoint({ from: atMinute(0), seen: {} })],
		['a seen row of null', withCheckpoint({ from: atMinute(0), seen: [null] })],
		['a seen row without id', withCheckpoint({ from: atMinute(0), seen: [{ createdAt: atMinute(1) }] })],
		['a seen row without time', withCheckpoint({ from: atMinute(0), seen: [{ id: 'a' }] })],
		['no pending starts', { ...state, pending: undefined }],
		['a pending start that is no time', withPending('soon')],
		['a pending start of null', withPending(null)],
		['no health', { ...state, health: undefined }],
		['a health record of null', withHealth(null)],
		['a health record without kind', withHealth({ since: 'x', reported: true })],
		['a health record that does not say whether it was told', withHealth({ kind: 'outage', since: 'x' })],
		['a health record whose begin is no time', withHealth({ kind: 'outage', since: 'x', reported: false })],
	])('refuses %s instead of starting anew, which would skip alerts without a word', (_what, saved) => {
		expect(readState(saved)).toMatchObject({
			ok: false,
			failure: { kind: 'configuration', appliesTo: 'all', transient: false },
		});
	});

	it('never throws, and tolerates nothing but its own shape', () => {
		const near = fc.record({
			version: fc.constantFrom(1, 2, '1', null),
			checkpoints: fc.oneof(fc.constant(state.checkpoints), fc.dictionary(fc.string(), fc.jsonValue())),
			pending: fc.oneof(fc.constant(state.pending), fc.dictionary(fc.string(), fc.jsonValue())),
			health: fc.oneof(fc.constant(state.health), fc.dictionary(fc.string(), fc.jsonValue())),
		});
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), near), (saved) => {
				const read = readState(saved);
				if (!read.ok) return;
				for (const { from, seen } of Object.values(read.value.checkpoints)) {
					expect(from).toMatch(/^\d{4}-\d{2}-\d{2}T.*\.\d{7}Z$/);
					for (const { id } of seen) expect(typeof id).toBe('string');
				}
				for (const { reported } of Object.values(read.value.health)) expect(typeof reported).toBe('boolean');
			}),
			{ numRuns: 300 },
		);
	});
});

describe('partitionKey', () => {
	it('keeps tenants and sources apart', () => {
		const keys = [CONTOSO.id, FABRIKAM.id].flatMap((id) =>
			['graphAlerts', 'defenderAlerts'].map((source) => partitionKey(source, id)),
		);
		expect(new Set(keys).size).toBe(4);
	});
});
