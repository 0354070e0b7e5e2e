import type { Answer, DeliveryMemory } from '../../core/deliveryMemory';
import { remember } from '../../core/deliveryMemory';
import type { Failure } from '../../core/failure';
import type { Tenant } from '../../core/tenant';
import type { ExecutionPer } from '../config';
import type { HealthItem } from '../health';
import type { Delivery, PollOutcome } from '../poll';
import { storedState } from '../storedState';
import type { TriggerState } from '../state';
import { executionsOf } from './executions';
import type { Host } from './host';
import type { Pending } from './ledger';
import { pendingOf } from './ledger';
import { recallState } from './recall';
import { giveUpReason } from './verdict';

/** So long the first poll after a start waits for proof, because n8n stores the state once more after it. */
const PROOF_WAIT_MS = 2_000;

/** What is handed over at a time: all that was read so far in a poll. */
export interface Wave {
	deliveries: Delivery[];
	health: HealthItem[];
	/** What to remember once it has arrived. */
	state: TriggerState;
}

/** The surroundings of one poll. */
export interface PollSetting {
	executionPer: ExecutionPer;
	/** A person looks on who just published. */
	isAttended: boolean;
	/** It is the first poll of this process. */
	isFirst: boolean;
	/** By our clock; milliseconds since 1970. */
	now: () => number;
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
	const recalled = recallState(host.stored(), { memory, atomic: host.atomic, now: setting.now() });
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
	if (reason !== undefined) {
		await poll.keep(reason.state);
		return reason;
	}
	if (!poll.handOver(outcome)) await poll.keep(outcome.state);
	if (setting.isFirst) await poll.storeProof();
	return undefined;
}

/** Hands over what one poll finds, and remembers what of it is not proven to have arrived. */
class DeliveryOfPoll {
	private readonly answers: Array<Promise<Answer>> = [];

	constructor(
		private readonly host: Host,
		private readonly memory: DeliveryMemory,
		private readonly setting: PollSetting,
		/** What was left behind last. */
		private state: TriggerState,
	) {}

	/** False if there is nothing to hand over. */
	handOver({ deliveries, health, state }: Wave): boolean {
		const { host, memory, setting } = this;
		const executions = executionsOf(deliveries, health, setting.executionPer);
		const last = executions.pop();
		if (last === undefined) return false;
		const sequence = this.state.sequence + 1;
		const entry = pendingOf(this.state, state, deliveries, { sequence, process: memory.processId });
		const open = this.unproven();
		const isStoredWithIt = host.atomic && executions.length === 0;
		// Those before the last are transactions of their own, so where there are any, the state waits for them.
		const others = host.atomic ? executions.map(async (execution) => await host.start(execution)) : [];
		this.remain({ ...state, sequence }, isStoredWithIt ? open : [...open, entry]);
		if (isStoredWithIt) this.state = withPending(this.state, [...open, entry]);
		const rest = host.atomic ? [last] : [...executions, last];
		const answers = [...others, ...rest.map(async (execution) => await host.start(execution))];
		this.answers.push(remember(memory, sequence, answers, setting.now()));
		return true;
	}

	/** Changes what n8n stores only if need be: with durable cursors it writes every change to its database. */
	async keep(state: TriggerState): Promise<void> {
		const { host, memory } = this;
		const kept = withPending({ ...state, sequence: this.state.sequence }, this.unproven());
		if (JSON.stringify(host.stored()) === JSON.stringify(storedState(kept))) {
			// A node that is renamed begins with an empty state, and goes on from this one.
			memory.latest = storedState(kept);
			return;
		}
		this.remain({ ...state, sequence: this.state.sequence + 1 }, this.unproven());
		await host.commit();
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
		const { handOvers } = this.memory;
		return (this.state.pending ?? []).filter(({ sequence }) => handOvers.get(sequence)?.answer !== 'arrived');
	}

	private remain(state: TriggerState, pending: Pending[]): void {
		this.state = withPending(state, pending);
		const stored = storedState(this.state);
		this.host.store(stored);
		this.memory.latest = stored;
	}
}

function withPending({ pending: _, ...state }: TriggerState, pending: Pending[]): TriggerState {
	return pending.length === 0 ? state : { ...state, pending };
}
