import type { Answer } from '../../nodes/MicrosoftDefenderMssp/core/deliveryMemory';
import { createDeliveryMemory } from '../../nodes/MicrosoftDefenderMssp/core/deliveryMemory';
import type { ExecutionPer } from '../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { Execution } from '../../nodes/MicrosoftDefenderMssp/trigger/delivery/executions';
import type { Host } from '../../nodes/MicrosoftDefenderMssp/trigger/delivery/host';
import type { ReadNew } from '../../nodes/MicrosoftDefenderMssp/trigger/delivery/room';
import { deliverPoll } from '../../nodes/MicrosoftDefenderMssp/trigger/delivery/room';

/** How n8n is set up; seen in n8n 2.41, `old` is n8n before 2.36. */
export const N8N_MODES = ['static data', 'scheduler', 'durable', 'switched back', 'old'] as const;

export type N8nMode = (typeof N8N_MODES)[number];

/** What happens to the executions that a poll starts, from the one with number `from` on. */
export interface Ending {
	kind:
		| 'well'
		/** Killed before anything was stored. */
		| 'killed before'
		/** Killed between the two writes, the state and the execution. */
		| 'killed between'
		/** Killed when it exists. */
		| 'killed after'
		/** The process lives, but the database takes no execution. */
		| 'not started';
	from: number;
	/** Seconds until n8n says what became of an execution. */
	answersAfter: number;
}

export interface Delivered {
	/** `event.id`. */
	id: string;
	item: Record<string, unknown>;
}

/** An item as the next step of the workflow gets it. */
type Item = Record<string, unknown> & { event: { id: string } };

/** What a history says of a poll. */
interface PollOfHistory {
	ending: Ending;
	executionPer: ExecutionPer;
	/** By our clock, which may be off; milliseconds since 1970. */
	now: () => number;
	/** Milliseconds that really pass. */
	elapsed: () => number;
}

/** An execution that exists. */
interface Started {
	ids: string[];
	poll: number;
	at: number;
	/** The state does not say that it arrived, so a process that goes on from there does it again. */
	inDoubt: boolean;
	/** n8n has said that it arrived. */
	isTold: boolean;
}

/** So long n8n takes at most to say that it could not start an execution; after that it counts as started. */
const LONGEST_ANSWER_MS = 5 * 60_000;
const LATEST_FAILURE_S = 200;

/** n8n around the trigger: keeps its state as n8n does, starts executions, and dies where a history says so. */
export class N8nModel {
	readonly delivered: Delivered[] = [];
	/** How often an event may come once more than it did, because n8n lost what it had been given. */
	readonly mayRepeat = new Map<string, number>();
	/** The workflow's static data in memory. */
	private live: unknown;
	/** The database. */
	private stored: unknown;
	private snapshots: Array<{ stored: unknown; delivered: number; inDoubt: string[] }> = [];
	private memory = createDeliveryMemory('process 1');
	private processes = 1;
	private polls = 0;
	private pollBeganAt = 0;
	private isFirstPoll = true;
	private answers: Array<{ at: number; tell: () => void }> = [];
	/** By this process. */
	private started: Started[] = [];
	/** Called when the process is gone with all it had in memory, and whether anything had been stored by then. */
	onRestart: (wasStored: boolean) => void = () => undefined;

	constructor(private mode: N8nMode) {}

	/** Bytes of the state as n8n holds it. */
	get stateSize(): number {
		return JSON.stringify((this.hasOwnCopy ? this.stored : this.live) ?? null).length;
	}

	/** The next poll is the first of a process that goes on from what one before stored. */
	get resumes(): boolean {
		return this.isFirstPoll && this.stored !== undefined;
	}

	/** Whether n8n remembers anything of this tenant. */
	knows(tenantId: string): boolean {
		return JSON.stringify([this.live, this.stored]).includes(tenantId);
	}

