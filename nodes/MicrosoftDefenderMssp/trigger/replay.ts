import type { Checkpoint } from '../core/checkpoint';
import { replayedFrom } from '../core/begin';
import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { ResolvedTenant } from '../tenants/resolveTenants';
import type { Replay } from './config';
import type { TriggerState } from './state';

/** Makes what is to be replayed due again, once for each setting of the parameters. `keyOf` gives a tenant's partition. */
export function replay(
	state: TriggerState,
	{ from, tenant }: Replay,
	keyOf: (tenant: string) => string,
	tenants: ResolvedTenant[],
): TriggerState {
	const replayed = `${from} ${tenant}`;
	if (state.replayed === replayed) return state;
	const meant = tenants.filter(isMeantBy(tenant));
	// One that cannot be looked up now must not miss its replay.
	if (meant.length === 0 || meant.some(({ resolved }) => !resolved.ok && resolved.failure.transient)) {
		return state;
	}
	const again = meant.flatMap(({ resolved }): Array<[string, Checkpoint]> => {
		const key = resolved.ok ? keyOf(resolved.value.id) : '';
		const checkpoint = state.checkpoints[key];
		return checkpoint === undefined ? [] : [[key, replayedFrom(checkpoint, from)]];
	});
	return { ...state, replayed, checkpoints: { ...state.checkpoints, ...Object.fromEntries(again) } };
}

/** Whether the replay names a tenant that is not listed: a slip of the pen that would go unnoticed. */
export function isReplayOfNobody(wanted: Replay | undefined, tenants: ResolvedTenant[]): boolean {
	return wanted !== undefined && !tenants.some(isMeantBy(wanted.tenant));
}

export const replayOfNobody: Failure = configurationFailure(
	"'Replay Tenant ID or Domain' names no customer that is listed under 'Customer Tenants'.",
	'Write it as it is listed there, or leave it empty to replay all customers.',
);

const isMeantBy =
	(tenant: string) =>
	({ reference, resolved }: ResolvedTenant): boolean =>
		tenant === '' || reference === tenant || (resolved.ok && resolved.value.id === tenant);
