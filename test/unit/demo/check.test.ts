import { channelsFor } from '../../../demo/channels';
import { judge, tableOf, type SentAlert } from '../../../demo/check';
import type { Arrival } from '../../../demo/receiver';
import { sampleCustomers, type SampleCustomer } from '../../../demo/sampleCustomers';

const channels = channelsFor(sampleCustomers);
const [contoso, fabrikam] = sampleCustomers as unknown as [SampleCustomer, SampleCustomer];

const alertOf = (customer: SampleCustomer, alertId: string, severity = 'low'): SentAlert => ({
	alertId,
	tenantId: customer.tenantId,
	severity,
	title: 'A finding',
});

const arrival = (channel: string, alert: SentAlert, tenantId = alert.tenantId): Arrival => ({
	number: 1,
	channel,
	receivedAt: 0,
	item: { event: {}, tenant: { id: tenantId }, alert: { id: alert.alertId } },
});

const one = alertOf(contoso, 'alert-1');
const two = alertOf(fabrikam, 'alert-2');
const atHome = [arrival('contoso', one), arrival('fabrikam', two)];

describe('judging what arrived', () => {
	it('is content when each alert is in its own channel', () => {
		const result = judge([one, two], atHome, channels);
		expect(result).toMatchObject({ missing: [], misplaced: [] });
		expect(result.customers.map(({ sent, arrived, elsewhere }) => [sent, arrived, elsewhere])).toEqual([
			[1, 1, 0],
			[1, 1, 0],
			[0, 0, 0],
		]);
	});

	it('names the alert that did not arrive', () => {
		const { missing, customers } = judge([one, two], [arrival('contoso', one)], channels);
		expect(missing).toEqual([expect.stringMatching(/^Missing in #fabrikam: .*alert-2/)]);
		expect(customers[1]).toMatchObject({ sent: 1, arrived: 0 });
	});

	it("finds an alert in another customer's channel, even beside its own", () => {
		const { misplaced, customers } = judge([one, two], [...atHome, arrival('fabrikam', one)], channels);
		expect(misplaced).toEqual([expect.stringMatching(/^Wrongly in #fabrikam: .*alert-1/)]);
		expect(customers[0]).toMatchObject({ arrived: 1, elsewhere: 1 });
	});

	it("finds an alert in the right channel under another customer's name, which does not count as arrived", () => {
		const named = arrival('contoso', one, fabrikam.tenantId);
		const { missing, misplaced } = judge([one], [named], channels);
		expect(missing).toHaveLength(1);
		expect(misplaced).toHaveLength(1);
	});

	it('finds an alert that comes twice', () => {
		const { missing, misplaced } = judge([one], [arrival('contoso', one), arrival('contoso', one)], channels);
		expect(missing).toEqual([]);
		expect(misplaced).toEqual([expect.stringMatching(/^Once more in #contoso/)]);
	});

	it('wants high severity in on-call as well, and nothing else there', () => {
		const high = alertOf(contoso, 'alert-3', 'high');
		const own = [arrival('contoso', high), ...atHome];
		expect(judge([one, two, high], own, channels).missing).toEqual([
			expect.stringMatching(/^Missing in #on-call/),
		]);
		expect(judge([one, two, high], [...own, arrival('on-call', high)], channels).missing).toEqual([]);
		const low = [...own, arrival('on-call', high), arrival('on-call', one)];
		expect(judge([one, two, high], low, channels).misplaced).toHaveLength(1);
	});

	it('finds what nobody sent, and items without an alert or a tenant', () => {
		const strangers = [
			arrival('contoso', alertOf(contoso, 'alert-9')),
			{ ...arrival('contoso', one), item: {} },
		];
		expect(judge([one, two], [...atHome, ...strangers], channels).misplaced).toHaveLength(2);
	});

	it('lets tenant health be', () => {
		const health: Arrival = {
			number: 9,
			channel: 'health',
			receivedAt: 0,
			item: { tenant: { id: contoso.tenantId }, health: { kind: 'degraded' } },
		};
		expect(judge([one, two], [...atHome, health], channels)).toMatchObject({ missing: [], misplaced: [] });
	});

	it('does not take the news that an alert was closed for the alert a second time', () => {
		const closed = arrival('contoso', one);
		const news = {
			...closed,
			item: { event: { type: 'resolved' }, tenant: { id: one.tenantId }, alert: { id: one.alertId } },
		};
		expect(judge([one, two], [...atHome, news], channels)).toMatchObject({ missing: [], misplaced: [] });
	});

	it('prints one line for each customer', () => {
		const lines = tableOf(judge([one, two], atHome, channels)).split('\n');
		expect(lines).toHaveLength(1 + sampleCustomers.length);
		expect(lines[1]).toMatch(/^Contoso Retail +1 +1 +0$/);
	});
});
