import { sampleAlert, varietyOf } from '../../../demo/sampleAlerts';
import { stories } from '../../emulator';
import { graphAlert } from '../../emulator/alerts/graphView';
import { newAlertRecord } from '../../emulator/alerts/record';
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
	const textOf = (alert: (typeof alerts)[number]): string =>
		JSON.stringify(graphAlert(newAlertRecord(alert, Date.now(), customer.domain), customer.tenantId, true));

	it('vary in title, severity and service, and tell every story that the emulator knows', () => {
		expect(varietyOf).toBe(Object.keys(stories).length);
		expect(distinct(alerts.map(({ title }) => title))).toBe(varietyOf);
		expect(new Set(alerts.map(({ severity }) => severity))).toEqual(
			new Set(['informational', 'low', 'medium', 'high']),
		);
		expect(distinct(alerts.map(({ serviceSource }) => serviceSource))).toBeGreaterThanOrEqual(10);
	});

	it('are of high severity less often than not, and of another kind than the one before', () => {
		const high = alerts.filter(({ severity }) => severity === 'high');
		expect(high.length).toBeGreaterThan(0);
		expect(high.length).toBeLessThan(varietyOf / 3);
		for (const [index, { detectionSource }] of alerts.slice(1).entries()) {
			expect(`${index}: ${detectionSource ?? ''}`).not.toBe(
				`${index}: ${alerts[index]?.detectionSource ?? ''}`,
			);
		}
	});

	it('are about hosts and people of this customer only', () => {
		const others = sampleCustomers.filter((other) => other !== customer);
		for (const alert of alerts) {
			const text = textOf(alert);
			expect(text.toLowerCase()).toContain(customer.channel);
			for (const other of others) {
				for (const foreign of [other.domain, other.channel, other.tenantId, ...other.people]) {
					expect(text.toLowerCase()).not.toContain(foreign.toLowerCase());
				}
			}
		}
	});

	it('have a device with an id where a host was attacked, and none where a mailbox or an account was', () => {
		const [onHosts, elsewhere] = [true, false].map((wanted) =>
			alerts.filter(({ device }) => (device !== null) === wanted),
		);
		expect(onHosts?.length).toBeGreaterThan(0);
		expect(elsewhere?.length).toBeGreaterThan(0);
		for (const { device, serviceSource } of onHosts ?? []) {
			expect(device?.id).toMatch(/^[0-9a-f]{40}$/);
			expect(serviceSource).toBe('microsoftDefenderForEndpoint');
		}
		for (const { serviceSource } of elsewhere ?? []) {
			expect(serviceSource).not.toBe('microsoftDefenderForEndpoint');
		}
	});
});
