import type { Answer } from '../../core/deliveryMemory';
import type { Execution } from './executions';

/** What n8n is to the trigger. */
export interface Host {
	/** n8n writes the state and the execution that is started after it in one transaction. */
	atomic: boolean;
	/** n8n tells what became of an execution. Before n8n 2.36 it does not. */
	answers: boolean;
	/** The state as n8n has it; undefined before the first poll. */
	stored(): unknown;
	/** Gives n8n the state to store: with the next execution, or at {@link Host.commit}. */
	store(state: object): void;
	/** Starts an execution. Settles when n8n says what became of it, which may be hours later or never. */
	start(execution: Execution): Promise<Answer>;
	/** Has n8n store the state without an execution, where it can. */
	commit(): Promise<void>;
}
