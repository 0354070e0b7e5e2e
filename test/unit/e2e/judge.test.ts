import type { Delivery, History } from '../../e2e/endure/judge';
import { judge } from '../../e2e/endure/judge';

const alert = { alertId: 'a1', tenantId: 't1', channel: 'contoso' };

const delivery = (executionId: number, changes: Partial<Delivery> = {}): Delivery => ({
	...alert,
	eventId: 't1:a1:v1',
	executionId,
	...changes,
});

/** Two executions with an end of n8n between them. */
const history = (changes: Partial<History>): History => ({
	sent: [alert],
	deliveries: [delivery(1)],
	executions: [
		{ id: 1, createdAt: 100 },
		{ id: 2, createdAt: 300 },
	],
	ends: [{ from: 200, to: 200 }],
	durable: false,
	...changes,
});

const nothingWrong = { lost: [], elsewhere: [], repeated: 0, unexplained: [] };

describe('judging what came of the alerts', () => {
	it('finds nothing wrong with one delivery each', () => {
		expect(judge(history({}))).toEqual(nothingWrong);
	});

	it('names an alert that never came', () => {
		expect(judge(history({ deliveries: [] })).lost).toEqual(['a1 of t1 never came']);
	});

	it.each([
		['under another customer', delivery(1, { tenantId: 't2' })],
		["in another customer's channel", delivery(1, { channel: 'fabrikam' })],
		['that was never sent', delivery(1, { alertId: 'a9' })],
	])('names an alert %s', (_what, wrong) => {
		expect(judge(history({ deliveries: [delivery(1), wrong] })).elsewhere).toHaveLength(1);
	});

	it('takes a repeat of the last hand-over before n8n ended for explained', () => {
		const verdict = judge(history({ deliveries: [delivery(1), delivery(2)] }));
		expect(verdict).toEqual({ ...nothingWrong, repeated: 1 });
	});

	it('takes a repeat of the hand-over before for explained while the package is upgraded', () => {
		const executions = [
			{ id: 1, createdAt: 100 },
			{ id: 2, createdAt: 250 },
			{ id: 3, createdAt: 300 },
		];
		const ends = [{ from: 200, to: 400 }];
		const twice = (first: number) =>
			judge(history({ executions, ends, deliveries: [delivery(first), delivery(3)] })).unexplained;
		expect(twice(2)).toEqual([]);
		expect(twice(1)).toHaveLength(1);
	});

	it('does not take one of an earlier hand-over for explained', () => {
		const executions = [
			{ id: 1, createdAt: 100 },
			{ id: 2, createdAt: 150 },
			{ id: 3, createdAt: 300 },
		];
		const verdict = judge(history({ executions, deliveries: [delivery(1), delivery(3)] }));
		expect(verdict.unexplained).toHaveLength(1);
	});

	describe('a repeat by way of an execution that was killed before it sent anything', () => {
		const executions = (between: object) => [
			{ id: 1, createdAt: 100 },
			{ id: 2, createdAt: 300, ...between },
			{ id: 3, createdAt: 500 },
		];
		const twice = (between: object, ends = [200, 400]) =>
			judge(
				history({
					executions: executions(between),
					ends: ends.map((at) => ({ from: at, to: at })),
					deliveries: [delivery(1), delivery(3)],
				}),
			).unexplained;

		it('is explained, because each repeated the last hand-over before it', () => {
			expect(twice({ unsent: new Set(['a1']) })).toEqual([]);
		});

		it.each<[string, object, number[]]>([
			['that did not hold the alert', { unsent: new Set(['a2']) }, [200, 400]],
			['that sent all it had', {}, [200, 400]],
			['that did not come after an end of n8n', { unsent: new Set(['a1']) }, [400]],
		])('is not explained by one %s', (_what, between, ends) => {
			expect(twice(between, ends)).toHaveLength(1);
		});
	});

	it.each([
		['without an end of n8n between', { ends: [] }],
		['with an end after both only', { ends: [{ from: 400, to: 400 }] }],
		['with a durable cursor', { durable: true }],
		['of an execution that n8n does not know', { executions: [{ id: 1, createdAt: 100 }] }],
	])('does not take a repeat %s for explained', (_what, changes) => {
		const verdict = judge(history({ deliveries: [delivery(1), delivery(2)], ...changes }));
		expect(verdict.unexplained).toHaveLength(1);
	});

	it.each([
		['under another event ID', [delivery(1), delivery(2, { eventId: 't1:a1:v2' })]],
		['by one execution', [delivery(1), delivery(1)]],
	])('does not take a repeat %s for explained', (_what, deliveries) => {
		expect(judge(history({ deliveries })).unexplained).toHaveLength(1);
	});

	it('does not count what a retry of a crashed execution sends again', () => {
		const executions = [
			{ id: 1, createdAt: 100 },
			{ id: 2, createdAt: 300, retryOf: 1 },
		];
		const verdict = judge(history({ executions, deliveries: [delivery(1), delivery(2)], durable: true }));
		expect(verdict).toEqual(nothingWrong);
	});

	it('does not take a retry for the last hand-over', () => {
		const executions = [
			{ id: 1, createdAt: 100 },
			{ id: 2, createdAt: 150, retryOf: 1 },
			{ id: 3, createdAt: 300 },
		];
		const verdict = judge(history({ executions, deliveries: [delivery(1), delivery(3)] }));
		expect(verdict.unexplained).toEqual([]);
	});
});
