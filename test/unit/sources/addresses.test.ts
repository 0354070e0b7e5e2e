import fc from 'fast-check';

import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import {
	ALERT_SOURCES,
	readAlertSource,
	readSource,
	SOURCES,
} from '../../../nodes/MicrosoftDefenderMssp/sources';
import { graphIncidents as incidents } from '../../../nodes/MicrosoftDefenderMssp/sources/graphIncidents';
import type { AlertQuery, Source, UpdateQuery } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import { checkHost } from '../../../nodes/MicrosoftDefenderMssp/transport/hosts';

const { graphAlerts, defenderAlerts } = ALERT_SOURCES;
const { graphIncidents } = SOURCES;
const graph = CLOUDS.global.graph;
const defender = CLOUDS.gcc.defender ?? graph;
const bare: AlertQuery = { top: 1000, includeEvidence: true };
const bounded: AlertQuery = {
	...bare,
	createdFrom: '2026-01-05T08:47:17.7211305Z',
	createdTo: '2026-01-06T00:00:00.0000000Z',
	severities: ['unknown', 'high'],
	statuses: ['inProgress'],
	skip: 1000,
};

const from = '2026-01-05T08:47:17.7211305Z';
const to = '2026-01-06T00:00:00.0000000Z';
const updates: UpdateQuery = { from, top: 50, ascending: true, expand: true };

/** The OData options of an address, decoded. */
const optionsOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

describe('Microsoft Graph alerts', () => {
	it('are listed by the documented path and options', () => {
		const url = graphAlerts.listUrl(graph, bounded);
		expect(new URL(url).pathname).toBe('/v1.0/security/alerts_v2');
		expect(optionsOf(url)).toEqual({
			$filter:
				"createdDateTime ge 2026-01-05T08:47:17.7211305Z and createdDateTime le 2026-01-06T00:00:00.0000000Z and (severity eq 'unknown' or severity eq 'high') and status eq 'inProgress'",
			$top: '1000',
			$skip: '1000',
		});
	});

	it('are listed without a filter when nothing narrows them', () => {
		expect(optionsOf(graphAlerts.listUrl(graph, bare))).toEqual({ $top: '1000' });
	});

	it('are not asked for in larger pages than Graph gives, nor in larger ones than $skip can pass over', () => {
		expect(graphAlerts.pageSize).toBeLessThanOrEqual(1000);
		expect(graphAlerts.pageSize).toBeLessThanOrEqual(graphAlerts.largestSkip);
	});

	it('are followed by update time, whatever their state, oldest update first, without $expand, which Graph refuses', () => {
		const url = graphAlerts.updatesUrl(graph, updates);
		expect(new URL(url).pathname).toBe('/v1.0/security/alerts_v2');
		expect(optionsOf(url)).toEqual({
			$filter: `lastUpdateDateTime ge ${from}`,
			$orderby: 'lastUpdateDateTime asc',
			$top: '50',
		});
	});

	it('are followed within a span, both ends included, and past rows that share one time', () => {
		expect(optionsOf(graphAlerts.updatesUrl(graph, { ...updates, to, skip: 49, ascending: false }))).toEqual({
			$filter: `lastUpdateDateTime ge ${from} and lastUpdateDateTime le ${to}`,
			$top: '50',
			$skip: '49',
		});
	});
});

