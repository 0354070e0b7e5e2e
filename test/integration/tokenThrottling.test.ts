import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Tenant } from '../emulator';
import { connectDelegated } from '../support/delegatedCredential';
import { fakeDate, passTime } from '../support/fakeDate';
import type { Mssp } from '../support/mssp';
import { listOf, startMssp } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';
import { ASKING_TO_WAIT, JUST_FAILING, tokenFault } from '../support/passingFaults';

describe.each(['appOnly', 'oAuth2'] as const)('the token endpoint asks for patience (%s)', (way) => {
	let mssp: Mssp;

	beforeEach(async () => {
		mssp = await startMssp({ now: () => Date.now() });
		await connectDelegated(mssp);
		fakeDate(Math.ceil(Date.now() / 1000) * 1000);
		for (const tenant of mssp.customers) tenant.addAlert({ title: tenant.displayName });
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});

	const getMany = (parameters: IDataObject = listOf(mssp.customers)) =>
		execute({ parameters: { authentication: way, operation: 'getAll', ...parameters }, store: mssp.store });
	const trigger = (parameters: IDataObject = listOf(mssp.customers)) =>
		createTrigger({
			parameters: { authentication: way, options: { firstRun: 'lookBack' }, ...parameters },
			store: mssp.store,
		});
	const askedAt = ({ id }: Tenant) =>
		mssp.emulator.requests({ host: 'login', path: /token$/, tenantId: id }).length;
	/** Two customers at a time, to save waiting. */
	const inPairs = (rows: typeof JUST_FAILING) =>
		rows.flatMap(([name, fault], index) => {
			const [otherName, otherFault] = rows[index + 1] ?? ['nothing', fault];
			return index % 2 === 0 ? [[name, otherName, fault, otherFault] as const] : [];
		});

	it.each(inPairs(ASKING_TO_WAIT))(
		'the action waits as long as %s at one customer and %s at another say, and goes on',
		async (_, __, atFabrikam, atNorthwind) => {
			mssp.fabrikam.addFault(tokenFault(atFabrikam, 1));
			mssp.northwind.addFault(tokenFault(atNorthwind, 1));
			const { result, took } = await timed(getMany());
			expect(titles(result)).toEqual(['Contoso', 'Fabrikam', 'Northwind']);
			expect(took).toBeGreaterThanOrEqual(990);
			expect([askedAt(mssp.fabrikam), askedAt(mssp.northwind)]).toEqual([2, 2]);
		},
	);

	// The signed-in user's requests take the same way through MSAL: two rows show it.
	it.each(inPairs(way === 'appOnly' ? JUST_FAILING : JUST_FAILING.slice(0, 2)))(
		'the action tries again after %s at one customer and %s at another',
		async (_, __, atFabrikam, atNorthwind) => {
			mssp.fabrikam.addFault(tokenFault(atFabrikam, 1));
			mssp.northwind.addFault(tokenFault(atNorthwind, 1));
			expect(titles(await getMany())).toEqual(['Contoso', 'Fabrikam', 'Northwind']);
			expect([askedAt(mssp.fabrikam), askedAt(mssp.northwind)]).toEqual([2, 2]);
		},
	);

	it('the action does not wait for minutes: it says that it was throttled, at once and without another try', async () => {
		mssp.fabrikam.addFault({ api: 'token', throttle: { retryAfterSeconds: 300 } });
		const { result: items, took } = await timed(getMany());
		expect(titles(items)).toEqual(['Contoso', 'Northwind']);
		expect(items.find(({ json }) => json.error !== undefined)?.json).toMatchObject({
			details: { kind: 'throttled' },
		});
		expect(took).toBeLessThan(1500);
		expect(askedAt(mssp.fabrikam)).toBe(1);
	});

	it.each([
		['429 with many seconds', () => ({ throttle: { retryAfterSeconds: 120 } })],
		['429 with a far HTTP date', () => ({ throttle: { retryAfterDate: Date.now() + 120_000 } })],
		['503 with many seconds', () => ({ respond: { status: 503, headers: { 'retry-after': '120' } } })],
		['500 that lasts', () => ({ respond: { status: 500 } })],
	])('the trigger leaves the tenant for the next poll after %s, and loses nothing', async (_, fault) => {
		const polling = trigger();
		const broken = mssp.fabrikam.addFault({ api: 'token', ...fault() });
		const { result: outputs, took } = await timed(polling.poll({ activation: 'init' }));
		expect(titles(outputs?.[0]).sort()).toEqual(['Contoso', 'Northwind']);
		expect(outputs?.[1]).toEqual([]);
		expect(took).toBeLessThan(2000);
		passTime(60_000);
		mssp.fabrikam.addAlert({ title: 'Meanwhile' });
		expect(await polling.poll()).toBeNull();
		broken.remove();
		passTime(60_000);
		expect(titles((await polling.poll())?.[0])).toEqual(['Fabrikam', 'Meanwhile']);
		expect(await polling.poll()).toBeNull();
	});

	it('the trigger tells an outage that lasts longer than five minutes, once, and its end', async () => {
		const polling = trigger();
		const broken = mssp.fabrikam.addFault({ api: 'token', throttle: { retryAfterSeconds: 600 } });
		await polling.poll({ activation: 'init' });
		passTime(5 * 60_000);
		const told = await polling.poll();
		expect(told?.[1]?.map(({ json }) => json)).toMatchObject([
			{ event: { type: 'degraded' }, tenant: { name: 'Fabrikam' }, health: { kind: 'throttled' } },
		]);
		passTime(60_000);
		expect(await polling.poll()).toBeNull();
		broken.remove();
		passTime(10 * 60_000);
		const healed = await polling.poll();
		expect(titles(healed?.[0])).toEqual(['Fabrikam']);
		expect(healed?.[1]?.map(({ json }) => json)).toMatchObject([{ event: { type: 'recovered' } }]);
	});
});

const titles = (items: INodeExecutionData[] = []) =>
	items.flatMap(({ json }) => (json.alert === undefined ? [] : [(json.alert as IDataObject).title]));

async function timed<T>(run: Promise<T>): Promise<{ result: T; took: number }> {
	const start = performance.now();
	return { result: await run, took: performance.now() - start };
}