	/** One poll: `readNew` is what the trigger does between taking its state up and handing over. */
	async poll(readNew: ReadNew, { ending, executionPer, now, elapsed }: PollOfHistory): Promise<void> {
		await this.tellUntil(elapsed());
		this.polls += 1;
		this.pollBeganAt = elapsed();
		const isFirst = this.isFirstPoll;
		const run = new PollOfModel(this.endingHere(ending), this.hasOwnCopy ? this.stored : this.live);
		const within = async <T>(promise: Promise<T>, ms: number): Promise<T | undefined> => {
			await this.tellUntil(elapsed() + ms);
			return await Promise.race([promise, settling().then(() => undefined)]);
		};
		const setting = { executionPer, isAttended: false, isFirst, now, elapsed, within };
		await deliverPoll(this.hostOf(run, elapsed), this.memory, setting, async (before, handOver) => {
			const outcome = await readNew(before, handOver);
			this.isFirstPoll = false;
			return outcome;
		});
		if (ending.kind.startsWith('killed')) this.restart();
		else if (this.hasOwnCopy) this.store(run);
		else if (isFirst && this.mode !== 'scheduler') this.store(run);
	}

	/** The process ends and another begins with what was stored, n8n perhaps set up anew. */
	restart(mode = this.mode): void {
		for (const { ids } of this.started.filter(({ inDoubt }) => inDoubt)) this.allowRepeat(ids);
		this.started = [];
		// What is in the table of durable cursors stays there for good.
		this.mode = this.hasOwnCopy && mode !== 'durable' ? 'switched back' : mode;
		this.processes += 1;
		this.memory = createDeliveryMemory(`process ${this.processes}`);
		this.isFirstPoll = true;
		this.answers = [];
		this.live = copyOf(this.stored);
		this.onRestart(this.stored !== undefined);
	}

	/** Another node of the workflow put back the state it had loaded some hand-overs ago; then n8n is restarted. */
	jumpBack(hops: number): void {
		const snapshot = this.snapshots.at(-1 - hops);
		if (snapshot === undefined || this.hasOwnCopy) return;
		this.allowRepeat(this.delivered.slice(snapshot.delivered).map(({ id }) => id));
		this.allowRepeat(snapshot.inDoubt);
		this.stored = snapshot.stored;
		this.restart();
	}

	/** n8n before 2.36 says nothing of what it could not start, so that is lost: the contract says so. */
	private endingHere(ending: Ending): Ending {
		const isUntold = this.mode === 'old' && ending.kind === 'not started';
		return isUntold ? { ...ending, kind: 'well' } : ending;
	}

	/** n8n hands out the state as a copy of what its own table has. */
	private get hasOwnCopy(): boolean {
		return this.mode === 'durable' || this.mode === 'switched back';
	}

	private hostOf(run: PollOfModel, elapsed: () => number): Host {
		return {
			atomic: this.mode === 'durable',
			answers: this.mode !== 'old',
			stored: () => run.state,
			store: (state) => {
				if (run.isDead) return;
				run.change(copyOf(state));
				if (!this.hasOwnCopy) this.live = run.state;
			},
			start: async (execution) => await this.start(execution, run, elapsed()),
			commit: async () => {
				if (this.hasOwnCopy) this.store(run);
				await settling();
			},
		};
	}

	private async start(execution: Execution, run: PollOfModel, at: number): Promise<Answer> {
		const fate = run.fateOfNext();
		if (run.isDead || this.isLost(fate)) return await run.die();
		const isWithState = this.mode === 'durable' && run.isChanged;
		if (fate !== 'not started' || this.mode !== 'durable') this.store(run);
		// n8n counts what it takes as stored before it is.
		run.isChanged = false;
		if (fate === 'killed between') return await run.die();
		if (fate === 'not started') return await this.fail(run, at);
		const started = this.begin(execution, at);
		if (isWithState) started.inDoubt = this.ofThisPoll().some((one) => one !== started && one.inDoubt);
		if (fate === 'killed after') return await run.die();
		if (run.hasFailed) this.allowRepeat(started.ids);
		if (this.mode === 'old') return await never();
		return await this.answer('arrived', at + run.ending.answersAfter * 1000, () => {
			started.isTold = true;
		});
	}