describe('Microsoft Graph incidents', () => {
	it('are followed by update time with their alerts', () => {
		const url = graphIncidents.updatesUrl(graph, { ...updates, to });
		expect(new URL(url).pathname).toBe('/v1.0/security/incidents');
		expect(optionsOf(url)).toEqual({
			$filter: `lastUpdateDateTime ge ${from} and lastUpdateDateTime le ${to}`,
			$orderby: 'lastUpdateDateTime asc',
			$top: '50',
			$expand: 'alerts',
		});
	});

	it('come without alerts only when nobody wants them or the page would be too big', () => {
		const url = graphIncidents.updatesUrl(graph, { ...updates, expand: false });
		expect(optionsOf(url)).not.toHaveProperty('$expand');
	});

	it('are listed by everything that Graph filters by', () => {
		const url = incidents.listUrl(graph, {
			createdFrom: from,
			createdTo: to,
			updatedFrom: from,
			updatedTo: to,
			severities: ['high'],
			statuses: ['active', 'awaitingAction'],
			assignedTo: "kim.o'hara@contoso.example",
			classifications: ['truePositive'],
			determinations: ['malware', 'phishing'],
			top: 50,
			skip: 100,
			includeAlerts: true,
		});
		expect(new URL(url).pathname).toBe('/v1.0/security/incidents');
		expect(optionsOf(url)).toEqual({
			$filter: [
				`createdDateTime ge ${from}`,
				`createdDateTime le ${to}`,
				"severity eq 'high'",
				"(status eq 'active' or status eq 'awaitingAction')",
				`lastUpdateDateTime ge ${from}`,
				`lastUpdateDateTime le ${to}`,
				"assignedTo eq 'kim.o''hara@contoso.example'",
				"classification eq 'truePositive'",
				"(determination eq 'malware' or determination eq 'phishing')",
			].join(' and '),
			$top: '50',
			$skip: '100',
			$expand: 'alerts',
		});
	});

	it('are listed without a filter and without alerts when nobody wants them', () => {
		expect(optionsOf(incidents.listUrl(graph, { top: 50, includeAlerts: false }))).toEqual({ $top: '50' });
	});

	it('are not asked for in larger pages than Graph gives', () => {
		expect(graphIncidents.pageSize).toBeLessThanOrEqual(50);
	});

	it("give one incident's alerts where a page came without them", () => {
		expect(graphIncidents.details?.url(graph, '7')).toBe(
			'https://graph.microsoft.com/v1.0/security/incidents/7/alerts',
		);
		expect(graphIncidents.details?.merge({ id: '7' }, { value: [{ id: 'a' }] })).toEqual({
			id: '7',
			alerts: [{ id: 'a' }],
		});
	});

	it.each([{}, { value: 'x' }, { value: null }])('take %j for no answer about their alerts', (body) => {
		expect(graphIncidents.details?.merge({ id: '7' }, body)).toBeUndefined();
	});
});

describe('Defender for Endpoint alerts', () => {
	it("are listed in Defender's own field names and enum values", () => {
		const url = defenderAlerts.listUrl(defender, bounded);
		expect(url).toMatch(/^https:\/\/api-gcc\.securitycenter\.microsoft\.us\/api\/alerts\?/);
		expect(optionsOf(url)).toEqual({
			$filter:
				"alertCreationTime ge 2026-01-05T08:47:17.7211305Z and alertCreationTime le 2026-01-06T00:00:00.0000000Z and (severity eq 'UnSpecified' or severity eq 'High') and status eq 'InProgress'",
			$top: '1000',
			$skip: '1000',
			$expand: 'evidence',
		});
	});

	it('come without evidence only when nobody wants it', () => {
		const url = defenderAlerts.listUrl(defender, { ...bare, includeEvidence: false });
		expect(optionsOf(url)).toEqual({ $top: '1000' });
	});

	it("are followed by update time in Defender's own field name, and not sorted, which Defender does not offer", () => {
		const url = defenderAlerts.updatesUrl(defender, { ...updates, to, skip: 7 });
		expect(url).toMatch(/^https:\/\/api-gcc\.securitycenter\.microsoft\.us\/api\/alerts\?/);
		expect(optionsOf(url)).toEqual({
			$filter: `lastUpdateTime ge ${from} and lastUpdateTime le ${to}`,
			$top: '50',
			$skip: '7',
			$expand: 'evidence',
		});
		expect(defenderAlerts.canSort).toBe(false);
	});

	it('are followed without evidence only when nobody wants it or the page would be too big', () => {
		expect(optionsOf(defenderAlerts.updatesUrl(defender, { ...updates, expand: false }))).toEqual({
			$filter: `lastUpdateTime ge ${from}`,
			$top: '50',
		});
	});

	it('take nothing but the evidence from the answer about one alert, because the rest may be of a later version', () => {
		const { details } = defenderAlerts;
		const row = { id: 'x', status: 'New' };
		const evidence = [{ entityType: 'Ip' }];
		expect(details?.merge(row, { id: 'x', status: 'Resolved', evidence })).toEqual({ ...row, evidence });
		expect(details?.merge(row, { id: 'y', evidence })).toBeUndefined();
	});

	it('are not asked for in larger pages than Defender gives', () => {
		expect(defenderAlerts.pageSize).toBeLessThanOrEqual(10_000);
	});
});

