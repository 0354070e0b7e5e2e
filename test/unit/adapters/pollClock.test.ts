import { startPollClock } from '../../../nodes/MicrosoftDefenderMssp/adapters/pollClock';
import { NOW } from '../core/builders';
import { pollContext, without } from './builders';

const settled = async (promise: Promise<void>): Promise<boolean> => {
	const open = Symbol('open');
	return (await Promise.race([promise, Promise.resolve(open)])) !== open;
};
const inBudget = (budgetMs: number) => pollContext({ budgetMs });

describe('startPollClock', () => {
	beforeEach(() => {
		jest.useFakeTimers({ now: NOW });
	});
	afterEach(() => {
		jest.useRealTimers();
	});

	it.each([
		['36 seconds, as the durable engine gives', inBudget(36_000), 36_000],
		['the five minutes of the default engine, to which it holds nobody', inBudget(300_000), 50_000],
		['what n8n itself gives by default', pollContext(), 50_000],
		['nothing named, as in an older n8n', without(pollContext(), 'getPollBudgetMs'), 50_000],
	])('begins nothing new after seven tenths of the time, given %s', (_what, context, budget) => {
		const clock = startPollClock(context);
		expect(clock.lastStartAt).toBe(NOW + budget * 0.7);
		clock.stop();
	});

	it('leaves time to hand over: it is over before the budget is', () => {
		for (const budget of [10_000, 36_000, 300_000]) {
			const clock = startPollClock(inBudget(budget));
			expect(clock.lastStartAt - NOW).toBeLessThan(budget * 0.9);
			clock.stop();
		}
	});
});

describe('the ends of a poll', () => {
	const BUDGET = 400;
	const after = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

	it('come one after the other: first that of looking up, then that of all', async () => {
		const clock = startPollClock(inBudget(BUDGET));
		expect([await settled(clock.lookUpsOver), await settled(clock.over)]).toEqual([false, false]);
		await after(BUDGET * 0.5);
		expect([await settled(clock.lookUpsOver), await settled(clock.over)]).toEqual([true, false]);
		await after(BUDGET * 0.5);
		expect(await settled(clock.over)).toBe(true);
		clock.stop();
	});

	it('leave no timer behind when the poll is through', async () => {
		const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
		const before = timers();
		const clock = startPollClock(inBudget(60_000));
		clock.stop();
		await clock.over;
		await clock.lookUpsOver;
		expect(timers()).toBeLessThanOrEqual(before);
	});
});
