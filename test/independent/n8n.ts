import type { IHttpRequestOptions, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { createProcessMemory, processMemory } from '../../nodes/MicrosoftDefenderMssp/adapters/processMemory';
import { MicrosoftDefenderMsspTrigger } from '../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMsspTrigger.node';
import type { Memory, Stored } from './nodeMemory';
import { CursorCopy, StaticData } from './nodeMemory';
import type { Done } from './pollContext';
import { pollContext } from './pollContext';
import type { VirtualTime } from './virtualTime';

/**
 * How n8n runs its polls: by its own timers (`static`), by its scheduler, by that with durable cursors, and as before 2.36,
 * when it said nothing of the executions it started.
 */
export type Mode = 'static' | 'scheduler' | 'durable' | 'old';

/** One call of the trigger. */
export interface Poll {
	process: number;
	mode: Mode;
	startedAt: number;
	/** `<source>|<customer>` for all it was to read. */
	pairs: readonly string[];
	/** Made by it; one that found another under way makes none. */
	requests: number;
	/** Executions that n8n was to start, and of those what it could not. */
	starts: number;
	failedStarts: number;
	/** n8n threw its result away: it took too long, or a person published meanwhile. */
	isDiscarded?: boolean;
	/** When what goes with its executions was stored last. */
	storedAt?: number;
}

/** An execution that exists: what is in it has arrived. */
export interface Execution {
	poll: Poll;
	at: number;
	endsAt: number;
	alerts: object[];
	health: object[];
}

/** The database cannot take executions until then, and says so after a while. */
interface Trouble {
	until: number;
	answersAfterMs: number;
	/** Nor what the trigger keeps. */
	keepsNothing: boolean;
}

export interface Watcher {
	polled(poll: Poll): void;
	booted(known: ReadonlySet<string> | undefined): void;
	stored(known: ReadonlySet<string>): void;
	/** A first poll after n8n itself started threw. */
	threwUnattended(message: string): void;
}

/** What the settings of a mode are called; all others are off. */
const SETTINGS: Record<Mode, string[]> = {
	static: [],
	old: [],
	scheduler: ['N8N_SCHEDULER_ENABLED', 'N8N_SCHEDULER_POLL_TRIGGERS_ENABLED'],
	durable: [
		'N8N_SCHEDULER_ENABLED',
		'N8N_SCHEDULER_POLL_TRIGGERS_ENABLED',
		'N8N_POLLER_DURABLE_CURSORS_ENABLED',
	],
};

/** As n8n's process has them; none without a mode. */
export function setEnvironment(mode?: Mode): void {
	for (const name of SETTINGS.durable) Reflect.deleteProperty(process.env, name);
	for (const name of mode === undefined ? [] : SETTINGS[mode]) process.env[name] = 'true';
}

const SECOND = 1000;
/** When n8n 2.41 tries an activation again that threw. */
const RETRIES = [0, 1, 3, 7, 15].map((seconds) => seconds * SECOND);
const BACKOFF = 10 * 60 * SECOND;
const ABANDONED_AFTER = 45 * SECOND;

/** An n8n with one workflow, written after n8n 2.41.1's own sources; its database outlives it. */
export class N8n {
	mode: Mode;
	process = 0;
	isUp = false;
	readonly executions: Execution[] = [];
	readonly ends = new Map<number, number>();
	readonly putBacks: Array<{ at: number; storedAt: number }> = [];
	trouble?: Trouble;
	/** How long executions take. */
	runMs = 500;
	/** It is killed between the two writes of the next hand-over. */
	diesBetweenWrites = false;
	/** The activation failed for good; a person has to publish again. */
	isGivenUp = false;
	private staticData?: Stored;
	private cursor?: Stored;
	private readonly past: Stored[] = [];
	private activation?: { data: StaticData; mode: 'activate' | 'init' | 'update' };
	private backoffUntil = 0;
	/** The process has not polled yet. */
	private isFresh = true;

	constructor(
		private readonly time: VirtualTime,
		private readonly world: {
			request: (options: IHttpRequestOptions, process: number) => Promise<unknown>;
			parameters: () => Record<string, unknown>;
			pairs: () => string[];
			dice: (most: number) => number;
		},
		mode: Mode,
		private readonly watcher: Watcher,
	) {
		this.mode = mode;
	}

	/** Starts a process; `isFirst`: a person publishes the workflow in it. */
	async boot(isFirst = false): Promise<void> {
		this.process += 1;
		this.time.process = this.process;
		this.isUp = true;
		setEnvironment(this.mode);
		this.backoffUntil = 0;
		this.isFresh = true;
		for (const name of Object.keys(processMemory)) Reflect.deleteProperty(processMemory, name);
		Object.assign(processMemory, createProcessMemory());
		this.watcher.booted((this.cursor ?? this.staticData)?.known);
		if (isFirst) await this.activate('activate');
		else if (this.byTimers) await this.activate('init');
	}

	/** A person changed a parameter and published. */
	async publish(): Promise<void> {
		this.isGivenUp = false;
		if (this.isUp && this.byTimers) await this.activate('update');
	}

	kill(): void {
		if (!this.isUp) return;
		this.isUp = false;
		this.diesBetweenWrites = false;
		this.activation = undefined;
		this.ends.set(this.process, this.time.now);
		this.time.forget(this.process);
	}

	/** An execution of another node writes back the static data that it was started with. */
	putBack(steps: number): void {
		const older = this.past.at(-1 - steps);
		if (older === undefined || this.mode === 'durable' || this.cursor !== undefined) return;
		this.staticData = older;
		this.putBacks.push({ at: this.time.now, storedAt: older.at });
	}

	/** A poll whose time has come; n8n does not wait for the one before. */
	async tick(): Promise<void> {
		if (!this.isUp || this.isGivenUp) return;
		if (this.byTimers) await this.poll(false).catch(() => undefined);
		else if (this.time.now >= this.backoffUntil) await this.scheduled();
	}

	private get isKeepingNothing(): boolean {
		return this.trouble?.keepsNothing === true && this.time.now < this.trouble.until;
	}

	private get byTimers(): boolean {
		return this.mode === 'static' || this.mode === 'old';
	}

	private async scheduled(): Promise<void> {
		let isAbandoned = false;
		const { process } = this;
		const isFirst = this.isFresh;
		this.time.at(this.time.now + ABANDONED_AFTER, process, () => {
			isAbandoned = true;
		});
		await this.poll(false, () => !isAbandoned).catch((thrown: unknown) => {
			this.backoffUntil = this.time.now + BACKOFF;
			if (isFirst) this.watcher.threwUnattended(String(thrown));
		});
	}

	private async activate(mode: 'activate' | 'init' | 'update'): Promise<void> {
		const { process } = this;
		const activation = { data: new StaticData(this.staticData), mode };
		this.activation = activation;
		for (const wait of RETRIES) {
			await new Promise<void>((resolve) => {
				this.time.at(this.time.now + wait, process, resolve);
			});
			try {
				await this.poll(true);
				this.save(activation.data);
				return;
			} catch (thrown) {
				if (mode === 'init') this.watcher.threwUnattended(String(thrown));
			}
		}
		this.isGivenUp = true;
	}

	private async poll(isActivating: boolean, isCurrent = (): boolean => true): Promise<void> {
		const { activation } = this;
		const poll: Poll = {
			process: this.process,
			startedAt: this.time.now,
			pairs: this.world.pairs(),
			mode: this.mode,
			requests: 0,
			starts: 0,
			failedStarts: 0,
		};
		const memory = this.memoryOf(isActivating);
		this.isFresh = false;
		const result = await new MicrosoftDefenderMsspTrigger().poll.call(this.context(poll, memory));
		poll.isDiscarded = !isCurrent() || (this.byTimers && this.activation !== activation);
		if (poll.isDiscarded) return;
		if (poll.requests > 0) this.watcher.polled(poll);
		if (result !== null) this.emit(poll, memory, result);
		else if (!isActivating) await this.commit(poll, memory).catch(() => undefined);
		memory.known = new Set([...memory.known, ...poll.pairs]);
	}

	/** What the trigger finds as its static data in a poll that begins now. */
	private memoryOf(isActivating: boolean): Memory {
		if (this.mode === 'durable')
			this.cursor ??= this.staticData ?? { text: '{}', known: new Set(), at: this.time.now };
		if (this.cursor !== undefined && this.mode !== 'old') return new CursorCopy(this.cursor);
		const held = this.byTimers || isActivating ? this.activation?.data : undefined;
		return held ?? new StaticData(this.staticData);
	}

	private context(poll: Poll, memory: Memory): IPollFunctions {
		const { mode } = this;
		return pollContext({
			parameters: this.world.parameters(),
			activationMode: (this.byTimers ? this.activation?.mode : undefined) ?? 'update',
			staticData: () => memory.given(),
			request: async (options) => {
				poll.requests += 1;
				return await this.world.request(options, poll.process);
			},
			emit: (data, done) => {
				this.emit(poll, memory, data, done);
			},
			...(mode !== 'old' && {
				commitCursor: async () => {
					await this.commit(poll, memory);
				},
				budgetMs: this.byTimers ? 300_000 : 36_000,
			}),
		});
	}

	private emit(poll: Poll, memory: Memory, data: INodeExecutionData[][], done?: Done): void {
		const { time, trouble } = this;
		const isTroubled = trouble !== undefined && time.now < trouble.until;
		const first = time.now + 3 + this.world.dice(8);
		const second = first + 2 + this.world.dice(10);
		const staged = memory.take();
		const isOne = this.mode === 'durable' && staged !== undefined;
		poll.starts += 1;
		if (this.diesBetweenWrites) {
			const at = isOne ? first - 1 + 2 * this.world.dice(1) : first + 1;
			time.at(at, poll.process, () => {
				this.kill();
			});
		}
		if (staged !== undefined && !(isTroubled && (isOne || trouble.keepsNothing))) {
			const land = (): void => {
				poll.storedAt = time.now;
				this.store(memory, staged, poll.pairs);
			};
			time.at(first, poll.process, land);
		}
		if (isTroubled) {
			poll.failedStarts += 1;
			time.at(time.now + trouble.answersAfterMs, poll.process, () => {
				// Of one that it blocks, n8n 2.41 says so by giving no run.
				if (isOne && this.world.dice(1) === 1) done?.resolve(undefined);
				else done?.reject(new Error('SQLITE_BUSY'));
			});
			return;
		}
		time.at(isOne ? first : second, poll.process, () => {
			this.begin(poll, data, done);
		});
	}

	private begin(poll: Poll, [alerts = [], health = []]: INodeExecutionData[][], done?: Done): void {
		const endsAt = this.time.now + this.runMs;
		const jsonOf = (items: INodeExecutionData[]): object[] =>
			JSON.parse(JSON.stringify(items.map(({ json }) => json))) as object[];
		this.executions.push({ poll, at: this.time.now, endsAt, alerts: jsonOf(alerts), health: jsonOf(health) });
		this.time.at(endsAt, poll.process, () => {
			done?.resolve({ finished: true, status: 'success' });
		});
	}

	private async commit(poll: Poll, memory: Memory): Promise<void> {
		const staged = memory instanceof CursorCopy ? memory.take() : undefined;
		if (staged === undefined) return;
		if (this.isKeepingNothing) throw new Error('SQLITE_BUSY');
		await new Promise<void>((resolve) => {
			this.time.at(this.time.now + 3 + this.world.dice(8), poll.process, resolve);
		});
		this.store(memory, staged, poll.pairs);
	}

	/** After an activation n8n saves what has changed since. */
	private save(memory: StaticData): void {
		const staged = memory.take();
		if (staged === undefined || this.isKeepingNothing) return;
		this.time.at(this.time.now + 3, this.process, () => {
			this.store(memory, staged, []);
		});
	}

	private store(memory: Memory, text: string, pairs: readonly string[]): void {
		const known = new Set([...memory.known, ...pairs]);
		const stored = { text, known, at: this.time.now };
		memory.landed();
		if (memory instanceof CursorCopy) {
			this.cursor = stored;
		} else {
			this.staticData = stored;
			this.past.push(stored);
		}
		this.watcher.stored(known);
	}
}
