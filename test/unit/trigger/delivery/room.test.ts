import type { Answer, DeliveryMemory } from '../../../../nodes/MicrosoftDefenderMssp/core/deliveryMemory';
import { createDeliveryMemory } from '../../../../nodes/MicrosoftDefenderMssp/core/deliveryMemory';
import type { ExecutionPer } from '../../../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { Host } from '../../../../nodes/MicrosoftDefenderMssp/trigger/delivery/host';
import type { ReadNew } from '../../../../nodes/MicrosoftDefenderMssp/trigger/delivery/room';
import { deliverPoll } from '../../../../nodes/MicrosoftDefenderMssp/trigger/delivery/room';
import type { PollOutcome } from '../../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import type { Wave } from '../../../../nodes/MicrosoftDefenderMssp/trigger/pollFrame';
import type { TriggerState } from '../../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute, CONTOSO, lasting, NOW } from '../../core/builders';
import { healthItem, stateOf } from '../builders';

/** What a poll does to n8n, in order: `store <sequence> pending <sequences>`, `start <keys>`, `commit`. */
type Deed = string;

interface Setup {
	atomic?: boolean;
	answers?: boolean;
	stored?: object;
	memory?: DeliveryMemory;
	executionPer?: ExecutionPer;
	isFirst?: boolean;
	isAttended?: boolean;
	/** What n8n says of each execution in turn; `open` says nothing, `late` is that it arrived, a moment later. */
	says?: Array<Answer | 'open' | 'late'>;
}

interface Lived {
	deeds: Deed[];
	/** As n8n would store it. */
	state: TriggerState | undefined;
	memory: DeliveryMemory;
	reason: unknown;
}

async function live(readNew: ReadNew, setup: Setup = {}): Promise<Lived> {
	const { atomic = false, answers = true, memory = createDeliveryMemory('p'), says = [] } = setup;
	const deeds: Deed[] = [];
	let stored: object | undefined = setup.stored;
	const host: Host = {
		atomic,
		answers,
		stored: () => stored,
		store: (state) => {
			stored = JSON.parse(JSON.stringify(state)) as TriggerState;
			const { sequence, pending = [] } = stored as TriggerState;
			const open = pending.map((one) => one.sequence).join(' ');
			deeds.push(open === '' ? `store ${sequence}` : `store ${sequence} pending ${open}`);
		},
		start: async ({ alerts, health }) => {
			deeds.push(
				['start', ...alerts.map((alert) => (alert as { id: string }).id), ...health.map(() => 'health')].join(
					' ',
				),
			);
			const said = says.shift() ?? 'arrived';
			if (said === 'open') return await new Promise<Answer>(() => undefined);
			if (said !== 'late') return said;
			await moment();
			return 'arrived';
		},
		commit: async () => {
			deeds.push('commit');
			await Promise.resolve();
		},
	};
	const { executionPer = 'poll', isFirst = false, isAttended = false } = setup;
	const within = async <T>(promise: Promise<T>) =>
		await Promise.race([
			promise,
			moment()
				.then(moment)
				.then(() => undefined),
		]);
	const setting = { executionPer, isFirst, isAttended, now: () => NOW, elapsed: () => 0, within };
	const reason = await deliverPoll(host, memory, setting, readNew);
	return { deeds, state: stored as TriggerState | undefined, memory, reason };
}

/** n8n has said of the only hand-over that it failed. */
const lostHandOver = (memory: DeliveryMemory): DeliveryMemory => ({
	...memory,
	handOvers: new Map([[1, { at: 0, answer: 'failed' }]]),
});

const moment = async () => {
	await new Promise((resolve) => setImmediate(resolve));
};

const delivery = (key: string, ...ids: string[]) => ({
	key,
	items: [],
	rows: ids.map((id) => [{ id }]),
	undo: { from: atMinute(2), to: atMinute(8), seen: [] },
});
const wave = (keys: string[], part: Partial<PollOutcome> = {}): PollOutcome => ({
	deliveries: keys.map((key) => delivery(key, key)),
	health: [],
	state: stateOf(Object.fromEntries(keys.map((key) => [key, 9]))),
	handedOver: stateOf({}),
	failures: [],
	nothingWorks: false,
	...part,
});
/** Hands over these one after the other, the last one at the end of the poll. */
const inWaves =
	(...waves: Wave[]): ReadNew =>
	async (_before, handOver) => {
		for (const one of waves.slice(0, -1)) {
			handOver?.(one);
			await moment();
		}
		return { ...wave([]), ...waves.at(-1) };
	};

