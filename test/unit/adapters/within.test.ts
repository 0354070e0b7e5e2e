import { within } from '../../../nodes/MicrosoftDefenderMssp/adapters/within';

const never = new Promise<never>(() => undefined);
const later = async <T>(value: T, ms: number) =>
	await new Promise<T>((resolve) => setTimeout(resolve, ms, value));

describe('within', () => {
	it('gives what comes in time', async () => {
		expect(await within(later('a', 5), 5_000)).toBe('a');
	});

	it.each([false, 0, '', null])('gives %p too, which is not the same as too late', async (value) => {
		expect(await within(Promise.resolve(value), 5_000)).toBe(value);
	});

	it('gives undefined when it takes too long', async () => {
		expect(await within(never, 10)).toBeUndefined();
		expect(await within(later('a', 200), 10)).toBeUndefined();
	});

	it('fails as the promise fails', async () => {
		await expect(within(Promise.reject(new Error('x')), 5_000)).rejects.toThrow('x');
	});

	it('leaves no timer behind once it is through, which would keep the process from ending', async () => {
		const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
		const before = timers();
		await within(Promise.resolve(1), 60_000);
		expect(timers()).toBeLessThanOrEqual(before);
	});
});
