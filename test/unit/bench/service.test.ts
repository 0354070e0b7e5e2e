import { leanCloud, noTraffic } from '../../bench/service/cloud';
import type { Page } from '../../bench/service/listing';
import { pageOf } from '../../bench/service/listing';
import { alertIdAt, emptyStage, tenantIdAt } from '../../bench/service/stage';

const START = Date.UTC(2026, 0, 5, 12);
const stage = { ...emptyStage(), tenants: 2, alertsPerTenant: 100, firstAt: START, stepMs: 1_000 };
const at = (seconds: number, fraction = '') =>
	`${new Date(START + seconds * 1_000).toISOString().slice(0, 19)}${fraction}Z`;

const page = (query: Record<string, string>, now = START + 100_000): Page =>
	pageOf(new URLSearchParams(query), stage, now);

describe('a page of the service of the benchmark', () => {
	it('has the newest alerts first unless an order is asked for', () => {
		expect(page({ $top: '10' })).toEqual({ first: 99, count: 10, descending: true, next: 10 });
	});

	it('begins where the time asked for says, to 100 ns', () => {
		const from = (time: string) => page({ $filter: `lastUpdateDateTime ge ${time}`, $orderby: 'x' }).first;
		expect(from(at(10))).toBe(10);
		expect(from(at(10, '.0000000'))).toBe(10);
		expect(from(at(10, '.0000001'))).toBe(11);
	});

	it('ends where the time asked for says, and leads on while there is more', () => {
		const $filter = `lastUpdateDateTime ge ${at(10)} and lastUpdateDateTime le ${at(19)}`;
		const asked = { $filter, $orderby: 'lastUpdateDateTime asc', $top: '6' };
		expect(page(asked)).toEqual({ first: 10, count: 6, descending: false, next: 6 });
		expect(page({ ...asked, $skiptoken: '6' })).toEqual({ first: 16, count: 4, descending: false });
	});

	it('does not show alerts that are still to come', () => {
		expect(page({ $top: '10' }, START + 9_999)).toMatchObject({ first: 9, count: 10 });
		expect(page({ $top: '10' }, START - 1)).toMatchObject({ count: 0 });
	});

	it('is empty after the last alert', () => {
		expect(page({ $filter: `lastUpdateDateTime ge ${at(100)}`, $orderby: 'x' }).count).toBe(0);
	});
});

describe('the service of the benchmark', () => {
	const origin = 'https://127.0.0.1';
	const list = new URL(`${origin}/v1.0/security/alerts_v2?$top=2`);
	const withToken = () => {
		const cloud = leanCloud();
		Object.assign(cloud.stage, stage);
		const url = new URL(`${origin}/${tenantIdAt(1)}/oauth2/v2.0/token`);
		const { body } = cloud.answer({ method: 'POST', url, body: 'grant_type=client_credentials' });
		const { access_token: token } = JSON.parse(body) as { access_token: string };
		return { cloud, authorization: `Bearer ${token}` };
	};

	it('gives a tenant its own alerts, as complete as those of the emulator', () => {
		const { cloud, authorization } = withToken();
		const { status, body } = cloud.answer({ method: 'GET', url: list, authorization, body: '' });
		const { value, '@odata.nextLink': next } = JSON.parse(body) as {
			value: Array<Record<string, unknown>>;
			'@odata.nextLink': string;
		};
		expect(status).toBe(200);
		expect(value.map(({ id }) => id)).toEqual([alertIdAt(1, 99), alertIdAt(1, 98)]);
		expect(value[0]).toMatchObject({
			tenantId: tenantIdAt(1),
			createdDateTime: new Date(START + 99_000).toISOString(),
			lastUpdateDateTime: new Date(START + 99_000).toISOString(),
		});
		expect(value[0]?.evidence).toHaveLength(6);
		expect(next).toContain('skiptoken=2');
		expect(cloud.traffic).toMatchObject({ tokens: 1, lists: 1, refused: 0 });
	});

	it('can play another part for some tenants', () => {
		const { cloud, authorization } = withToken();
		const request = { method: 'GET', url: list, authorization, body: '' };
		expect(cloud.latencyOf(request)).toBe(0);
		cloud.stage.others = { 1: { alertsPerTenant: 1, latencyMs: 29_000 } };
		expect(cloud.latencyOf(request)).toBe(29_000);
		expect(cloud.latencyOf({ ...request, authorization: undefined })).toBe(0);
		expect((JSON.parse(cloud.answer(request).body) as { value: unknown[] }).value).toHaveLength(1);
	});

	it('counts the tenants that are asked, and those that are for the first time', () => {
		const { cloud, authorization } = withToken();
		const ask = () => cloud.answer({ method: 'GET', url: list, authorization, body: '' });
		ask();
		ask();
		expect(cloud.traffic).toMatchObject({ lists: 2, tenants: 1, newTenants: 1 });
		cloud.traffic = noTraffic();
		ask();
		expect(cloud.traffic).toMatchObject({ lists: 1, tenants: 1, newTenants: 0 });
	});

	it('refuses who has no token, and a token whose life is over', () => {
		const { cloud, authorization } = withToken();
		const ask = (given?: string) =>
			cloud.answer({ method: 'GET', url: list, authorization: given, body: '' }).status;
		expect(ask()).toBe(401);
		expect(ask(authorization)).toBe(200);
		cloud.stage.aheadMs = 3_601_000;
		expect(ask(authorization)).toBe(401);
	});
});
