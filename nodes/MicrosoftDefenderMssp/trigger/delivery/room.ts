import type { Answer, DeliveryMemory } from '../../core/deliveryMemory';
import { remember } from '../../core/deliveryMemory';
import type { Failure } from '../../core/failure';
import type { Tenant } from '../../core/tenant';
import type { ExecutionPer } from '../config';
import type { PollOutcome } from '../poll';
import type { Wave } from '../pollFrame';
import { storedState } from '../storedState';
import type { Pending, TriggerState } from '../state';
import type { Execution } from './executions';
import { executionsOf } from './executions';
import type { Host } from './host';
import { pendingOf } from './ledger';
import { recallState } from './recall';
import { giveUpReason } from './verdict';

/** So long the first poll after a start waits for proof, because n8n stores the state once more after it. */
const PROOF_WAIT_MS = 2_000;

/** The surroundings of one poll. */
export interface PollSetting {
	executionPer: ExecutionPer;
	/** A person looks on who just published. */
	isAttended: boolean;
	/** It is the first poll of this process. */
	isFirst: boolean;
	/** By our clock; milliseconds since 1970. */
	now: () => number;
	/** Milliseconds that pass whatever our clock is set to; since any moment. */
	elapsed: () => number;
	/** What the promise gives, or undefined if it takes longer than so many milliseconds. */
	within: <T>(promise: Promise<T>, ms: number) => Promise<T | undefined>;
}

/** Why a poll failed as a whole, and whom it concerns if that is one customer. */
export interface FailedPoll {
	failure: Failure;
	tenant?: Tenant;
}

/** Reads what is new. `handOver` takes what is ready while others are still being read. */
export type ReadNew = (before: TriggerState, handOver?: (wave: Wave) => void) => Promise<PollOutcome>;

/**
 * One poll between taking up the state and handing over, whatever n8n is: each event is in an execution that exists, or in a
 * state from which it comes again. Gives the reason if the poll failed as a whole.
 */
export async function deliverPoll(
	host: Host,
	memory: DeliveryMemory,
	setting: PollSetting,
	readNew: ReadNew,
): Promise<FailedPoll | undefined> {
	const recalled = recallState(host.stored(), { memory, atomic: host.atomic, now: setting.elapsed() });
	if (!recalled.ok) return { failure: recalled.failure };
	const before = recalled.value;
	if (before === undefined) return undefined;
	const poll = new DeliveryOfPoll(host, memory, setting, before);
	const handOver = (wave: Wave) => {
		poll.handOver(wave);
	};
	// Where a person looks on, a mistake ends the poll, and with it everything that it would have handed over.
	const outcome = await readNew(before, setting.isAttended ? undefined : handOver);
	const reason = giveUpReason(outcome, before, setting.isAttended, setting.now());
	const isHandedOver = reason === undefined && poll.handOver(outcome);
	if (!isHandedOver) poll.keep(reason?.state ?? outcome.state);
	await poll.done();
	// With a transaction there is nothing more to prove, and n8n stores the state no second time.
	if (setting.isFirst && !host.atomic) await poll.storeProof();
	return reason;
}

/** Hands over what one poll finds, and remembers what of it is not proven to have arrived. */
class DeliveryOfPoll {
	private readonly answers: Array<Promise<Answer>> = [];
	private handingOver = Promise.resolve();
	/** What follows would say of something that it was handed over that was not. */
	private hasFailed = false;
	/**
	 * The last hand-over, where n8n stores the state in one transaction with it: that state need not say that it is not proven,
	 * but a later one of this poll has to, because it would be stored also if the transaction failed.
	 */
	private own?: Pending;

	constructor(
		private readonly host: Host,
		private readonly memory: DeliveryMemory,
		private readonly setting: PollSetting,
		/** What was left behind last. */
		private state: TriggerState,
	) {}

	/** Hands this over after what was handed over before. False if there is nothing to hand over. */
	handOver(wave: Wave): boolean {
		const { deliveries, health } = wave;
		const executions = executionsOf(deliveries, health, this.setting.executionPer);
		if (executions.length === 0) return false;
		this.inTurn(async () => {
			if (this.host.atomic) await this.startAtomically(wave, executions);
			else this.begin(wave, executions, this.entryOf(wave));
		});
		return true;
	}