describe('a poll that hands over', () => {
	it('stores the state first, with a note that the hand-over is not proven to have arrived', async () => {
		const { deeds } = await live(inWaves(wave(['a', 'b'])));
		expect(deeds).toEqual(['store 1 pending 1', 'start a b']);
	});

	it('stores once for several executions', async () => {
		const { deeds } = await live(inWaves(wave(['a', 'b'], { health: [healthItem] })), {
			executionPer: 'tenant',
		});
		expect(deeds).toEqual(['store 1 pending 1', 'start a', 'start b', 'start health']);
	});

	it('in waves notes of each one before whether it is proven', async () => {
		const waves = [wave(['a']), wave(['b']), wave(['c'])];
		const { deeds } = await live(inWaves(...waves), { says: ['open', 'arrived', 'open'] });
		expect(deeds).toEqual([
			'store 1 pending 1',
			'start a',
			'store 2 pending 1 2',
			'start b',
			'store 3 pending 1 3',
			'start c',
		]);
	});

	it('keeps a wave that failed on its list, to be done again at the next poll', async () => {
		const first = await live(inWaves(wave(['a']), wave(['b'])), { says: ['failed', 'arrived'] });
		expect(first.deeds.at(-2)).toBe('store 2 pending 1 2');
		await moment();
		let before: TriggerState | undefined;
		await live(
			async (recalled) => {
				before = recalled;
				return await Promise.resolve({ ...wave([]), state: recalled });
			},
			{ stored: first.state, memory: first.memory },
		);
		expect(before).not.toHaveProperty('pending');
		expect(before?.checkpoints).toMatchObject({ b: { backlog: [] } });
	});

	it('remembers what came after the last wave, such as since when a customer is in trouble', async () => {
		const health = { b: { kind: 'outage', since: '2026-01-05T12:00:00.000Z', reported: false } } as const;
		const end = wave([], { state: stateOf({ a: 9, b: 9 }, { health }) });
		const { deeds, state } = await live(inWaves(wave(['a']), end), { says: ['open'] });
		expect(deeds).toEqual(['store 1 pending 1', 'start a', 'store 2 pending 1', 'commit']);
		expect(state).toMatchObject({ health, checkpoints: { a: atMinute(9), b: atMinute(9) } });
	});

	it('does not hand over in waves while a person looks on, whose mistake would end the poll', async () => {
		const { deeds } = await live(inWaves(wave(['a']), wave(['b'])), { isAttended: true });
		expect(deeds).toEqual(['store 1 pending 1', 'start b']);
	});

	it.each<[string, Setup, Deed[]]>([
		['an execution that is over', { says: ['arrived'] }, ['store 1']],
		['an execution that goes on', { says: ['open'] }, []],
		['an execution that could not be started', { says: ['failed'] }, []],
		['an n8n that never says', { says: ['open'], answers: false }, ['store 1']],
		['an n8n that says only that it failed', { says: ['failed'], answers: false }, []],
	])('at the first poll stores once more what is proven: %s', async (_what, setup, more) => {
		const { deeds } = await live(inWaves(wave(['a'])), { ...setup, isFirst: true });
		expect(deeds).toEqual(['store 1 pending 1', 'start a', ...more]);
	});
});

describe('a poll that hands over where n8n stores both in one transaction', () => {
	const atomic = { atomic: true };

	it('has nothing to prove', async () => {
		const { deeds } = await live(inWaves(wave(['a'])), atomic);
		expect(deeds).toEqual(['store 1', 'start a']);
	});

	it('says nothing more of it at the first poll, where n8n would store it for a later start to repeat', async () => {
		const { deeds } = await live(inWaves(wave(['a'])), { ...atomic, isFirst: true, says: ['open'] });
		expect(deeds).toEqual(['store 1', 'start a']);
	});

	it('starts those executions first that are transactions of their own', async () => {
		const per = { ...atomic, executionPer: 'tenant' } as const;
		const all = inWaves(wave(['a', 'b', 'c']));
		expect((await live(all, per)).deeds).toEqual(['start a', 'start b', 'store 1', 'start c']);
		const open = await live(all, { ...per, says: ['arrived', 'open'] });
		expect(open.deeds).toEqual(['start a', 'start b', 'store 1 pending 1', 'start c']);
		const failed = await live(all, { ...per, says: ['arrived', 'failed'] });
		expect([failed.deeds, failed.state]).toEqual([['start a', 'start b'], undefined]);
	});

	it('in waves notes of those before whether they are proven, because their transaction may have failed', async () => {
		const waves = [wave(['a']), wave(['b']), wave(['c'])];
		const { deeds } = await live(inWaves(...waves), { ...atomic, says: ['open', 'arrived', 'open'] });
		expect(deeds).toEqual([
			'store 1',
			'start a',
			'store 2 pending 1',
			'start b',
			'store 3 pending 1',
			'start c',
		]);
	});

	it('waits a moment for the proof of a hand-over that another one follows at once', async () => {
		const both: ReadNew = async (_before, handOver) => {
			handOver?.(wave(['a']));
			return await Promise.resolve(wave(['b']));
		};
		const { deeds } = await live(both, { ...atomic, says: ['late', 'open'] });
		expect(deeds).toEqual(['store 1', 'start a', 'store 2', 'start b']);
	});

	it('leaves what came after the last wave to the next poll, which knows whether its transaction succeeded', async () => {
		const health = { b: { kind: 'outage', since: '2026-01-05T12:00:00.000Z', reported: false } } as const;
		const end = wave([], { state: stateOf({ a: 9, b: 9 }, { health }) });
		const first = await live(inWaves(wave(['a']), end), { ...atomic, says: ['open'] });
		expect(first.deeds).toEqual(['store 1', 'start a']);
		const quiet = async (before: TriggerState) => await Promise.resolve({ ...wave([]), state: before });
		const { deeds, state } = await live(quiet, { ...atomic, stored: first.state, memory: first.memory });
		expect(deeds).toEqual(['store 3', 'commit']);
		expect(state).toMatchObject({ health, checkpoints: { a: atMinute(9), b: atMinute(9) } });
		const failed = await live(quiet, { ...atomic, memory: lostHandOver(first.memory) });
		expect(failed.state?.checkpoints).toEqual({});
	});

	it('stores what came after the last wave once that is proven', async () => {
		const end = wave([], { state: stateOf({ a: 9, b: 9 }) });
		const { deeds } = await live(inWaves(wave(['a']), end), atomic);
		expect(deeds).toEqual(['store 1', 'start a', 'store 2', 'commit']);
	});
});

