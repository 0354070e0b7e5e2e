import type { PollOutcome, TenantFailure } from '../poll';
import { PASSING_GRACE_MS, untold } from '../health';
import type { TriggerState } from '../state';

/** Why a poll must fail as a whole, and what to remember of it. */
export interface GiveUp extends TenantFailure {
	state: TriggerState;
}

/**
 * The failure that ends the poll: when nothing works and no part of it will mend itself, or has not for some minutes; and
 * while a person looks on who just published, any mistake in the parameters. Nothing more is handed over then, so nothing is
 * remembered as handed over or told but what was so before: only where new tenants begin, and since when there is trouble.
 */
export function giveUpReason(
	{ deliveries, failures, nothingWorks, state, handedOver }: PollOutcome,
	before: TriggerState,
	isAttended: boolean,
	nowMs: number,
): GiveUp | undefined {
	const lasting = failures.filter(({ failure }) => !failure.transient);
	const passing = failures.filter(({ failure }) => failure.transient);
	const isLong = passing.every(({ since }) => nowMs - Date.parse(since) >= PASSING_GRACE_MS);
	const mistake = isAttended ? lasting.find(({ failure }) => failure.kind === 'configuration') : undefined;
	const isNothing = deliveries.length === 0 && handedOver.sequence === before.sequence;
	const isOutage = nothingWorks && isNothing && isLong;
	const reason = mistake ?? (isOutage ? (lasting[0] ?? passing[0]) : undefined);
	if (reason === undefined) return undefined;
	const health = untold(state.health, handedOver.health);
	return { ...reason, state: { ...handedOver, health, warned: before.warned } };
}
