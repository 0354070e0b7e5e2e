import fc from 'fast-check';

import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { readSource, SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import type { AlertQuery } from '../../../nodes/MicrosoftDefenderMssp/sources/source';
import { checkHost } from '../../../nodes/MicrosoftDefenderMssp/transport/hosts';

const { graphAlerts, defenderAlerts } = SOURCES;
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

	it('are not asked for in larger pages than Graph gives', () => {
		expect(graphAlerts.pageSize).toBeLessThanOrEqual(1000);
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

	it('are not asked for in larger pages than Defender gives', () => {
		expect(defenderAlerts.pageSize).toBeLessThanOrEqual(10_000);
	});
});

describe.each(Object.values(SOURCES))('source $name', (source) => {
	const host = source.service === 'graph' ? graph : defender;

	it('lets no alert id change the path, the host or the query', () => {
		const id = fc.oneof(
			fc.string(),
			fc.constantFrom('..', '../..', '?$top=1', '#', '\\', '%2f', '//evil.example'),
		);
		fc.assert(
			fc.property(id, (alertId) => {
				const { origin, pathname, search, hash } = new URL(source.itemUrl(host, alertId));
				const [folder = ''] = source.listUrl(host, bare).split('?');
				expect({ origin, search, hash }).toEqual({ origin: host.url, search: '', hash: '' });
				expect(`${origin}${pathname}`.startsWith(`${folder}/`)).toBe(true);
			}),
		);
	});

	it('lets no filter value break out of its quotes', () => {
		fc.assert(
			fc.property(fc.string(), (value) => {
				const { $filter = '' } = optionsOf(source.listUrl(host, { ...bare, statuses: [value] }));
				const inner = $filter.slice("status eq '".length, -1);
				expect(inner.replaceAll("''", '')).not.toContain("'");
			}),
		);
	});

	it('asks only hosts that its tokens may go to', () => {
		for (const cloud of Object.values(CLOUDS)) {
			const offered = cloud[source.service];
			if (offered === undefined) continue;
			for (const url of [source.listUrl(offered, bounded), source.itemUrl(offered, 'x')]) {
				expect(checkHost(url, source.service, cloud)).toMatchObject({ ok: true });
			}
		}
	});

	it('leaves the alert of the service as it is beside the simple one', () => {
		const raw = { id: 'x', vendorField: 1 };
		expect(source.record(raw)).toMatchObject({ raw: { id: 'x', vendorField: 1 }, simple: { id: 'x' } });
		expect(source.record(raw).raw).toBe(raw);
	});
});

describe('readSource', () => {
	it.each(Object.values(SOURCES))('knows $name', (source) => {
		expect(readSource(source.name)).toEqual({ ok: true, value: source });
	});

	it.each(['', 'graph', 'constructor', '__proto__', undefined, null, 7, ['graphAlerts', 'x']])(
		"names parameter 'Source' when it gets %p",
		(value) => {
			const source = readSource(value);
			expect(source).toMatchObject({ ok: false, failure: { kind: 'configuration' } });
			expect(source.ok ? '' : source.failure.cause).toContain("'Source'");
		},
	);
});
