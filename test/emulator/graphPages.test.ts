import { httpsRequest } from './testing/httpsRequest';
import { eachTestHasItsSample, sample } from './testing/ownSample';
import { alertIds, graphScope, ids, nextLinkOf, textOf } from './testing/sample';

const list = '/v1.0/security/alerts_v2';
let token: string;
eachTestHasItsSample(async () => {
	token = await sample.appToken(ids.contoso, graphScope);
});

const query = (options: Record<string, string>) => `${list}?${new URLSearchParams(options).toString()}`;

function addAlerts(count: number, tenant = sample.contoso): string[] {
	return Array.from({ length: count }, (_, index) => {
		const created = new Date(Date.UTC(2026, 0, 5) + index * 1000).toISOString();
		return tenant.addAlert({ createdDateTime: created, lastUpdateDateTime: created }).id;
	});
}

describe('options and pages', () => {
	test.each([
		['$select', 'id'],
		['$expand', 'evidence'],
		['$search', 'x'],
		['$skip', '501'],
		['$skip', '-1'],
		['$top', 'ten'],
		['$top', '1.5'],
		['$count', 'yes'],
		['$orderby', 'title asc'],
		['$orderby', 'createdDateTime ascending'],
		['$skiptoken', 'bm9wZQ'],
		['$unknown', '1'],
	])('400 for %s=%s', async (name, value) => {
		expect((await sample.graph(query({ [name]: value }), token)).status).toBe(400);
	});

	test('newest first, 100 to a page, the next one by an opaque link on the same host', async () => {
		const added = addAlerts(205);
		const seen: string[] = [];
		let path: string | undefined = list;
		let pages = 0;
		while (path !== undefined) {
			const answer = await sample.graph(path, token);
			seen.push(...alertIds(answer));
			pages += 1;
			const link = nextLinkOf(answer);
			expect(link === undefined || link.startsWith(`${sample.emulator.graphUrl}${list}?`)).toBe(true);
			path = link?.slice(sample.emulator.graphUrl.length);
		}
		expect(pages).toBe(3);
		expect(seen).toEqual(added.reverse());
	});

	test('$top above 1000 is clamped, $count counts them all, $orderby asc turns the list', async () => {
		const added = addAlerts(1003);
		const answer = await sample.graph(
			query({ $top: '5000', $count: 'true', $orderby: 'lastUpdateDateTime asc' }),
			token,
		);
		expect(alertIds(answer)).toEqual(added.slice(0, 1000));
		expect(answer.json).toMatchObject({
			'@odata.count': 1003,
			'@odata.nextLink': expect.stringContaining('$skiptoken='),
		});
	});

	test('$skip of 500 is the most', async () => {
		addAlerts(501);
		expect(alertIds(await sample.graph(query({ $skip: '500' }), token))).toHaveLength(1);
	});

	test("a link belongs to its tenant's list and its filter", async () => {
		addAlerts(2);
		addAlerts(2, sample.fabrikam);
		const { json } = await sample.graph(query({ $top: '1' }), token);
		const link = new URL(textOf(json, '@odata.nextLink'));
		const other = await sample.appToken(ids.fabrikam, graphScope);
		expect((await sample.graph(`${link.pathname}${link.search}`, other)).status).toBe(400);
		link.searchParams.set('$filter', "severity eq 'high'");
		expect((await sample.graph(`${link.pathname}${link.search}`, token)).status).toBe(400);
	});

	test('rows that arrive while a client pages shift what it sees', async () => {
		const [first, second] = addAlerts(2);
		const { json } = await sample.graph(query({ $top: '1' }), token);
		sample.contoso.addAlert({ createdDateTime: '2026-02-01T00:00:00Z' });
		const link = new URL(textOf(json, '@odata.nextLink'));
		expect(alertIds(await sample.graph(`${link.pathname}${link.search}`, token))).toEqual([second]);
		expect(first).toBeDefined();
	});

	test('a full page without nextLink, a nextLink to another host, to itself, or over an empty page', async () => {
		addAlerts(2);
		const { graph } = sample.contoso;
		const link = async () => nextLinkOf(await sample.graph(query({ $top: '1' }), token)) ?? '';
		graph.omitNextLink = true;
		expect(await link()).toBe('');
		graph.omitNextLink = false;
		graph.nextLinkOrigin = 'https://elsewhere.example';
		expect(await link()).toMatch(/^https:\/\/elsewhere\.example\/v1\.0/);
		graph.nextLinkOrigin = 'alias';
		const alias = await httpsRequest(await link(), {
			ca: sample.emulator.caPem,
			headers: { authorization: `Bearer ${token}` },
		});
		expect(alias.status).toBe(200);
		graph.nextLinkOrigin = undefined;
		graph.emptyPages = true;
		const gap = new URL(await link());
		const empty = await sample.graph(`${gap.pathname}${gap.search}`, token);
		expect(empty.json).toMatchObject({ value: [], '@odata.nextLink': expect.any(String) });
		graph.emptyPages = false;
		graph.repeatNextLink = true;
		const same = new URL(await link());
		const again = await sample.graph(`${same.pathname}${same.search}`, token);
		expect(textOf(again.json, '@odata.nextLink')).toBe(same.href.replaceAll('%24', '$'));
	});

	test('$orderby that is accepted and ignored: the page comes newest first', async () => {
		const added = addAlerts(3);
		sample.contoso.graph.ignoreOrderBy = true;
		const order = { $orderby: 'lastUpdateDateTime asc' };
		expect(alertIds(await sample.graph(query(order), token))).toEqual(added.reverse());
		sample.contoso.graph.allowOrderBy = false;
		expect((await sample.graph(query(order), token)).status).toBe(200);
		sample.contoso.graph.ignoreOrderBy = false;
		expect((await sample.graph(query(order), token)).status).toBe(400);
	});

	test('a page that the service cuts shorter than $top goes on by nextLink', async () => {
		const added = addAlerts(5).reverse();
		sample.contoso.graph.maxTop = 2;
		const seen: string[][] = [];
		let path: string | undefined = query({ $top: '1000' });
		while (path !== undefined) {
			const answer = await sample.graph(path, token);
			seen.push(alertIds(answer));
			path = nextLinkOf(answer)?.slice(sample.emulator.graphUrl.length);
		}
		expect(seen).toEqual([added.slice(0, 2), added.slice(2, 4), added.slice(4)]);
	});

	test('a nextLink that has expired is 400, the list itself is not', async () => {
		addAlerts(2);
		const { json } = await sample.graph(query({ $top: '1' }), token);
		const { pathname, search } = new URL(textOf(json, '@odata.nextLink'));
		sample.contoso.graph.expireNextLinks = true;
		const answer = await sample.graph(`${pathname}${search}`, token);
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({
			error: { code: 'BadRequest', message: 'The $skiptoken is not valid for this request.' },
		});
		expect((await sample.graph(query({ $top: '1' }), token)).status).toBe(200);
		sample.contoso.graph.expireNextLinks = false;
		expect((await sample.graph(`${pathname}${search}`, token)).status).toBe(200);
	});

	test('late rows appear at their time, Graph leaves out what it never shows', async () => {
		const late = sample.contoso.addAlert({
			createdDateTime: '2026-01-05T08:00:01Z',
			visibleAt: sample.clock.now + 1000,
		});
		sample.contoso.addAlert({ shownByGraph: false });
		expect(alertIds(await sample.graph(list, token))).toEqual([]);
		expect((await sample.graph(`${list}/${late.id}`, token)).status).toBe(404);
		sample.clock.now += 1000;
		expect(alertIds(await sample.graph(list, token))).toEqual([late.id]);
	});

	test('150 calls a minute, refused ones counted, each tenant on its own', async () => {
		sample.contoso.graph.requestsPerMinute = 2;
		for (const status of [200, 200, 429, 429]) expect((await sample.graph(list, token)).status).toBe(status);
		sample.clock.now += 59_999;
		const answer = await sample.graph(list, token);
		expect(answer.json).toMatchObject({ error: { code: 'TooManyRequests' } });
		expect(answer.headers['retry-after']).toBe('1');
		expect((await sample.graph(list, await sample.appToken(ids.fabrikam, graphScope))).status).toBe(200);
	});
});
