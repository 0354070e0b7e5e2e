import { confirmHandOver, markHandOver } from '../../nodes/MicrosoftDefenderMssp/trigger/handOver';
import type { Execution } from '../../nodes/MicrosoftDefenderMssp/trigger/executions';
import { executionsOf } from '../../nodes/MicrosoftDefenderMssp/trigger/executions';
import type { ExecutionPer } from '../../nodes/MicrosoftDefenderMssp/trigger/config';
import type { PollOutcome } from '../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { recallState } from '../../nodes/MicrosoftDefenderMssp/trigger/recall';
import type { TriggerState } from '../../nodes/MicrosoftDefenderMssp/trigger/state';
import { giveUpReason } from '../../nodes/MicrosoftDefenderMssp/trigger/verdict';

/** Where in a hand-over the process is killed, as seen in a running n8n: state and executions are stored apart, state first. */
export type Ending =
	| 'well'
	/** Killed before anything was stored. */
	| 'killed before'
	/** Killed between the two writes. */
	| 'killed between'
	/** Killed when some of the executions existed. */
	| 'killed within'
	/** Killed when all was stored. */
	| 'killed after'
	/** The process lives, but the database took no execution. */
	| 'not started';

export interface Delivered {
	/** `event.id`. */
	id: string;
	item: Record<string, unknown>;
}

interface Taking {
	ending: Ending;
	executionPer: ExecutionPer;
	isFirst: boolean;
	now: number;
	processId: string;
}

/** An item as the next step of the workflow gets it. */
type Item = Record<string, unknown> & { event: { id: string } };

/** n8n around the trigger: keeps its state as n8n does, starts executions, and dies where a history says so. */
export class N8nModel {
	readonly delivered: Delivered[] = [];
	/** How often an event may come once more than it did, because n8n lost what it had been given. */
	readonly mayRepeat = new Map<string, number>();
	private live: unknown;
	private stored: unknown;
	private snapshots: Array<{ stored: unknown; delivered: number }> = [];
	private processes = 1;
	private isFirstPoll = true;
	private remembered?: { saved: unknown; at: number; failed: boolean };
	/** Events of the last hand-over that was stored, while it may be undone. */
	private uncertain: string[] = [];
	/** Called when the process is gone with all it had in memory, and whether anything had been stored by then. */
	onRestart: (wasStored: boolean) => void = () => undefined;

	constructor(private readonly durable: boolean) {}

	/** Bytes of the state as n8n holds it. */
	get stateSize(): number {
		return JSON.stringify(this.live ?? null).length;
	}

	/** The next poll is the first of a process that goes on from what one before stored. */
	get resumes(): boolean {
		return this.isFirstPoll && this.stored !== undefined;
	}

	/** Whether n8n remembers anything of this tenant. */
	knows(tenantId: string): boolean {
		return JSON.stringify(this.live ?? null).includes(tenantId);
	}

	/** One poll: `work` is what the trigger does between taking its state up and handing over. */
	async poll(
		work: (before: TriggerState, resumes: boolean) => Promise<PollOutcome>,
		{ ending, executionPer, now }: { ending: Ending; executionPer: ExecutionPer; now: number },
	): Promise<void> {
		const processId = `process-${this.processes}`;
		const recalled = recallState(this.live, {
			remembered: this.remembered,
			processId,
			durable: this.durable,
			now,
		});
		if (!recalled.ok) throw new Error(recalled.failure.cause);
		const before = recalled.value;
		if (before === undefined) return;
		const isFirst = this.isFirstPoll;
		const outcome = await work(before, this.resumes);
		this.isFirstPoll = false;
		this.take(before, outcome, { ending, executionPer, isFirst, now, processId });
		if (ending.startsWith('killed')) this.restart();
	}