describe('a poll that hands nothing over', () => {
	const state = stateOf({ a: 9 }, { sequence: 3 });
	const quiet = async (before: TriggerState) => await Promise.resolve({ ...wave([]), state: before });

	it('stores nothing if nothing changed', async () => {
		const first = await live(async () => await Promise.resolve({ ...wave([]), state }));
		expect(first.deeds).toEqual(['store 1', 'commit']);
		const { deeds } = await live(quiet, { stored: first.state, memory: first.memory });
		expect(deeds).toEqual([]);
	});

	it('goes on from there when n8n forgets the state, as it does for a node that is renamed', async () => {
		const { state: stored } = await live(async () => await Promise.resolve({ ...wave([]), state }));
		const { memory } = await live(quiet, { stored });
		let before: TriggerState | undefined;
		await live(
			async (recalled) => {
				before = recalled;
				return await quiet(recalled);
			},
			{ memory },
		);
		expect(before?.checkpoints).toEqual(state.checkpoints);
	});

	it('stores that what was open has arrived since', async () => {
		const first = await live(inWaves(wave(['a'])));
		const { deeds } = await live(quiet, { stored: first.state, memory: first.memory });
		expect(deeds).toEqual(['store 2', 'commit']);
	});

	it('passes where the state cannot be read, and says why', async () => {
		const { deeds, reason } = await live(quiet, { stored: { version: 99 } });
		expect(deeds).toEqual([]);
		expect(reason).toMatchObject({ failure: { kind: 'configuration' } });
	});
});

describe('a poll that fails as a whole', () => {
	it('says why, starts nothing and stays where it was, but for where new customers begin', async () => {
		const begins = { 'graphAlerts|new': atMinute(1) };
		const stored = stateOf({ a: 1 }, { sequence: 3 });
		const { deeds, reason, state } = await live(
			async (before) =>
				await Promise.resolve({
					...wave([]),
					handedOver: { ...before, begins },
					state: stateOf({ a: 9 }, { begins }),
					failures: [{ tenant: CONTOSO, failure: lasting(), since: new Date(NOW).toISOString() }],
					nothingWorks: true,
				}),
			{ stored },
		);
		expect(reason).toMatchObject({ failure: { kind: 'consentMissing' }, tenant: CONTOSO });
		expect(deeds).toEqual(['store 4', 'commit']);
		expect(state).toMatchObject({ begins, checkpoints: { a: atMinute(1) } });
	});

	it('hands nothing over where a person who just published must mend a mistake first', async () => {
		const mistake = lasting({ kind: 'configuration' });
		const failures = [{ tenant: CONTOSO, failure: mistake, since: new Date(NOW).toISOString() }];
		const { deeds, reason } = await live(
			async (before) =>
				await Promise.resolve({ ...wave(['a']), handedOver: before, failures, nothingWorks: false }),
			{ stored: stateOf({ a: 1 }, { sequence: 3 }), isAttended: true },
		);
		expect(reason).toMatchObject({ failure: { kind: 'configuration' } });
		expect(deeds.filter((deed) => deed.startsWith('start'))).toEqual([]);
	});
});
