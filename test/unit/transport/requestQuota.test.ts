import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { createRequestQuota, quotaKey } from '../../../nodes/MicrosoftDefenderMssp/transport/requestQuota';
import { CLIENT_ID, CONTOSO, FABRIKAM, MINUTE_MS, NOW } from '../core/builders';

const HOUR_MS = 60 * MINUTE_MS;
const perMinute = { perMinute: 10 };
const perHour = { perMinute: 10, perHour: 20 };

/** Takes until the quota says no; how many it allowed. */
function takeAll(
	quota: ReturnType<typeof createRequestQuota>,
	limits: { perMinute: number; perHour?: number },
	{ key = 'key', at = NOW } = {},
): number {
	let taken = 0;
	while (quota.take(key, limits, at)) {
		taken += 1;
		if (taken > 10_000) throw new Error('The quota has no end.');
	}
	return taken;
}

describe('createRequestQuota', () => {
	it('leaves a fifth of what the service allows to others that use the same app', () => {
		expect(takeAll(createRequestQuota(), perMinute)).toBe(8);
		expect(takeAll(createRequestQuota(), SOURCES.graphAlerts.limits)).toBe(120);
		expect(takeAll(createRequestQuota(), SOURCES.defenderAlerts.limits)).toBe(80);
	});

	it('allows requests again as those of a minute ago no longer count, one by one', () => {
		const quota = createRequestQuota();
		expect(quota.take('key', perMinute, NOW - 30_000)).toBe(true);
		expect(takeAll(quota, perMinute)).toBe(7);
		expect(takeAll(quota, perMinute, { at: NOW + 29_999 })).toBe(0);
		expect(takeAll(quota, perMinute, { at: NOW + 30_000 })).toBe(1);
		expect(takeAll(quota, perMinute, { at: NOW + MINUTE_MS })).toBe(7);
	});

	it('ends an hour that is used up although the minute is not, and begins anew after it', () => {
		const quota = createRequestQuota();
		expect(takeAll(quota, perHour)).toBe(8);
		expect(takeAll(quota, perHour, { at: NOW + MINUTE_MS })).toBe(8);
		expect(takeAll(quota, perHour, { at: NOW + 30 * MINUTE_MS })).toBe(0);
		expect(takeAll(quota, perHour, { at: NOW + HOUR_MS - 1 })).toBe(0);
		expect(takeAll(quota, perHour, { at: NOW + HOUR_MS })).toBe(8);
	});

	it('never allows more in any hour, however the requests are spread', () => {
		const quota = createRequestQuota();
		const times: number[] = [];
		for (let at = NOW; at < NOW + 3 * HOUR_MS; at += 20_000) {
			if (quota.take('key', perHour, at)) times.push(at);
		}
		const inHourUntil = (end: number) => times.filter((at) => at > end - HOUR_MS && at <= end).length;
		expect(Math.max(...times.map(inHourUntil))).toBe(16);
	});

	it('is not locked for hours by a clock that ran ahead and was set back', () => {
		const quota = createRequestQuota();
		expect(takeAll(quota, perHour, { at: NOW + 5 * HOUR_MS })).toBe(8);
		expect(takeAll(quota, perHour)).toBe(8);
	});

	it('does not take what was refused for a request', () => {
		const quota = createRequestQuota();
		takeAll(quota, perHour);
		for (let n = 0; n < 100; n += 1) quota.take('key', perHour, NOW + 1000);
		expect(takeAll(quota, perHour, { at: NOW + MINUTE_MS })).toBe(8);
	});

	it("lets one tenant's backlog use up nothing of another's", () => {
		const quota = createRequestQuota();
		expect(takeAll(quota, perMinute, { key: 'contoso' })).toBe(8);
		expect(takeAll(quota, perMinute, { key: 'fabrikam' })).toBe(8);
	});
});

describe('quotaKey', () => {
	const app = { cloud: CLOUDS.global, clientId: CLIENT_ID };
	const own = quotaKey(app, CONTOSO.id, 'graph');

	it('is one for an app, a tenant and an API, because Microsoft counts by them', () => {
		expect(quotaKey({ ...app }, CONTOSO.id, 'graph')).toBe(own);
	});

	it.each([
		['tenant', quotaKey(app, FABRIKAM.id, 'graph')],
		['API', quotaKey(app, CONTOSO.id, 'defender')],
		['app', quotaKey({ ...app, clientId: 'other' }, CONTOSO.id, 'graph')],
		['cloud', quotaKey({ ...app, cloud: CLOUDS.china }, CONTOSO.id, 'graph')],
		['call that is counted alone', quotaKey(app, CONTOSO.id, 'graph', 'hunting')],
	])('is another one for another %s', (_what, other) => {
		expect(other).not.toBe(own);
	});
});
