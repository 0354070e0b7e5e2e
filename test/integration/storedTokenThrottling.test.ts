import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { connectDelegated, storedTokens } from '../support/delegatedCredential';
import { fakeDate, passTime } from '../support/fakeDate';
import type { Mssp } from '../support/mssp';
import { startMssp } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';
import { ASKING_TO_WAIT, JUST_FAILING, tokenFault } from '../support/passingFaults';

const OWN = { authentication: 'oAuth2', customerTenants: 'credential' };
const titles = (items: INodeExecutionData[] = []) =>
	items.flatMap(({ json }) => (json.alert === undefined ? [] : [(json.alert as IDataObject).title]));

describe("the token endpoint asks for patience in n8n's own renewal of the stored token", () => {
	let mssp: Mssp;

	beforeEach(async () => {
		mssp = await startMssp({ now: () => Date.now() });
		await connectDelegated(mssp);
		mssp.contoso.addAlert({ title: 'Contoso' });
		fakeDate(Math.ceil(Date.now() / 1000) * 1000);
		passTime(3_600_000);
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});

	const getMany = () => execute({ parameters: { ...OWN, operation: 'getAll' }, store: mssp.store });
	const trigger = () =>
		createTrigger({ parameters: { ...OWN, options: { firstRun: 'lookBack' } }, store: mssp.store });

	it.each([...ASKING_TO_WAIT, ...JUST_FAILING])(
		'the action tries again after %s',
		async (_, misbehaviour) => {
			mssp.contoso.addFault(tokenFault(misbehaviour, 1));
			const before = storedTokens(mssp).refresh_token;
			expect(titles(await getMany())).toEqual(['Contoso']);
			expect(storedTokens(mssp).refresh_token).not.toBe(before);
		},
	);

	it.each([
		['429', () => ({ throttle: { retryAfterSeconds: 120 } })],
		['503', () => ({ respond: { status: 503, headers: { 'retry-after': '120' } } })],
	])('the trigger tells nobody of a %s that passes, and loses nothing', async (_, misbehaviour) => {
		const polling = trigger();
		const broken = mssp.contoso.addFault(tokenFault(misbehaviour));
		expect(await polling.poll({ activation: 'init' })).toBeNull();
		passTime(60_000);
		expect(await polling.poll()).toBeNull();
		broken.remove();
		passTime(120_000);
		const outputs = await polling.poll();
		expect(titles(outputs?.[0])).toEqual(['Contoso']);
		expect(outputs?.[1]).toEqual([]);
	});
});
