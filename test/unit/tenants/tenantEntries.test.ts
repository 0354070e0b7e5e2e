import fc from 'fast-check';

import type { TenantEntry } from '../../../nodes/MicrosoftDefenderMssp/tenants/tenantEntries';
import {
	tenantFromText,
	tenantsFromJson,
	tenantsFromList,
} from '../../../nodes/MicrosoftDefenderMssp/tenants/tenantEntries';
import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { Result } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { CONTOSO, FABRIKAM } from '../core/builders';

/** The entries that can be used, as plain references. */
function usable(entries: Result<TenantEntry[], Failure>) {
	if (!entries.ok) throw new Error(entries.failure.cause);
	return entries.value.flatMap((entry) => (entry.ok ? [entry.value] : []));
}

const first = (entries: Result<TenantEntry[], Failure>) => usable(entries)[0];

describe('tenantsFromJson', () => {
	const rows = [
		{ id: CONTOSO.id, name: 'Contoso', labels: { channel: '#contoso' } },
		{ id: 'fabrikam.example' },
	];
	const references = [
		{ idOrDomain: CONTOSO.id, name: 'Contoso', labels: { channel: '#contoso' } },
		{ idOrDomain: 'fabrikam.example', name: '', labels: {} },
	];

	it('reads an array typed as text', () => {
		expect(usable(tenantsFromJson(JSON.stringify(rows)))).toEqual(references);
	});

	it('reads an array that an expression gives', () => {
		expect(usable(tenantsFromJson(rows))).toEqual(references);
	});

	it('reads bare ids and domains', () => {
		expect(
			usable(tenantsFromJson(['fabrikam.example', CONTOSO.id])).map(({ idOrDomain }) => idOrDomain),
		).toEqual(['fabrikam.example', CONTOSO.id]);
	});

	it("takes the tenants of the trigger's items as they are", () => {
		expect(first(tenantsFromJson([CONTOSO]))).toEqual({
			idOrDomain: CONTOSO.id,
			name: 'Contoso',
			labels: CONTOSO.labels,
		});
	});

	it('knows the id by the name tenantId too', () => {
		expect(first(tenantsFromJson([{ tenantId: CONTOSO.id }]))?.idOrDomain).toBe(CONTOSO.id);
	});

	it('trims ids and names and writes ids in lower case', () => {
		expect(
			first(tenantsFromJson([{ id: ` ${CONTOSO.id.toUpperCase()} `, name: ' Contoso ' }])),
		).toMatchObject({
			idOrDomain: CONTOSO.id,
			name: 'Contoso',
		});
	});

	it.each([
		['text that is no JSON', '[{"id":'],
		['an object', { id: CONTOSO.id }],
		['an object as text', '{"id":"contoso.example"}'],
		['a bare domain', 'contoso.example'],
		['a number', 7],
		['null', null],
		['nothing', undefined],
		['an empty text', ''],
		['an empty array', []],
		['an empty array as text', '[]'],
	])("names parameter 'Tenants (JSON)' when it gets %s", (_what, value) => {
		const entries = tenantsFromJson(value);
		expect(entries).toMatchObject({ ok: false, failure: { kind: 'configuration', appliesTo: 'all' } });
		expect(entries.ok ? '' : entries.failure.cause).toContain("'Tenants (JSON)'");
	});

	it.each([
		['no id', {}],
		['an id that names nobody', { id: 'common' }],
		['an id with a path', { id: 'contoso.example/x' }],
		['null instead of a tenant', null],
		['a list instead of a tenant', ['contoso.example']],
		['an object as id', { id: { guid: CONTOSO.id } }],
	])("with %s is that entry's failure and leaves the others alone", (_what, bad) => {
		const entries = tenantsFromJson([bad, { id: FABRIKAM.id }]);
		expect(entries).toMatchObject({
			ok: true,
			value: [{ ok: false, failure: { kind: 'configuration', appliesTo: 'tenant' } }, { ok: true }],
		});
	});

	it('never throws, whatever an expression gives', () => {
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), fc.json(), fc.array(fc.object())), (value) => {
				expect(() => tenantsFromJson(value)).not.toThrow();
			}),
		);
	});
});

