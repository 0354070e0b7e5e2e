import type { TriggerState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { emptyState, readState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { storedState } from '../../../nodes/MicrosoftDefenderMssp/trigger/storedState';
import type { PollOutcome } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { pollTenants } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { MINUTE_MS, NOW } from '../core/builders';
import { connectionOf } from '../transport/builders';
import type { ModelTenant } from './modelTenants';
import { configOf, modelTenants } from './modelTenants';
import type { PollOptions } from './modelTrigger';
import { createMemory, endless } from './modelTrigger';

/** When n8n stores the state besides at every hand-over: when it has started the trigger, or with durable cursors at every poll. */
export type Storing = 'at activation' | 'at every poll';

/** A trigger over model tenants in an n8n that stores its state only now and then. Every hand-over arrives. */
export class ModelN8n {
	private live: unknown;
	private stored: unknown;
	private isFirst = true;
	private isRestarted = false;
	private memory = createMemory();

	constructor(
		private readonly tenants: Record<string, ModelTenant>,
		private readonly storing: Storing,
	) {}

	/** One poll so many minutes after NOW. */
	async poll(minute: number, { listed = [], config, time = {} }: PollOptions): Promise<PollOutcome> {
		const now = NOW + minute * MINUTE_MS;
		const wire = modelTenants(new Map(Object.entries(this.tenants)));
		const outcome = await pollTenants(
			configOf(config),
			this.state(),
			connectionOf(wire, { now: () => now }),
			listed,
			{
				memory: this.memory,
				time: { ...endless, lastStartAt: now + (time.seconds ?? Infinity) * 1000 },
				resumes: this.isRestarted,
			},
		);
		this.live = JSON.parse(JSON.stringify(storedState(outcome.state)));
		const isHandOver = outcome.deliveries.length + outcome.health.length > 0;
		if (isHandOver || this.isFirst || this.storing === 'at every poll') this.stored = this.live;
		this.isFirst = false;
		this.isRestarted = false;
		return outcome;
	}

	/** A poll failed as a whole, and this is what it leaves. */
	keep(state: TriggerState | undefined): void {
		if (state === undefined) throw new Error('The poll did not fail.');
		this.live = JSON.parse(JSON.stringify(storedState(state)));
	}

	/** No customer is waited with. */
	forgetVisits(): void {
		this.memory.visits.clear();
	}

	/** The workflow is published again, by which the process goes on. */
	publish(): void {
		this.isFirst = true;
	}

	/** Another process goes on from what was stored. */
	restart(): void {
		this.live = this.stored;
		this.memory = createMemory();
		this.isFirst = true;
		this.isRestarted = this.stored !== undefined;
	}

	/** As n8n holds it. */
	state(): TriggerState {
		if (this.live === undefined) return emptyState();
		const state = readState(this.live);
		if (!state.ok) throw new Error(state.failure.cause);
		return state.value;
	}

	/** Bytes of JSON that n8n stores. */
	size(): number {
		return JSON.stringify(this.live ?? null).length;
	}
}
