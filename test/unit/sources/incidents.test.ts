import type { HttpRequest } from '../../../nodes/MicrosoftDefenderMssp/core/http';
import { findIncidents, readIncident } from '../../../nodes/MicrosoftDefenderMssp/sources/incidents';
import { createRequestQuota } from '../../../nodes/MicrosoftDefenderMssp/transport/requestQuota';
import { atMinute, CONTOSO, FABRIKAM } from '../core/builders';
import type { Answer, ConnectionOptions, Wire } from '../transport/builders';
import { answer, answering, connectionOf, refusal } from '../transport/builders';

const LIST = 'https://graph.microsoft.com/v1.0/security/incidents';
const incident = (id: string, minute = 1, part: object = {}) => ({
	id,
	tenantId: CONTOSO.id,
	createdDateTime: atMinute(minute),
	...part,
});
const list = (value: unknown[], nextLink?: string): Answer =>
	answer(200, { value, ...(nextLink !== undefined && { '@odata.nextLink': nextLink }) });
const withAlerts = (id: string, minute?: number) => incident(id, minute, { alerts: [{ id: `of-${id}` }] });
const isExpanded = ({ url }: HttpRequest) => new URL(url).searchParams.has('$expand');
const topOf = ({ url }: HttpRequest) => Number(new URL(url).searchParams.get('$top'));
const alertsOf = /incidents\/([^/]+)\/alerts$/;

async function find(
	network: Wire,
	{ limit = Infinity, ...options }: ConnectionOptions & { limit?: number } = {},
) {
	const query = { top: 50, includeAlerts: true };
	const search = { query, keep: () => true, limit };
	const found = await findIncidents(search, connectionOf(network, options), CONTOSO.id);
	return found.ok
		? found.value.map(({ simple }) => [simple.id, simple.alerts?.map(({ id }) => id)])
		: found.failure.kind;
}

