import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { fail } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import type { ServiceClock } from '../../../nodes/MicrosoftDefenderMssp/transport/serviceClock';
import {
	customerClock,
	customerTimeBy,
	measureClock,
	timeBy,
	watchClock,
} from '../../../nodes/MicrosoftDefenderMssp/transport/serviceClock';
import { passing } from '../core/builders';
import type { ConnectionOptions, Wire } from '../transport/builders';
import { tenantOfToken } from './modelTenants';

/** What the clocks show. */
export interface Clocks {
	/** The true time, which is Entra's; milliseconds since 1970. */
	now: () => number;
	/** How far ours is ahead of it, milliseconds. */
	oursAheadMs: () => number;
	/** How far the clock of a tenant's API is ahead of it, by the `Date` of its answers. */
	tenantAheadMs: (tenantId: string) => number;
	/** Entra and the APIs answer requests without a token. */
	isReachable: () => boolean;
}

/** Connection parts that go by these clocks as a real connection does; `clock` is what a process has learnt of them. */
export function skewedClocks(network: Wire, clocks: Clocks, clock: ServiceClock): ConnectionOptions {
	const now = () => clocks.now() + clocks.oursAheadMs();
	const dated = async (request: HttpRequest) => {
		const isOfTenant = request.headers?.authorization !== undefined;
		if (!isOfTenant && !clocks.isReachable()) return fail(passing({ kind: 'network' }));
		const answer = await network.send(request);
		const aheadMs = isOfTenant ? clocks.tenantAheadMs(tenantOfToken(request)) : 0;
		const date = new Date(clocks.now() + aheadMs).toUTCString();
		return answer.ok
			? { ...answer, value: { ...answer.value, headers: { date, ...answer.value.headers } } }
			: answer;
	};
	const send = watchClock(dated, clock, now);
	const measure = async () => await measureClock(send, CLOUDS.global);
	return {
		send,
		now,
		serviceNow: timeBy(clock, now),
		customerNow: customerTimeBy(clock, now),
		noteTime: customerClock(clock, now, measure),
		measureClock: measure,
	};
}
