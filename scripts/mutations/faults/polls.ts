import type { Area } from '../fault';

/** Customers are islands, and each gets its turn. */
export const polls: Area = {
	name: 'polls',
	tests: [
		'test/unit/core/fairShares.test.ts',
		'test/unit/core/visit.test.ts',
		'test/unit/trigger/health.test.ts',
		'test/unit/trigger/poll.test.ts',
		'test/unit/trigger/pollEvents.test.ts',
		'test/unit/trigger/pollLimits.test.ts',
		'test/unit/trigger/pollOptions.test.ts',
		'test/unit/trigger/pollTroubles.test.ts',
		'test/unit/trigger/pollIslands.test.ts',
		'test/unit/trigger/pollClocks.test.ts',
	],
	faults: [
		{
			name: 'a customer begins at our time',
			file: 'trigger/prepareState.ts',
			find: 'clockKnown ? connection.serviceNow() : Math.min(connection.now(), connection.serviceNow())',
			replace: 'connection.now()',
		},
		{
			name: 'a customer begins without allowance',
			file: 'trigger/prepareState.ts',
			find: 'export const START_ALLOWANCE_MS = 15 * 60_000;',
			replace: 'export const START_ALLOWANCE_MS = 0;',
		},
		{
			name: 'a customer begins anew at every poll until it can be read',
			file: 'trigger/prepareState.ts',
			find: 'const begin = begun[key] ?? (isBack(key) ? undefined : before.begins[key]) ?? start;',
			replace: 'const begin = begun[key] ?? start;',
		},
		{
			name: 'a customer listed in an outage begins when that ends',
			file: 'trigger/startClock.ts',
			find: 'const listedAt = connection.serviceNow() - waitedMs;',
			replace: 'const listedAt = connection.serviceNow();',
		},
		{
			name: 'a customer whose time is not known is read by a guess',
			file: 'trigger/startClock.ts',
			find: 'return tenant.resolved.ok ? { ...tenant, resolved: fail(failure) } : tenant;',
			replace: 'return tenant;',
		},
		{
			name: "rows are credible by a customer's clock alone",
			file: 'trigger/deliver.ts',
			find: 'timestampFromMs(Math.min(now, serviceNow()))',
			replace: 'timestampFromMs(now)',
		},
		{
			name: 'a replay is carried out at every poll',
			file: 'trigger/replay.ts',
			find: 'if (state.replayed === replayed) return state;',
			replace: '',
		},
		{
			name: "a replay of one customer is everybody's",
			file: 'trigger/replay.ts',
			find: "tenant === '' || reference === tenant ||",
			replace: "tenant !== 'nobody' || reference === tenant ||",
		},
		{
			name: 'a failed customer is tried again at once, for ever',
			file: 'core/visit.ts',
			find: 'const pause = failures < 2 ? 0 :',
			replace: 'const pause = failures < 2000 ? 0 :',
		},
		{
			name: 'Retry-After is shortened',
			file: 'core/visit.ts',
			find: 'Math.max(pause * 0.9, failure.retryAfterMs ?? 0)',
			replace: 'pause * 0.9',
		},
		{
			name: 'a clock that was set back makes customers wait',
			file: 'core/visit.ts',
			find: 'return nextTryAt <= now || checkedAt > now;',
			replace: 'return nextTryAt <= now;',
		},
		{
			name: 'late alerts are never swept for',
			file: 'core/visit.ts',
			find: 'return now - sweptAt >= SWEEP_EVERY_MS || sweptAt > now;',
			replace: 'return sweptAt > now;',
		},
		{
			name: 'pages that break down are not halved',
			file: 'core/visit.ts',
			find: '...(isTooBig(failure) && halved(visit, now)),',
			replace: '',
		},
		{
			name: 'the modest get less than they want',
			file: 'core/fairShares.ts',
			find: 'const share = Math.min(want, even);',
			replace: 'const share = Math.min(want, even) - (want > 1 ? 1 : 0);',
		},
		{
			name: 'the odd items go to the same customers each time',
			file: 'core/fairShares.ts',
			find: 'const index = (turn + step) % wants.length;',
			replace: 'const index = step % wants.length;',
		},
		{
			name: 'a blip is told at once',
			file: 'trigger/health.ts',
			find: 'const due = !failure.transient || nowMs - Date.parse(since) >= PASSING_GRACE_MS;',
			replace: 'const due = true;',
		},
		{
			name: 'a lasting trouble is told late',
			file: 'trigger/health.ts',
			find: 'const due = !failure.transient || nowMs - Date.parse(since) >= PASSING_GRACE_MS;',
			replace: 'const due = nowMs - Date.parse(since) >= PASSING_GRACE_MS;',
		},
		{
			name: 'a trouble is told at every poll',
			file: 'trigger/health.ts',
			find: 'if (known?.reported === true) return { record: known };',
			replace: '',
		},
		{
			name: 'a recovery is not told',
			file: 'trigger/health.ts',
			find: 'return before?.reported === true ? { item: recovered(tenant, before, now) } : {};',
			replace: 'return before?.since === now ? { item: recovered(tenant, before, now) } : {};',
		},
	],
};