	private take(
		before: TriggerState,
		outcome: PollOutcome,
		{ ending, executionPer, isFirst, now, processId }: Taking,
	): void {
		const reason = giveUpReason(outcome, before, false, now);
		const executions =
			reason === undefined ? executionsOf(outcome.deliveries, outcome.health, executionPer) : [];
		if (executions.length === 0) {
			this.keep(reason?.state ?? outcome.state, now);
			// At the end of the activation n8n stores what the first poll changed.
			const isStored = reason === undefined && !ending.startsWith('killed') && (this.durable || isFirst);
			if (isStored) this.store();
		} else if (this.durable) {
			this.handOverDurably(outcome.state, executions, { ending, now });
		} else {
			const touched = outcome.deliveries.map(({ key }) => key);
			const marked = markHandOver(before, outcome.state, touched, processId);
			this.handOver(marked, executions, { ending, isFirst, now });
		}
	}

	/** As the node does at a poll that hands nothing over. */
	private keep(state: TriggerState, now: number): void {
		if (JSON.stringify(this.live) === JSON.stringify(state)) return;
		const saved = { ...state, sequence: state.sequence + 1 };
		this.live = copyOf(saved);
		this.remembered = { saved: copyOf(saved), at: now, failed: false };
	}

	/** The process ends and another begins with what was stored. */
	restart(): void {
		for (const id of this.uncertain) this.allowRepeat(id);
		this.uncertain = [];
		this.processes += 1;
		this.isFirstPoll = true;
		this.remembered = undefined;
		this.live = copyOf(this.stored);
		this.onRestart(this.stored !== undefined);
	}

	/** Another node of the workflow put back the state it had loaded some hand-overs ago; then n8n is restarted. */
	jumpBack(hops: number): void {
		const snapshot = this.snapshots.at(-1 - hops);
		if (snapshot === undefined) return;
		for (const { id } of this.delivered.slice(snapshot.delivered)) this.allowRepeat(id);
		this.stored = snapshot.stored;
		this.restart();
	}

	private handOver(
		marked: TriggerState,
		executions: Execution[],
		{ ending, isFirst, now }: { ending: Ending; isFirst: boolean; now: number },
	): void {
		this.live = copyOf(marked);
		this.remembered = { saved: copyOf(marked), at: now, failed: false };
		if (ending === 'killed before') return;
		this.store();
		const started = executions.slice(0, startedBy(ending, executions.length));
		this.uncertain = started.flatMap((execution) => this.start(execution));
		if (ending === 'not started') {
			this.remembered.failed = true;
			this.uncertain = [];
		}
		// Here n8n stores once more, at the end of the activation.
		if (ending === 'well' && isFirst) {
			this.live = copyOf(confirmHandOver(marked));
			this.uncertain = [];
			this.store();
		}
	}

	/** The state is stored with the last execution, in one transaction; those before it are started without it. */
	private handOverDurably(
		state: TriggerState,
		executions: Execution[],
		{ ending, now }: { ending: Ending; now: number },
	): void {
		const count = ending === 'killed before' ? 0 : startedBy(ending, executions.length);
		if (count < executions.length || ending === 'not started') {
			const others = executions.slice(0, Math.min(count, executions.length - 1));
			for (const id of others.flatMap((execution) => this.start(execution))) this.allowRepeat(id);
			return;
		}
		this.live = copyOf(state);
		this.store();
		for (const execution of executions) this.start(execution);
		this.remembered = { saved: copyOf(state), at: now - 60_000, failed: false };
	}

	private start({ alerts }: Execution): string[] {
		// SAFETY: alert items have an event; they come from eventItem.
		const items = alerts.map((alert) => copyOf(alert) as Item);
		for (const item of items) this.delivered.push({ id: item.event.id, item });
		return items.map(({ event }) => event.id);
	}

	private store(): void {
		this.stored = copyOf(this.live);
		this.snapshots.push({ stored: this.stored, delivered: this.delivered.length });
	}

	private allowRepeat(id: string): void {
		this.mayRepeat.set(id, (this.mayRepeat.get(id) ?? 0) + 1);
	}
}

function startedBy(ending: Ending, count: number): number {
	if (ending === 'killed between' || ending === 'not started') return 0;
	return ending === 'killed within' ? Math.ceil(count / 2) : count;
}

const copyOf = (value: unknown): unknown =>
	value === undefined ? undefined : JSON.parse(JSON.stringify(value));
