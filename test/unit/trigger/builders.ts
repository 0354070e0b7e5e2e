import type { Checkpoint } from '../../../nodes/MicrosoftDefenderMssp/core/checkpoint';
import { startAt } from '../../../nodes/MicrosoftDefenderMssp/core/begin';
import type { HealthItem } from '../../../nodes/MicrosoftDefenderMssp/trigger/health';
import type { TriggerState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { emptyState } from '../../../nodes/MicrosoftDefenderMssp/trigger/state';
import { atMinute, CONTOSO } from '../core/builders';

export const checkpointOf = (part: Partial<Checkpoint> = {}): Checkpoint => ({
	...startAt(atMinute(0)),
	...part,
});

/** A state whose partitions have come so many minutes far. */
export const stateOf = (minutes: Record<string, number>, part: Partial<TriggerState> = {}): TriggerState => ({
	...emptyState(),
	checkpoints: Object.fromEntries(
		Object.entries(minutes).map(([key, minute]) => [key, startAt(atMinute(minute))]),
	),
	...part,
});

/** How far each partition has come. */
export const placesOf = ({ checkpoints }: Pick<TriggerState, 'checkpoints'>): Record<string, string> =>
	Object.fromEntries(Object.entries(checkpoints).map(([key, { from }]) => [key, from]));

export const healthItem: HealthItem = {
	event: { id: 'h', type: 'degraded' },
	tenant: CONTOSO,
	health: { kind: 'outage' },
};