	/** Remembers what the poll found out besides what it handed over. */
	keep(state: TriggerState): void {
		this.inTurn(async () => {
			const { host, memory } = this;
			const { sequence, pending = [] } = this.state;
			const others = this.open(pending);
			memory.latest = storedState(withPending({ ...state, sequence }, others));
			// With durable cursors n8n writes every change to its database.
			if (JSON.stringify(host.stored()) === JSON.stringify(memory.latest)) return;
			const next = { ...state, sequence: sequence + 1 };
			if (this.own === undefined || this.open([this.own]).length === 0) {
				this.remain(next, others);
				await host.commit();
				return;
			}
			// The next poll sees in what is stored whether the transaction succeeded; stored now, a start would repeat it.
			memory.latest = storedState(withPending(next, others));
		});
	}

	/** Settles when all of it is done. */
	async done(): Promise<void> {
		await this.handingOver;
	}

	private inTurn(step: () => Promise<void>): void {
		this.handingOver = this.handingOver.then(async () => {
			if (!this.hasFailed) await step();
		});
	}

	/**
	 * The state goes with the last execution in one transaction. Those before it, also of the hand-overs before, are transactions
	 * of their own, so it waits a moment for the proof that they arrived, and says so if there is none; if one of its own failed,
	 * all of these come again.
	 */
	private async startAtomically(wave: Wave, executions: Execution[]): Promise<void> {
		const { host, setting } = this;
		const others = executions.slice(0, -1).map(async (execution) => await host.start(execution));
		const inTime = async (answers: Array<Promise<Answer>>) =>
			answers.length === 0 ? [] : await setting.within(Promise.all(answers), PROOF_WAIT_MS);
		const [said] = await Promise.all([inTime(others), inTime(this.answers)]);
		this.hasFailed = said?.includes('failed') === true;
		if (this.hasFailed) return;
		const entry = this.entryOf(wave);
		this.begin(wave, executions.slice(-1), said === undefined ? entry : undefined, others);
		this.own = said === undefined ? undefined : entry;
	}

	/** Stores the state, with this entry beside those that are open, and starts the executions. */
	private begin(
		{ state }: Wave,
		executions: Execution[],
		entry: Pending | undefined,
		others: Array<Promise<Answer>> = [],
	): void {
		const { host, memory, setting } = this;
		const sequence = this.state.sequence + 1;
		this.remain({ ...state, sequence }, [...this.unproven(), ...(entry ? [entry] : [])]);
		const answers = executions.map(async (execution) => await host.start(execution));
		this.answers.push(remember(memory, sequence, [...others, ...answers], setting.elapsed()));
	}

	private entryOf({ deliveries, state }: Wave): Pending {
		const sequence = this.state.sequence + 1;
		return pendingOf(this.state, state, deliveries, { sequence, process: this.memory.processId });
	}

	/** Stores what of this poll's hand-overs is proven by now, so that the next start does not repeat it. */
	async storeProof(): Promise<void> {
		const { host, memory, setting } = this;
		if (this.answers.length === 0) return;
		const said = await setting.within(Promise.all(this.answers), PROOF_WAIT_MS);
		// Where n8n never says that it arrived, that it did not say at once that it failed has to do.
		const isTrusted = !host.answers && said === undefined;
		const open = isTrusted ? [] : this.unproven();
		const shown = withPending(this.state, open);
		memory.latest = storedState(shown);
		if (JSON.stringify(host.stored()) !== JSON.stringify(memory.latest)) host.store(storedState(shown));
	}

	private unproven(): Pending[] {
		return this.open([...(this.state.pending ?? []), ...(this.own ? [this.own] : [])]);
	}

	/** Those of which n8n has not said that they arrived. */
	private open(entries: Pending[]): Pending[] {
		const { handOvers } = this.memory;
		return entries.filter(({ sequence }) => handOvers.get(sequence)?.answer !== 'arrived');
	}

	private remain(state: TriggerState, pending: Pending[]): void {
		this.state = withPending(state, pending);
		const stored = storedState(this.state);
		this.host.store(stored);
		this.memory.latest = stored;
	}
}

function withPending(state: TriggerState, pending: Pending[]): TriggerState {
	const rest = { ...state };
	delete rest.pending;
	return pending.length === 0 ? rest : { ...rest, pending };
}
