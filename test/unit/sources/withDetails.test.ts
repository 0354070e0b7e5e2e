import type { RecordRow } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import { rowOf } from '../../../nodes/MicrosoftDefenderMssp/core/item';
import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { callContext } from '../../../nodes/MicrosoftDefenderMssp/sources/getPage';
import type { Source } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import { withDetails } from '../../../nodes/MicrosoftDefenderMssp/sources/withDetails';
import { atMinute, CONTOSO } from '../core/builders';
import type { Answer, ConnectionOptions } from '../transport/builders';
import { answer, answering, authorizationOf, connectionOf } from '../transport/builders';

const { graphAlerts, defenderAlerts, graphIncidents } = SOURCES;

const defenderAlert = (id: string, part: JsonObject = {}) => ({
	id,
	status: 'New',
	alertCreationTime: atMinute(1),
	lastUpdateTime: atMinute(2),
	...part,
});
const incident = (id: string) => ({
	id,
	status: 'active',
	createdDateTime: atMinute(1),
	lastUpdateDateTime: atMinute(2),
});
const evidence = [{ entityType: 'Ip', ipAddress: '203.0.113.9' }];

async function detailed(
	source: Source,
	raws: JsonObject[],
	give: (request: HttpRequest) => Answer,
	{ allowed = Infinity, ...options }: ConnectionOptions & { allowed?: number } = {},
) {
	const network = answering(give);
	const context = callContext(source, connectionOf(network, options), CONTOSO.id);
	const given = raws.map((raw): RecordRow => rowOf(source.record(raw), false));
	let taken = 0;
	const rows = await withDetails(given, context, source, () => {
		taken += 1;
		return taken <= allowed;
	});
	return { given, rows, raws: rows.map(({ record }) => record.raw), sent: network.sent };
}

const byId = ({ url }: HttpRequest) => answer(200, defenderAlert(url.split('/').at(-1) ?? '', { evidence }));

describe('withDetails', () => {
	it("asks for each alert by itself with the tenant's token, and puts its evidence into its own row", async () => {
		const { raws, sent } = await detailed(defenderAlerts, [defenderAlert('a'), defenderAlert('b')], byId);
		expect(raws).toEqual([defenderAlert('a', { evidence }), defenderAlert('b', { evidence })]);
		expect(sent.map(({ url }) => url)).toEqual([
			'https://api.securitycenter.microsoft.com/api/alerts/a',
			'https://api.securitycenter.microsoft.com/api/alerts/b',
		]);
		expect(sent.map(authorizationOf).every((token) => token?.endsWith(CONTOSO.id))).toBe(true);
	});

	it('remembers how much evidence there is, which the page alone did not tell', async () => {
		const { given, rows } = await detailed(defenderAlerts, [defenderAlert('a')], byId);
		expect(given[0]?.snapshot).not.toHaveProperty('evidence');
		expect(rows[0]?.snapshot.evidence).toBe('1');
	});

	it('keeps the version that the page showed although the alert changed meanwhile, so that the change is told too', async () => {
		const changed = () =>
			answer(200, defenderAlert('a', { evidence, status: 'Resolved', lastUpdateTime: atMinute(9) }));
		const { rows } = await detailed(defenderAlerts, [defenderAlert('a')], changed);
		expect(rows[0]).toMatchObject({ updatedAt: atMinute(2), record: { raw: { status: 'New', evidence } } });
	});

	it('gives incidents their alerts', async () => {
		const { raws, sent } = await detailed(graphIncidents, [incident('7')], () =>
			answer(200, { value: [{ id: 'alert' }] }),
		);
		expect(raws).toEqual([{ ...incident('7'), alerts: [{ id: 'alert' }] }]);
		expect(sent[0]?.url).toBe('https://graph.microsoft.com/v1.0/security/incidents/7/alerts');
	});

	it.each<[string, Answer]>([
		['the service breaks down', answer(503)],
		['the alert is gone', answer(404)],
		['the answer is of another alert', answer(200, defenderAlert('other', { evidence }))],
	])('delivers an alert without evidence rather than not, when %s', async (_when, given) => {
		const { rows, given: before } = await detailed(defenderAlerts, [defenderAlert('a')], () => given);
		expect(rows).toEqual(before);
	});

	it('delivers those beyond the request quota without evidence, and asks for none of it', async () => {
		const alerts = ['a', 'b', 'c'].map((id) => defenderAlert(id));
		const { raws, sent } = await detailed(defenderAlerts, alerts, byId, { allowed: 1 });
		expect(raws).toEqual([defenderAlert('a', { evidence }), defenderAlert('b'), defenderAlert('c')]);
		expect(sent).toHaveLength(1);
	});

	it('asks once and waits five seconds at most, because a poll that ends meanwhile would have read nothing', async () => {
		const retry = { attempts: 2, longestWaitMs: 2_000 };
		const { sent } = await detailed(defenderAlerts, [defenderAlert('a')], () => answer(503), { retry });
		expect(sent).toMatchObject([{ timeoutMs: 5_000 }]);
	});

	it("keeps one alert's trouble from the next", async () => {
		const { raws } = await detailed(defenderAlerts, [defenderAlert('a'), defenderAlert('b')], (request) =>
			request.url.endsWith('/a') ? answer(500) : byId(request),
		);
		expect(raws).toEqual([defenderAlert('a'), defenderAlert('b', { evidence })]);
	});

	it('asks nothing of a source whose pages always have all details', async () => {
		const { rows, given, sent } = await detailed(graphAlerts, [{ id: 'a' }], byId);
		expect(rows).toEqual(given);
		expect(sent).toEqual([]);
	});

	it('asks nothing in a cloud that does not offer the service', async () => {
		const cloud = CLOUDS.china;
		const { rows, given, sent } = await detailed(defenderAlerts, [defenderAlert('a')], byId, { cloud });
		expect(rows).toEqual(given);
		expect(sent).toEqual([]);
	});
});