describe('labels', () => {
	const labelsOf = (labels: unknown) => first(tenantsFromJson([{ id: CONTOSO.id, labels }]))?.labels;

	it.each<[string, unknown, Record<string, string>]>([
		['texts', { channel: '#soc' }, { channel: '#soc' }],
		['numbers', { tier: 1, zero: 0 }, { tier: '1', zero: '0' }],
		['yes and no', { vip: true, test: false }, { vip: 'true', test: 'false' }],
		['empty values', { a: '', b: null }, { a: '', b: '' }],
		['objects, as JSON', { psa: { id: 7 } }, { psa: '{"id":7}' }],
		['keys with blanks around them', { ' channel ': '#soc' }, { channel: '#soc' }],
		['no labels', undefined, {}],
		['a list', ['x'], {}],
		['a text', 'x', {}],
	])('keep %s', (_what, given, expected) => {
		expect(labelsOf(given)).toEqual(expected);
	});

	it('without a name are left out', () => {
		expect(labelsOf({ '': 'x', ' ': 'y' })).toEqual({});
	});

	it('take hostile names as plain data', () => {
		const labels = labelsOf(JSON.parse('{"__proto__": "x", "constructor": "y"}')) ?? {};
		expect(Object.entries(labels)).toEqual([
			['__proto__', 'x'],
			['constructor', 'y'],
		]);
		expect(Object.getPrototypeOf(labels)).toBe(Object.prototype);
	});

	it('are texts, whatever was given', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (given) => {
				for (const value of Object.values(labelsOf(given) ?? {})) expect(typeof value).toBe('string');
			}),
		);
	});
});

describe('tenantsFromList', () => {
	it('reads the collection as the editor stores it', () => {
		const list = {
			tenant: [
				{
					tenantId: CONTOSO.id,
					name: 'Contoso',
					labels: {
						label: [
							{ key: 'channel', value: '#contoso' },
							{ key: '', value: 'x' },
						],
					},
				},
				{ tenantId: 'fabrikam.example', name: '', labels: {} },
			],
		};
		expect(usable(tenantsFromList(list))).toEqual([
			{ idOrDomain: CONTOSO.id, name: 'Contoso', labels: { channel: '#contoso' } },
			{ idOrDomain: 'fabrikam.example', name: '', labels: {} },
		]);
	});

	it.each([undefined, null, '', {}, { tenant: [] }, { tenant: 'x' }, []])(
		'takes %j for an empty list',
		(list) => {
			const entries = tenantsFromList(list);
			expect(entries).toMatchObject({ ok: false, failure: { kind: 'configuration' } });
			expect(entries.ok ? '' : entries.failure.cause).toContain("'Tenants'");
		},
	);

	it('keeps an entry whose id was never filled in, as its own failure', () => {
		expect(tenantsFromList({ tenant: [{ tenantId: '', name: 'Contoso' }] })).toMatchObject({
			ok: true,
			value: [{ ok: false, typed: '' }],
		});
	});
});

describe('tenantFromText', () => {
	it.each([
		[undefined, 'empty'],
		[null, 'empty'],
		['', 'empty'],
		['  ', 'empty'],
		[CONTOSO, 'no text'],
		[[CONTOSO.id], 'no text'],
		[true, 'no text'],
	])('names the parameter and an expression that fits when it gets %j', (value, what) => {
		expect(tenantFromText(value, 'Customer Tenant')).toMatchObject({
			ok: false,
			failure: {
				kind: 'configuration',
				cause: `'Customer Tenant' is ${what}.`,
				remedy: expect.stringContaining('{{ $json.tenant.id }}') as unknown,
			},
		});
	});

	it('takes over name and labels of the tenant that the input item carries', () => {
		expect(first(tenantFromText(CONTOSO.id.toUpperCase(), 'x', CONTOSO))).toEqual({
			idOrDomain: CONTOSO.id,
			name: 'Contoso',
			labels: CONTOSO.labels,
		});
	});

	it.each([
		['another tenant', FABRIKAM],
		['no tenant', undefined],
		['a text', CONTOSO.id],
		['a tenant without id', { name: 'Contoso' }],
	])("gives nobody the name of the input item's tenant when it carries %s", (_what, carried) => {
		expect(first(tenantFromText(CONTOSO.id, 'x', carried))).toEqual({
			idOrDomain: CONTOSO.id,
			name: '',
			labels: {},
		});
	});
});