	/** Nothing of this execution exists when the process dies. */
	private isLost(fate: Ending['kind']): boolean {
		return fate === 'killed before' || (this.mode === 'durable' && fate === 'killed between');
	}

	/** The database takes no execution; what the poll handed over besides comes again with it. */
	private async fail({ ending }: PollOfModel, at: number): Promise<Answer> {
		this.allowRepeat(this.ofThisPoll().flatMap(({ ids }) => ids));
		return await this.answer('failed', at + Math.min(ending.answersAfter, LATEST_FAILURE_S) * 1000);
	}

	private begin({ alerts }: Execution, now: number): Started {
		// SAFETY: alert items have an event; they come from eventItem.
		const items = alerts.map((alert) => copyOf(alert) as Item);
		for (const item of items) this.delivered.push({ id: item.event.id, item });
		const ids = items.map(({ event }) => event.id);
		const started = { ids, poll: this.polls, at: now, inDoubt: true, isTold: false };
		this.started.push(started);
		return started;
	}

	private ofThisPoll(): Started[] {
		return this.started.filter(({ poll }) => poll === this.polls);
	}

	private async answer(answer: Answer, at: number, onTell?: () => void): Promise<Answer> {
		return await new Promise((resolve) => {
			const tell = () => {
				onTell?.();
				resolve(answer);
			};
			this.answers.push({ at, tell });
		});
	}

	/** n8n says what it has to say until then. */
	private async tellUntil(now: number): Promise<void> {
		for (const { at, tell } of this.answers) if (at <= now) tell();
		this.answers = this.answers.filter(({ at }) => at > now);
		await settling();
	}

	/** Writes the state as the trigger left it. */
	private store(run: PollOfModel): void {
		if (run.isDead || (this.hasOwnCopy && !run.isChanged)) return;
		this.stored = copyOf(run.state);
		run.isChanged = false;
		// What one poll hands over is proven, and done again, as a whole.
		const isOpen = ({ isTold, at }: Started) => !isTold && this.pollBeganAt - at < LONGEST_ANSWER_MS;
		const open = new Set(this.started.filter(isOpen).map(({ poll }) => poll));
		for (const one of this.started) {
			if (!open.has(one.poll)) one.inDoubt = false;
			else if (one.poll === this.polls) one.inDoubt = true;
		}
		const inDoubt = this.started.filter((one) => one.inDoubt).flatMap(({ ids }) => ids);
		this.snapshots.push({ stored: this.stored, delivered: this.delivered.length, inDoubt });
	}

	private allowRepeat(ids: string[]): void {
		for (const id of ids) this.mayRepeat.set(id, (this.mayRepeat.get(id) ?? 0) + 1);
	}
}

/** One poll of the model. */
class PollOfModel {
	isDead = false;
	isChanged = false;
	hasFailed = false;
	private count = 0;

	constructor(
		readonly ending: Ending,
		public state: unknown,
	) {
		this.state = copyOf(state);
	}

	change(state: unknown): void {
		this.state = state;
		this.isChanged = true;
	}

	fateOfNext(): Ending['kind'] {
		const { kind, from } = this.ending;
		const isReached = this.count >= from;
		this.count += 1;
		this.hasFailed ||= isReached && kind === 'not started';
		return isReached ? kind : 'well';
	}

	async die(): Promise<Answer> {
		this.isDead = true;
		return await never();
	}
}

const never = async (): Promise<Answer> => await new Promise<Answer>(() => undefined);

/** Lets what was told arrive where it is waited for. */
const settling = async (): Promise<void> => {
	await new Promise((resolve) => setImmediate(resolve));
};

const copyOf = (value: unknown): unknown =>
	value === undefined ? undefined : JSON.parse(JSON.stringify(value));
