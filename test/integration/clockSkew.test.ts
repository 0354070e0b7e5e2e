import type { IDataObject } from 'n8n-workflow';

import { makeClientCertificate } from '../support/certificates';
import { connectDelegated } from '../support/delegatedCredential';
import { fakeDate, passTime } from '../support/fakeDate';
import type { Mssp } from '../support/mssp';
import { listOf, startMssp } from '../support/mssp';
import { createTrigger, execute } from '../support/n8nContexts';

const MINUTE_MS = 60_000;

const tokenRequests = ({ emulator }: Mssp) => emulator.requests({ host: 'login', path: /token$/ });
const getMany = (mssp: Mssp, authentication: string, parameters: IDataObject = listOf(mssp.customers)) =>
	execute({ parameters: { authentication, operation: 'getAll', ...parameters }, store: mssp.store });
const names = (items: Array<{ json: IDataObject }>) =>
	items.map(({ json }) => (json.alert as IDataObject | undefined)?.title ?? json.error);

describe.each([-10, 10])("a clock of this machine that differs by %d minutes from Entra's", (minutes) => {
	const now = () => Date.now() - minutes * MINUTE_MS;
	let mssp: Mssp;
	beforeEach(async () => {
		fakeDate(Date.now());
		mssp = await startMssp({ now });
		await connectDelegated(mssp);
		for (const tenant of mssp.customers) tenant.addAlert({ title: tenant.displayName });
	});
	afterEach(async () => {
		jest.useRealTimers();
		await mssp.close();
	});

	it.each(['appOnly', 'oAuth2'])('every run over two hours succeeds (%s)', async (way) => {
		for (let minute = 0; minute <= 120; minute += 8) {
			const items = await getMany(mssp, way);
			expect(names(items)).toEqual(['Contoso', 'Fabrikam', 'Northwind']);
			passTime(8 * MINUTE_MS);
		}
		// Two or three lives of a token, and not one request for each run.
		expect(tokenRequests(mssp).length).toBeLessThanOrEqual(12);
	});

	const deliveredBy = async (waitMs: number) => {
		const polling = createTrigger({
			parameters: { authentication: 'appOnly', ...listOf(mssp.customers) },
			store: mssp.store,
		});
		await polling.poll();
		passTime(waitMs);
		const seen: unknown[] = [];
		for (let poll = 0; poll < 4; poll += 1) {
			passTime(MINUTE_MS);
			mssp.fabrikam.addAlert({ title: `New ${poll}` });
			seen.push(...names((await polling.poll())?.[0] ?? []));
		}
		return seen;
	};

	it('the trigger delivers what comes into being, once', async () => {
		expect(await deliveredBy(15 * MINUTE_MS)).toEqual(['New 0', 'New 1', 'New 2', 'New 3']);
	});

	it('the trigger delivers what comes into being in the first minutes after its start', async () => {
		expect(await deliveredBy(0)).toEqual(['New 0', 'New 1', 'New 2', 'New 3']);
	});
});

describe.each(['appOnly', 'oAuth2'])('a clock of this machine that is 90 minutes ahead (%s)', (way) => {
	it('makes no token look ended, or each request would cost another one', async () => {
		fakeDate(Date.now());
		const mssp = await startMssp({ now: () => Date.now() - 90 * MINUTE_MS });
		await connectDelegated(mssp);
		for (let run = 0; run < 5; run += 1) await getMany(mssp, way);
		const asked = tokenRequests(mssp);
		jest.useRealTimers();
		await mssp.close();
		// Two for the first customer: nothing tells the time before the first answer.
		expect(asked.length).toBeLessThanOrEqual(mssp.customers.length + 1);
	});
});

describe.each([-15, 15])("a clock that differs by %d minutes, with a certificate's assertion", (minutes) => {
	it('makes Entra refuse it for its time, and the clock is named', async () => {
		const mssp = await startMssp({ now: () => Date.now() - minutes * MINUTE_MS });
		const own = await makeClientCertificate();
		mssp.app.addCertificate(own.certificate);
		Object.assign(mssp.appFields, own, {
			clientCredentialType: 'certificate',
			clientSecret: '',
			passphrase: '',
		});
		const thrown = await getMany(mssp, 'appOnly')
			.then(
				() => ({}),
				(error: unknown) => error as IDataObject,
			)
			.finally(() => mssp.close());
		expect(thrown).toMatchObject({
			message: expect.stringMatching(/certificate.*AADSTS700024/) as unknown,
			description: expect.stringMatching(/clock/) as unknown,
		});
	});
});
