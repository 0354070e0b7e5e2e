import type { Area } from '../fault';

/** What a page covers of its span, and what is left of it. */
export const reading: Area = {
	name: 'reading',
	tests: [
		'test/unit/core/window.test.ts',
		'test/unit/core/timestamp.test.ts',
		'test/unit/trigger/openWindow.test.ts',
		'test/unit/trigger/tenantReader.test.ts',
		'test/unit/trigger/unfiltered.test.ts',
		'test/unit/trigger/ties.test.ts',
		'test/unit/trigger/pollIslands.test.ts',
	],
	faults: [
		{
			name: 'the next page begins after the last time of the one before',
			file: 'core/window.ts',
			find: 'left: [{ ...window, from: end }] };',
			replace: 'left: [{ ...window, from: nextTick(end) }] };',
		},
		{
			name: 'a page in the order of creation proves its order of update',
			file: 'core/window.ts',
			find: 'if (!rises(updated) || rises([...created].reverse())) return undefined;',
			replace: 'if (!rises(updated)) return undefined;',
		},
		{
			name: 'any page is taken to be in order',
			file: 'core/window.ts',
			find: 'if (!rises(updated) || rises([...created].reverse())) return undefined;',
			replace: '',
		},
		{
			name: 'rows outside what was asked divide a span',
			file: 'core/window.ts',
			find: '.filter((time) => time >= from && (to === undefined || time <= to))',
			replace: '',
		},
		{
			name: 'what is before a tie is not read',
			file: 'core/window.ts',
			find: 'return [...after, { from: time, to: time }, ...before];',
			replace: 'return [...after, { from: time, to: time }];',
		},
		{
			name: 'what is after a tie is not read',
			file: 'core/window.ts',
			find: 'return [...after, { from: time, to: time }, ...before];',
			replace: 'return [{ from: time, to: time }, ...before];',
		},
		{
			name: 'the older half of a span is not read',
			file: 'core/window.ts',
			find: 'if (middle !== undefined) return [windowOf(middle, to), { from, to: middle }];',
			replace: 'if (middle !== undefined) return [windowOf(middle, to)];',
		},
		{
			name: 'halves leave a gap of one tick',
			file: 'core/window.ts',
			find: 'if (middle !== undefined) return [windowOf(middle, to), { from, to: middle }];',
			replace:
				'if (middle !== undefined) return [windowOf(nextTick(middle), to), { from, to: previousTick(middle) }];',
		},
		{
			name: 'times are compared to the millisecond',
			file: 'core/timestamp.ts',
			find: "const digits = fraction.slice(0, 7).padEnd(7, '0');",
			replace: "const digits = fraction.slice(0, 3).padEnd(7, '0');",
		},
		{
			name: 'time zones are dropped',
			file: 'core/timestamp.ts',
			find: 'DateTime.fromISO(`${seconds}${zone}`',
			replace: 'DateTime.fromISO(`${seconds}Z`',
		},
		{
			name: 'rows that were not asked for are taken for new',
			file: 'trigger/tenantReader.ts',
			find: 'own.filter(isAskedFor(window, source))',
			replace: 'own',
		},
		{
			name: 'a service that ignores the filter is asked for parts',
			file: 'trigger/openWindow.ts',
			find: '!more || rows.every(isAskedFor(span, source));',
			replace: 'true;',
		},
		{
			name: 'a version without time of update has no time',
			file: 'core/item.ts',
			find: 'timeOf(lastUpdateDateTime) ?? created ?? TIMELESS',
			replace: 'timeOf(lastUpdateDateTime) ?? TIMELESS',
		},
		{
			name: "another tenant's rows are not told",
			file: 'trigger/tenantReader.ts',
			find: 'reading.foreign > 0 ? foreignAlert : ',
			replace: '',
		},
		{
			name: 'refused links and counts end the reading of a customer',
			file: 'trigger/tenantReader.ts',
			find: 'if (tie !== undefined && (tie.nextLink !== undefined || tie.skip > 0)) {',
			replace: 'if (tie !== undefined && tie.nextLink !== undefined && tie.skip > 0) {',
		},
		{
			name: "one customer's order counts for all",
			file: 'trigger/refused.ts',
			find: '`${partitionKey(source.name, tenantId)}|${what}`',
			replace: '`${partitionKey(source.name, tenantId.slice(0, 0))}|${what}`',
		},
		{
			name: 'a refused order is remembered for good',
			file: 'trigger/refused.ts',
			find: 'return age >= 0 && age < REFUSED_MS[what];',
			replace: 'return age >= 0 && age < Infinity;',
		},
		{
			name: 'a refused order fails the customer',
			file: 'trigger/tenantReader.ts',
			find: "if (failure.kind !== 'badRequest' || !ascending) return false;",
			replace: "if (failure.kind !== 'badRequest' || ascending) return false;",
		},
		{
			name: 'a span that is swept forgets that it is',
			file: 'trigger/openWindow.ts',
			find: 'const sort = sortOf(span);',
			replace: 'const sort = {};',
		},
		{
			name: 'a span that cannot be read to its end is dropped',
			file: 'trigger/openWindow.ts',
			find: 'if (!next.ok) return { ...step, left: [whole], failure: next.failure };',
			replace: 'if (!next.ok) return { ...step, left: [] };',
		},
	],
};
