import { tick, titlesOf } from '../support/executions';
import { passTime } from '../support/fakeDate';
import { TENANT_IDS } from '../support/mssp';
import { eachTestHasItsMsspAndClock, mssp } from '../support/ownMssp';
import { add, errorOf, HOUR_MS, setup, trigger } from '../support/platform';

eachTestHasItsMsspAndClock();

const jsonOf = (...entries: unknown[]) => ({
	customerTenants: 'json',
	tenantsJson: JSON.stringify([{ id: TENANT_IDS.contoso, name: 'Contoso' }, ...entries]),
});

/** One entry of the list that is no customer; whether it is a mistake that a person who publishes must mend. */
const ENTRIES: Array<[string, unknown, boolean]> = [
	['an ID that is none', { id: 'contoso' }, true],
	['no ID', { name: 'Fabrikam' }, true],
	['an empty ID', { id: '' }, true],
	['null', null, true],
	['a number', 7, true],
	['a list', [], true],
	['a customer that is listed already', { id: TENANT_IDS.contoso }, true],
	['a domain of a customer that is listed already', { id: 'contoso.example' }, true],
	['a domain that nobody has', { id: 'nobody.example' }, false],
	['an ID that nobody has', { id: '99999999-9999-4999-8999-999999999999' }, false],
];

describe('one bad entry in the list of customers', () => {
	it.each(ENTRIES)(
		'is told to a person who publishes, if it can be mended there: %s',
		async (_what, entry, isMistake) => {
			const polling = trigger(jsonOf(entry));
			const thrown = await errorOf(polling.pollAll({ activation: 'activate' }));
			if (isMistake)
				expect(thrown).toMatchObject({ message: expect.stringContaining('Customer Tenants') as unknown });
			else expect(thrown).toBeUndefined();
		},
	);

	it.each(ENTRIES)('silences nobody else at the polls after that: %s', async (_what, entry) => {
		const polling = trigger(jsonOf(entry));
		await errorOf(polling.pollAll({ activation: 'activate' }));
		add(mssp.contoso, 'A');
		expect(titlesOf(await tick(polling))).toEqual(['A']);
	});

	it.each(ENTRIES)('silences nobody else when n8n starts: %s', async (_what, entry) => {
		const polling = trigger(jsonOf());
		await polling.pollAll({ activation: 'activate' });
		for (const activation of ['init', 'update', 'leadershipChange'] as const) {
			passTime(HOUR_MS);
			add(mssp.contoso, activation);
			const again = polling.restart(setup(jsonOf(entry)));
			expect(titlesOf(await tick(again, { activation }))).toContain(activation);
		}
	});
});

describe('a list of customers that is none', () => {
	it.each([
		['no JSON', '[{"id": '],
		['an object', '{}'],
		['empty', '[]'],
		['an expression that gives nothing', ''],
	])('fails the poll, and nothing is lost when it is one again: %s', async (_what, tenantsJson) => {
		const polling = trigger(jsonOf());
		await polling.pollAll({ activation: 'activate' });
		const broken = polling.republish(setup({ customerTenants: 'json', tenantsJson }));
		await expect(tick(broken)).rejects.toThrow(/Tenants \(JSON\)/);
		add(mssp.contoso, 'Meanwhile');
		await expect(tick(broken)).rejects.toThrow(/Tenants \(JSON\)/);
		passTime(20 * 24 * HOUR_MS);
		const mended = broken.republish(setup(jsonOf()));
		expect(titlesOf(await tick(mended))).toEqual(['Meanwhile']);
	});
});
