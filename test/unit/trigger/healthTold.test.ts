import fc from 'fast-check';

import type { PollOutcome } from '../../../nodes/MicrosoftDefenderMssp/trigger/poll';
import { CONTOSO, FABRIKAM } from '../core/builders';
import { answer, refusal } from '../transport/builders';
import { ModelN8n } from './modelN8n';
import type { Fault } from './modelTenants';
import { NORTHWIND, resolvedOf } from './modelTenants';
import { healthOf } from './modelTrigger';

const HOUR = 60;
const GRACE = 5;

type Trouble = 'none' | 'down' | 'refused' | 'no time';

interface Step {
	/** Minutes since the poll before. */
	after: number;
	trouble: Trouble;
	/** How n8n goes on to it. */
	start: 'none' | 'restart' | 'publish';
}

const step: fc.Arbitrary<Step> = fc.record({
	after: fc.oneof(
		{ weight: 6, arbitrary: fc.constantFrom(1, 2, 3) },
		{ weight: 1, arbitrary: fc.constantFrom(9, 30, 3 * HOUR, 50 * HOUR) },
	),
	trouble: fc.oneof(
		{ weight: 3, arbitrary: fc.constant<Trouble>('none') },
		{ weight: 5, arbitrary: fc.constant<Trouble>('down') },
		{ weight: 1, arbitrary: fc.constant<Trouble>('refused') },
		{ weight: 3, arbitrary: fc.constant<Trouble>('no time') },
	),
	start: fc.oneof(
		{ weight: 8, arbitrary: fc.constant<Step['start']>('none') },
		{ weight: 1, arbitrary: fc.constantFrom<Step['start']>('restart', 'publish') },
	),
});

const FAULTS: Record<Trouble, Fault | undefined> = {
	none: undefined,
	'no time': undefined,
	down: () => answer(503),
	refused: () => answer(403, refusal('Forbidden', 'x')),
};

/** The types of what is told of one customer. */
const toldOf = ({ health }: PollOutcome, { id }: { id: string }): string[] =>
	health.filter(({ tenant }) => tenant.id === id).map(({ event }) => event.type);

/** Says of a customer what must be told of it: the test's own idea of trouble that was watched. */
class Watch {
	private troubledSince?: number;
	private before?: number;
	private gap = 0;
	open = false;

	/** What may be told at this poll. */
	expected(minute: number, { trouble, start }: Step): string[] {
		if (!this.follows(minute, start)) this.troubledSince = undefined;
		const wasOpen = this.open;
		if (trouble === 'none') {
			this.troubledSince = undefined;
			this.open = false;
			return wasOpen ? ['recovered'] : [];
		}
		this.troubledSince ??= minute;
		const isLong = trouble === 'refused' || minute - this.troubledSince >= GRACE;
		this.open ||= isLong;
		return !wasOpen && isLong ? [trouble === 'no time' ? 'skipped' : 'degraded'] : [];
	}

	/** Whether the time since the poll before was watched. */
	private follows(minute: number, start: Step['start']): boolean {
		const gap = start === 'restart' || this.before === undefined ? Infinity : minute - this.before;
		const isWatched = gap <= Math.max(10, 2 * this.gap);
		this.gap = gap === Infinity ? 0 : gap;
		this.before = minute;
		return isWatched;
	}
}

describe('what is told of a customer', () => {
	it.each(['at activation', 'at every poll'] as const)(
		'is trouble that was watched for five minutes or is lasting, and then its end, each once, over restarts and sleep (n8n stores %s)',
		async (storing) => {
			await fc.assert(
				fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
					const contoso: { alerts: []; fault?: Fault } = { alerts: [] };
					const n8n = new ModelN8n({ [CONTOSO.id]: contoso, [FABRIKAM.id]: { alerts: [] } }, storing);
					const watch = new Watch();
					let minute = 0;
					let refused = false;
					for (const next of steps) {
						minute += next.after;
						if (next.start === 'restart') n8n.restart();
						if (next.start === 'publish') n8n.publish();
						n8n.forgetVisits();
						contoso.fault = FAULTS[next.trouble];
						const listed = [resolvedOf(CONTOSO), resolvedOf(FABRIKAM)];
						const time = next.trouble === 'no time' ? { seconds: 0 } : {};
						const outcome = await n8n.poll(minute, { listed, time });
						const isNewKind = next.trouble === 'refused' && watch.open && !refused;
						const expected = watch.expected(minute, next);
						// A lasting trouble is told also where a passing one was.
						expect([next, toldOf(outcome, CONTOSO)]).toEqual([next, isNewKind ? ['degraded'] : expected]);
						refused = watch.open && (refused || next.trouble === 'refused');
					}
				}),
				{ numRuns: 150 },
			);
		},
	);

	it('is nothing of 110 customers that had no time hours before a restart', async () => {
		const many = Array.from({ length: 110 }, (_, n) => ({
			...NORTHWIND,
			id: `${String(n).padStart(8, '0')}-8888-4888-8888-888888888888`,
		}));
		const listed = [CONTOSO, ...many].map((tenant) => resolvedOf(tenant));
		const n8n = new ModelN8n({}, 'at every poll');
		await n8n.poll(0, { listed });
		await n8n.poll(1, { listed, time: { seconds: 0 } });
		n8n.restart();
		expect(healthOf(await n8n.poll(9 * HOUR, { listed, time: { seconds: 0 } }))).toEqual([]);
		expect(healthOf(await n8n.poll(9 * HOUR + 1, { listed }))).toEqual([]);
	});
});