describe('findIncidents with alerts', () => {
	it('starts again with smaller pages where a later page breaks down, and gives nothing twice', async () => {
		const network = answering((request) => {
			if (topOf(request) === 10) return list([withAlerts('a', 3), withAlerts('b', 2), withAlerts('c', 1)]);
			return request.url.includes('skiptoken')
				? answer(500)
				: list([withAlerts('a', 3), withAlerts('b', 2)], `${LIST}?$expand=alerts&$skiptoken=1`);
		});
		expect(await find(network)).toEqual([
			['a', ['of-a']],
			['b', ['of-b']],
			['c', ['of-c']],
		]);
	});

	it('reads the alerts one by one at last, page after page', async () => {
		const network = answering((request) => {
			if (isExpanded(request)) return answer(503);
			const [, id] = alertsOf.exec(request.url) ?? [];
			if (id !== undefined) return list([{ id: `first-${id}` }], `${LIST}/${id}/alerts?$skiptoken=${id}`);
			return request.url.includes('skiptoken')
				? list([{ id: `second-${new URL(request.url).searchParams.get('$skiptoken') ?? ''}` }])
				: list([incident('a', 2), incident('b', 1)]);
		});
		expect(await find(network)).toEqual([
			['a', ['first-a', 'second-a']],
			['b', ['first-b', 'second-b']],
		]);
		expect(network.sent.map(topOf).slice(0, 3)).toEqual([50, 10, 50]);
	});

	it('keeps to the limits of Graph when it reads them one by one', async () => {
		const waits: number[] = [];
		const clock = { now: 0 };
		const ids = Array.from({ length: 125 }, (_, index) => `${index}`);
		const network = answering((request) => {
			if (isExpanded(request)) return answer(503);
			return alertsOf.test(request.url)
				? list([])
				: list(
						ids.map((id) => incident(id)),
						undefined,
					);
		});
		const found = await find(network, {
			quota: createRequestQuota(),
			now: () => clock.now,
			sleep: async (ms) => {
				waits.push(ms);
				clock.now += ms;
				await Promise.resolve();
			},
			limit: 125,
		});
		expect(found).toHaveLength(125);
		expect(waits).toEqual([60_000]);
	});

	it('gives an incident without alerts that is gone, or whose alerts the service cannot give', async () => {
		const network = answering((request) => {
			if (isExpanded(request)) return answer(500);
			const [, id] = alertsOf.exec(request.url) ?? [];
			if (id === undefined) return list([incident('a', 3), incident('b', 2), incident('c', 1)]);
			return id === 'a' ? answer(500) : id === 'b' ? answer(404) : list([{ id: 'x' }]);
		});
		expect(await find(network)).toEqual([
			['a', undefined],
			['b', undefined],
			['c', ['x']],
		]);
	});

	it('fails where it gets the alerts of none', async () => {
		const network = answering((request) => {
			if (isExpanded(request)) return answer(500);
			return alertsOf.test(request.url) ? answer(500) : list([incident('a'), incident('b', 2)]);
		});
		expect(await find(network)).toBe('outage');
	});

	it.each([
		['throttled', answer(429)],
		['roleMissing', answer(403, refusal('Forbidden', 'x'))],
	])('fails as %s where that keeps it from the alerts of one', async (kind, given) => {
		const network = answering((request) => {
			if (isExpanded(request)) return answer(500);
			const isSecond = request.url.includes('/b/');
			if (alertsOf.test(request.url)) return isSecond ? given : list([]);
			return list([incident('a', 2), incident('b', 1)]);
		});
		expect(await find(network)).toBe(kind);
	});

	it('does not ask in other ways for what was refused', async () => {
		const network = answering(() => answer(403, refusal('Forbidden', 'x')));
		expect(await find(network)).toBe('roleMissing');
		expect(network.sent).toHaveLength(1);
	});

	it('holds an incident back whose alerts name another tenant', async () => {
		const network = answering(() =>
			list([incident('a', 1, { alerts: [{ id: 'x', tenantId: FABRIKAM.id }] })]),
		);
		expect(await find(network)).toBe('wrongTenant');
	});

	it('holds alerts back that name another tenant in a list of their own', async () => {
		const network = answering((request) => {
			if (isExpanded(request)) return answer(500);
			return alertsOf.test(request.url) ? list([{ id: 'x', tenantId: FABRIKAM.id }]) : list([incident('a')]);
		});
		expect(await find(network)).toBe('wrongTenant');
	});
});

describe('readIncident', () => {
	const get = async (network: Wire, id = '4711') => {
		const options = { includeAlerts: true, followRedirects: false };
		const read = await readIncident(id, options, connectionOf(network), CONTOSO.id);
		return read.ok ? read.value.raw : read.failure.kind;
	};

	it.each([answer(500), answer(400, refusal('BadRequest', 'No $expand here'))])(
		'asks for the alerts apart where the service does not expand them: $status',
		async (given) => {
			const network = answering((request) => {
				if (isExpanded(request)) return given;
				return alertsOf.test(request.url) ? list([{ id: 'x' }]) : answer(200, incident('4711'));
			});
			expect(await get(network)).toEqual({ ...incident('4711'), alerts: [{ id: 'x' }] });
		},
	);

	it('fails where the alerts cannot be had at all', async () => {
		const network = answering((request) =>
			isExpanded(request) || alertsOf.test(request.url) ? answer(500) : answer(200, incident('4711')),
		);
		expect(await get(network)).toBe('outage');
	});

	it('asks once for what is not there', async () => {
		const network = answering(() => answer(404));
		expect(await get(network)).toBe('notFound');
		expect(network.sent).toHaveLength(1);
	});

	it('holds back an incident of another tenant', async () => {
		expect(await get(answering(() => answer(200, incident('4711', 1, { tenantId: FABRIKAM.id }))))).toBe(
			'wrongTenant',
		);
	});

	it('sends any ID as one segment of the path', async () => {
		const network = answering(() => answer(404));
		await get(network, '../alerts_v2?x=1');
		expect(new URL(network.sent[0]?.url ?? '').pathname).toBe(
			'/v1.0/security/incidents/..%2Falerts_v2%3Fx%3D1',
		);
	});
});
