import { sampleAlert, varietyOf } from '../../../demo/sampleAlerts';
import { demoClientId, homeTenant, sampleCustomers } from '../../../demo/sampleCustomers';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const distinct = (values: unknown[]): number => new Set(values).size;
const rounds = [...Array(varietyOf).keys()];

describe('the sample customers', () => {
	it('differ in everything that tells them apart', () => {
		for (const key of ['tenantId', 'name', 'domain', 'channel'] as const) {
			expect(distinct(sampleCustomers.map((customer) => customer[key]))).toBe(sampleCustomers.length);
		}
	});

	it('have ids of the right shape and domains that belong to nobody', () => {
		const ids = [homeTenant.id, demoClientId, ...sampleCustomers.map(({ tenantId }) => tenantId)];
		for (const id of ids) expect(id).toMatch(guid);
		for (const { domain, analyst } of sampleCustomers) {
			expect(domain).toMatch(/\.example$/);
			expect(analyst.upn).toContain(`@${domain}`);
		}
	});
});

describe.each(sampleCustomers)('the sample alerts of $name', (customer) => {
	const alerts = rounds.map((index) => sampleAlert(customer, index));

	it('vary in title, severity and service', () => {
		expect(distinct(alerts.map(({ title }) => title))).toBe(varietyOf);
		expect(new Set(alerts.map(({ severity }) => severity))).toEqual(
			new Set(['informational', 'low', 'medium', 'high']),
		);
		expect(distinct(alerts.map(({ serviceSource }) => serviceSource))).toBeGreaterThanOrEqual(4);
	});

	it('are about hosts and people of this customer only', () => {
		for (const { device, user } of alerts) {
			expect(user?.userPrincipalName).toContain(`@${customer.domain}`);
			if (device) expect(device.dnsName).toContain(`.${customer.domain}`);
			if (device) expect(device.id).toMatch(/^[0-9a-f]{40}$/);
		}
	});

	it('have no device where a mailbox or an account was attacked', () => {
		const withoutDevice = alerts.filter(({ device }) => device === null);
		expect(withoutDevice.length).toBeGreaterThan(0);
		for (const alert of withoutDevice) expect(alert.serviceSource).not.toBe('microsoftDefenderForEndpoint');
	});
});
