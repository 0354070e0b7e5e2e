import { createProcessMemory } from '../../nodes/MicrosoftDefenderMssp/adapters/processMemory';
import type { Fault } from '../emulator';
import { healthOf, tick, ticks, titlesOf } from '../support/executions';
import { passTime } from '../support/fakeDate';
import { CLIENT_ID, TENANT_IDS } from '../support/mssp';
import { createTrigger } from '../support/n8nContexts';
import { eachTestHasItsMsspAndClock, mssp } from '../support/ownMssp';
import { add, DAY_MS, DOWN, errorOf, HOUR_MS, MINUTE_MS } from '../support/platform';

eachTestHasItsMsspAndClock();

const GDAP = { application: ['DelegatedAdminRelationship.Read.All'] };
const REFUSED: Fault = { api: 'graph', respond: { status: 403, body: { error: { code: 'Forbidden' } } } };
const TROUBLES: Array<[string, Fault, boolean]> = [
	['answers 403', REFUSED, true],
	['answers 503', { api: 'graph', respond: DOWN }, false],
	['breaks the connection', { api: 'graph', resetConnection: true }, false],
	['answers 429', { api: 'graph', throttle: { retryAfterSeconds: 60 } }, false],
];

describe('Discover, once customers are known,', () => {
	beforeEach(() => {
		mssp.appFields.tenantId = TENANT_IDS.home;
		mssp.home.consent(CLIENT_ID, GDAP);
		for (const { id: tenantId, displayName } of [mssp.contoso, mssp.fabrikam]) {
			const relationship = { status: 'active' as const, endDateTime: '2099-05-01T00:00:00Z' };
			mssp.home.addDelegatedAdminCustomer({ tenantId, displayName, relationship });
		}
	});

	const setup = () => ({
		parameters: { authentication: 'appOnly', customerTenants: 'discover' },
		store: mssp.store,
	});
	const published = async () => {
		const polling = createTrigger(setup(), {}, { process: createProcessMemory() });
		expect(await polling.pollAll()).toEqual([]);
		return polling;
	};
	const kindsOf = (executions: Parameters<typeof healthOf>[0]) =>
		healthOf(executions).map(({ event, tenant }) => [
			(event as { type: string }).type,
			(tenant as { id: string }).id,
		]);

	it.each(TROUBLES)(
		'tells once that it is in trouble and once that it works again, and reads them on: Graph %s',
		async (_how, fault, isLasting) => {
			const polling = await published();
			const trouble = mssp.home.addFault(fault);
			passTime(HOUR_MS);
			add(mssp.contoso, 'A');
			const first = await tick(polling);
			expect(titlesOf(first)).toEqual(['A']);
			expect(kindsOf(first)).toEqual(isLasting ? [['degraded', TENANT_IDS.home]] : []);
			add(mssp.fabrikam, 'B');
			const later = await ticks(polling, 12);
			expect(titlesOf(later)).toEqual(['B']);
			expect(kindsOf(later)).toEqual(isLasting ? [] : [['degraded', TENANT_IDS.home]]);
			trouble.remove();
			const mended = await ticks(polling, 12);
			expect(kindsOf(mended)).toEqual([['recovered', TENANT_IDS.home]]);
			expect(await ticks(polling, 3)).toEqual([]);
		},
	);

	it.each(TROUBLES)('reads everyone after a restart, days later: Graph %s', async (_how, fault) => {
		const polling = await published();
		mssp.home.addFault(fault);
		passTime(2 * DAY_MS);
		add(mssp.contoso, 'A');
		add(mssp.fabrikam, 'B');
		const again = polling.restart();
		expect(titlesOf(await tick(again)).sort()).toEqual(['A', 'B']);
		add(mssp.fabrikam, 'C');
		expect(titlesOf(await tick(again))).toEqual(['C']);
	});

	it('reads everyone at the poll in which Graph does not answer in time', async () => {
		const polling = await published();
		mssp.home.addFault({ api: 'graph', hang: true });
		passTime(HOUR_MS);
		add(mssp.contoso, 'A');
		expect(titlesOf(await tick(polling, { budgetMs: 2_000 }))).toEqual(['A']);
	});

	it('reads those no more that Graph does not list any more', async () => {
		const polling = await published();
		mssp.home.removeDelegatedAdminCustomer(TENANT_IDS.fabrikam);
		passTime(HOUR_MS);
		add(mssp.contoso, 'A');
		add(mssp.fabrikam, 'B');
		expect(titlesOf(await ticks(polling, 2))).toEqual(['A']);
		mssp.home.addFault(REFUSED);
		const again = polling.restart();
		add(mssp.fabrikam, 'C');
		expect(titlesOf(await ticks(again, 2))).not.toContain('C');
	});

	it('keeps their IDs and names and nothing else, and takes none of another app', async () => {
		const polling = await published();
		const { discovered } = (polling.stored()['node:Trigger'] as { state: Record<string, unknown> }).state;
		expect(discovered).toEqual({
			by: expect.stringMatching(/^[a-z0-9]+$/) as unknown,
			names: { [TENANT_IDS.contoso]: 'Contoso', [TENANT_IDS.fabrikam]: 'Fabrikam' },
		});
		mssp.home.addFault(REFUSED);
		mssp.appFields.tenantId = 'mssp.example';
		passTime(MINUTE_MS);
		const again = polling.restart();
		add(mssp.contoso, 'A');
		expect(await again.pollAll()).toEqual([]);
		await expect(tick(again)).rejects.toThrow(/DelegatedAdminRelationship/);
	});

	it('does not begin with nobody where it is refused at first', async () => {
		mssp.home.addFault(REFUSED);
		const polling = createTrigger(setup(), {}, { process: createProcessMemory() });
		expect(await errorOf(polling.pollAll({ activation: 'activate' }))).toMatchObject({
			message: expect.stringContaining('DelegatedAdminRelationship.Read.All') as unknown,
		});
	});
});