describe.each(Object.values(SOURCES))('source $name', (source: Source) => {
	it('asks only hosts that its tokens may go to', () => {
		for (const cloud of Object.values(CLOUDS)) {
			const offered = cloud[source.service];
			if (offered === undefined) continue;
			const { details } = source;
			const urls = [
				source.updatesUrl(offered, updates),
				...(details === undefined ? [] : [details.url(offered, 'x')]),
			];
			for (const url of urls) expect(checkHost(url, source.service, cloud)).toMatchObject({ ok: true });
		}
	});

	it('leaves what the service sent as it is beside the simple one', () => {
		const raw = { id: 'x', vendorField: 1 };
		expect(source.record(raw)).toMatchObject({ raw: { id: 'x', vendorField: 1 }, simple: { id: 'x' } });
		expect(source.record(raw).raw).toBe(raw);
	});

	it('knows whose a row is, and that a row without a tenant names nobody', () => {
		const field = source.service === 'graph' ? 'tenantId' : 'aadTenantId';
		expect(source.tenantIdOf({ [field]: 'T' })).toBe('T');
		expect(source.tenantIdOf({})).toBeUndefined();
	});
});

describe.each(Object.values<Source>(SOURCES).filter(({ details }) => details !== undefined))(
	'source $name, whose rows may come without details',
	(source) => {
		const host = source.service === 'graph' ? graph : defender;

		it('lets no id change the path, the host or the query', () => {
			const id = fc.oneof(
				fc.string(),
				fc.constantFrom('..', '../..', '?$top=1', '#', '\\', '%2f', '//evil.example'),
			);
			const [folder = ''] = source.updatesUrl(host, updates).split('?');
			fc.assert(
				fc.property(id, (given) => {
					const { origin, pathname, search, hash } = new URL(source.details?.url(host, given) ?? '');
					expect({ origin, search, hash }).toEqual({ origin: host.url, search: '', hash: '' });
					expect(`${origin}${pathname}`.startsWith(`${folder}/`)).toBe(true);
				}),
			);
		});
	},
);

describe.each(Object.values(ALERT_SOURCES))('source of alerts $name', (source) => {
	const host = source.service === 'graph' ? graph : defender;

	it('lets no filter value break out of its quotes', () => {
		fc.assert(
			fc.property(fc.string(), (value) => {
				const { $filter = '' } = optionsOf(source.listUrl(host, { ...bare, statuses: [value] }));
				const inner = $filter.slice("status eq '".length, -1);
				expect(inner.replaceAll("''", '')).not.toContain("'");
			}),
		);
	});

	it('is searched only at hosts that its tokens may go to', () => {
		for (const cloud of Object.values(CLOUDS)) {
			const offered = cloud[source.service];
			if (offered === undefined) continue;
			expect(checkHost(source.listUrl(offered, bounded), source.service, cloud)).toMatchObject({ ok: true });
		}
	});
});

describe.each([
	['readSource', readSource, Object.values(SOURCES)],
	['readAlertSource', readAlertSource, Object.values(ALERT_SOURCES)],
] as const)('%s', (_name, read, known) => {
	it.each(known.map((source) => [source.name, source] as const))('knows %s', (name, source) => {
		expect(read(name)).toEqual({ ok: true, value: source });
	});

	it.each(['', 'graph', 'constructor', '__proto__', undefined, null, 7, ['graphAlerts', 'x']])(
		"names parameter 'Source' when it gets %p",
		(value) => {
			const source = read(value);
			expect(source).toMatchObject({ ok: false, failure: { kind: 'configuration' } });
			expect(source.ok ? '' : source.failure.cause).toContain("'Source'");
		},
	);
});

describe('readAlertSource', () => {
	it('knows no source of incidents, which the action node cannot search', () => {
		expect(readAlertSource('graphIncidents')).toMatchObject({
			ok: false,
			failure: { kind: 'configuration' },
		});
	});
});
