import fc from 'fast-check';

import { seenKey } from '../../../nodes/MicrosoftDefenderMssp/core/seen';
import { decodeSeen, encodeSeen } from '../../../nodes/MicrosoftDefenderMssp/core/seenLines';
import type { TriggerState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { emptyState, partitionKey, readState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute, CONTOSO, FABRIKAM } from '../core/builders';
import { storedState } from '../../../nodes/MicrosoftDefenderMssp/trigger/storedState';
import { checkpointOf, stateOf } from './builders';

const key = partitionKey('graphAlerts', CONTOSO.id);
const healthy = { kind: 'consentMissing', since: '2026-01-05T12:00:00.000Z', reported: true } as const;
const state: TriggerState = {
	version: 3,
	sequence: 7,
	savedAt: atMinute(3),
	checkpoints: {
		[key]: checkpointOf({
			resume: atMinute(1),
			backlog: [
				{ from: atMinute(-9), to: atMinute(-5) },
				{ from: atMinute(-20), to: atMinute(-9), sweep: true },
			],
			seen: encodeSeen(new Map([[seenKey('a'), { updatedAt: atMinute(1), snapshot: { status: 'new' } }]])),
		}),
	},
	begins: { [partitionKey('graphAlerts', 'fabrikam.example')]: atMinute(0) },
	unlisted: { [partitionKey('graphAlerts', FABRIKAM.id)]: '2026-01-05T12:00:00.000Z' },
	health: { [key]: healthy },
	warned: { 'secret|2026-02-01T00:00:00.000Z': 30 },
	replayed: `${atMinute(0)} `,
	discovered: { by: 'app', names: { [CONTOSO.id]: 'Contoso' } },
	pending: [
		{
			sequence: 3,
			process: 'process-1',
			undo: { [key]: { from: atMinute(0), to: atMinute(1), seen: [] } },
			health: { [key]: healthy, other: null },
			warned: { 'secret|2026-02-01T00:00:00.000Z': null, other: 7 },
		},
	],
};

const withCheckpoint = (part: object) => ({ ...state, checkpoints: { bad: { ...checkpointOf(), ...part } } });
const withHealth = (part: object) => ({ ...state, health: { bad: { ...healthy, ...part } } });
const withPending = (part: object) => ({ ...state, pending: [{ ...state.pending?.[0], ...part }] });

describe('readState', () => {
	it('begins empty where nothing was kept yet', () => {
		expect(readState(undefined)).toEqual({ ok: true, value: emptyState() });
	});

	it('does again what an older build handed over last, because that may not have arrived', () => {
		const now = stateOf({ [key]: 9, quiet: 9, fresh: 9 });
		const handOver = {
			process: 'process before',
			checkpoints: { [key]: atMinute(1), fresh: null },
			health: { [key]: healthy },
			warned: { w: 7 },
		};
		expect(readState({ ...storedState(now), version: 2, handOver })).toEqual({
			ok: true,
			value: { ...stateOf({ [key]: 1, quiet: 9 }), health: { [key]: healthy }, warned: { w: 7 } },
		});
	});

	it('takes over the versions that an older build stored by their ids', () => {
		const line = (flags: string, id: string) =>
			[`${atMinute(1)}${flags}`, 'new', 'high', 'a, b', '', '', '7', '3', id].join('\t');
		const undo = { from: atMinute(0), to: atMinute(1), seen: [line('bpu', 'a')] };
		const older = {
			...stateOf({}, { checkpoints: { [key]: checkpointOf({ seen: [line('', 'a'), line('pu', 'b')] }) } }),
			version: 2,
			pending: [{ ...state.pending?.[0], undo: { [key]: undo } }],
		};
		const read = readState(older);
		if (!read.ok) throw new Error(read.failure.cause);
		const { checkpoints, pending } = read.value;
		const values = { status: 'new', severity: 'high', assignedTo: 'a, b', incidentId: '7', evidence: '3' };
		const known = { updatedAt: atMinute(1), snapshot: values };
		const held = { ...known, passed: true, untold: true, due: true };
		const seenIn = (lines: string[] = []) => Object.fromEntries(decodeSeen(lines) ?? []);
		expect(seenIn(checkpoints[key]?.seen)).toEqual({ [seenKey('a')]: known, [seenKey('b')]: held });
		expect(seenIn(pending?.[0]?.undo[key]?.seen)).toEqual({ [seenKey('a')]: { ...held, brief: true } });
	});

	it('refuses what an older build would have refused', () => {
		const older = stateOf({}, { checkpoints: { [key]: checkpointOf({ seen: ['garbage'] }) } });
		expect(readState({ ...older, version: 2 })).toMatchObject({ ok: false });
		expect(readState({ ...older, version: 2, checkpoints: undefined })).toMatchObject({ ok: false });
	});

	it.each([
		['full', state],
		['empty', emptyState()],
	])('reads back what was kept, after the way through the database: %s', (_what, kept) => {
		expect(readState(JSON.parse(JSON.stringify(kept)))).toEqual({ ok: true, value: kept });
	});

	it('gives a copy, so that what n8n holds does not change under its hands', () => {
		const read = readState(state);
		expect(read.ok && read.value).not.toBe(state);
		expect(read.ok && read.value.checkpoints).not.toBe(state.checkpoints);
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
		['the version of an older package', { ...state, version: 1 }],
		['the version of a newer package', { ...state, version: 4 }],
		['the version as text', { ...state, version: '3' }],
		['no sequence', { ...state, sequence: undefined }],
		['a sequence that is text', { ...state, sequence: '7' }],
		['a sequence that is no number', { ...state, sequence: null }],
		['a time of storing that is no time', { ...state, savedAt: 'soon' }],
		['a time of storing that is not normalized', { ...state, savedAt: '2026-01-05T12:00:00Z' }],
		['no checkpoints', { ...state, checkpoints: undefined }],
		['a list of checkpoints', { ...state, checkpoints: [] }],
		['a checkpoint of null', { ...state, checkpoints: { bad: null } }],
		['a checkpoint that is a word', { ...state, checkpoints: { bad: 'soon' } }],
		['a quiet checkpoint that is not normalized', { ...state, checkpoints: { bad: '2026-01-05T12:00:00Z' } }],
		['a checkpoint without from', withCheckpoint({ from: undefined })],
		['a checkpoint without horizon', withCheckpoint({ horizon: undefined })],
		...['from', 'floor', 'horizon'].flatMap((name): Array<[string, unknown]> => [
			[`a checkpoint whose ${name} is a word`, withCheckpoint({ [name]: 'yesterday' })],
			[`a checkpoint whose ${name} is empty`, withCheckpoint({ [name]: '' })],
			[`a checkpoint whose ${name} sorts after every time`, withCheckpoint({ [name]: 'zzz' })],
			[`a checkpoint whose ${name} is not normalized`, withCheckpoint({ [name]: '2026-01-05T12:00:00Z' })],
			[`a checkpoint whose ${name} is a number`, withCheckpoint({ [name]: 1 })],
		]),
		['a checkpoint that reads on from a word', withCheckpoint({ resume: 'later' })],
		['a checkpoint that reads on from null', withCheckpoint({ resume: null })],
		['a backlog that is no list', withCheckpoint({ backlog: {} })],
		['a backlog with null in it', withCheckpoint({ backlog: [null] })],
		['a backlog without end', withCheckpoint({ backlog: [{ from: atMinute(0) }] })],
		['a backlog without begin', withCheckpoint({ backlog: [{ to: atMinute(0) }] })],
		['a backlog that ends at a word', withCheckpoint({ backlog: [{ from: atMinute(0), to: 'x' }] })],
		['a checkpoint without seen rows', withCheckpoint({ seen: undefined })],
		['seen rows that are no list', withCheckpoint({ seen: {} })],
		['a seen row that is no text', withCheckpoint({ seen: [{ id: 'a' }] })],
		['a seen row that is none of ours', withCheckpoint({ seen: ['a'] })],
		['a seen row without time', withCheckpoint({ seen: ['AbCdEfG,,A'] })],
		['a mark of a short sweep that is no mark', withCheckpoint({ short: 'yes' })],
		['no begins', { ...state, begins: undefined }],
		['a begin that is no time', { ...state, begins: { bad: 'soon' } }],
		['a begin of null', { ...state, begins: { bad: null } }],
		['nothing about unlisted customers', { ...state, unlisted: undefined }],
		['an unlisted customer since null', { ...state, unlisted: { bad: null } }],
		['an unlisted customer since a word, for it would be forgotten', { ...state, unlisted: { bad: 'soon' } }],
		['no health', { ...state, health: undefined }],
		['a health record of null', { ...state, health: { bad: null } }],
		['a health record without kind', withHealth({ kind: undefined })],
		['a health record that does not say whether it was told', withHealth({ reported: undefined })],
		['a health record whose begin is no time', withHealth({ since: 'x' })],
		['no warnings', { ...state, warned: undefined }],
		['a warning that is no number', { ...state, warned: { bad: '30' } }],
		['a replay that is no text', { ...state, replayed: 7 }],
		['discovered customers of nobody', { ...state, discovered: { names: {} } }],
		['discovered customers without names', { ...state, discovered: { by: 'app' } }],
		['a discovered customer whose name is no text', { ...state, discovered: { by: 'app', names: { a: 1 } } }],
		['hand-overs that are no list', { ...state, pending: { bad: {} } }],
		['a hand-over of null', { ...state, pending: [null] }],
		['a hand-over of no process', withPending({ process: undefined })],
		['a hand-over without number', withPending({ sequence: '3' })],
		['a hand-over without undo', withPending({ undo: undefined })],
		['a hand-over with a damaged undo', withPending({ undo: { bad: { from: 'x' } } })],
		['a hand-over with damaged health', withPending({ health: { bad: {} } })],
		['a hand-over with damaged warnings', withPending({ warned: { bad: 'x' } })],
	])('refuses %s instead of starting anew, which would skip alerts without a word', (_what, saved) => {
		expect(readState(saved)).toMatchObject({
			ok: false,
			failure: { kind: 'configuration', appliesTo: 'all', transient: false },
		});
	});

	it('never throws, and tolerates nothing but its own shape', () => {
		// Mostly right, so that many of them are wrong in one place only and some not at all.
		const mostly = (right: unknown, wrong: fc.Arbitrary<unknown>) =>
			fc.oneof({ weight: 4, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: wrong });
		const entries = fc.dictionary(fc.string(), fc.jsonValue());
		const near = fc.record({
			version: mostly(3, fc.constantFrom(1, 2, 4, '3', null)),
			sequence: mostly(1, fc.constantFrom('1', null)),
			checkpoints: mostly(state.checkpoints, entries),
			begins: mostly(state.begins, entries),
			unlisted: fc.constant({}),
			health: mostly(state.health, entries),
			warned: mostly({}, entries),
		});
		let accepted = 0;
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), near), (saved) => {
				const read = readState(saved);
				if (!read.ok) return;
				accepted += 1;
				for (const { from, seen } of Object.values(read.value.checkpoints)) {
					expect(from).toMatch(/^\d{4}-\d{2}-\d{2}T.*\.\d{7}Z$/);
					for (const line of seen) expect(typeof line).toBe('string');
				}
				for (const { reported } of Object.values(read.value.health)) expect(typeof reported).toBe('boolean');
			}),
			{ numRuns: 1000 },
		);
		expect(accepted).toBeGreaterThan(0);
	});
});

describe('partitionKey', () => {
	it('keeps tenants and sources apart', () => {
		const keys = [CONTOSO.id, FABRIKAM.id].flatMap((id) =>
			['graphAlerts', 'defenderAlerts', 'graphIncidents'].map((source) => partitionKey(source, id)),
		);
		expect(new Set(keys).size).toBe(6);
	});
});
