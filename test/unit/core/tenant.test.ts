import fc from 'fast-check';

import {
	isTenantGuid,
	isTenantIdOrDomain,
	tenantOf,
	tenantTitle,
} from '../../../nodes/MicrosoftDefenderMssp/core/tenant';
import { CONTOSO } from './builders';

describe('what can name a tenant', () => {
	it.each([
		CONTOSO.id,
		CONTOSO.id.toUpperCase(),
		'contoso.example',
		'Contoso.Example',
		'contoso.onmicrosoft.com',
		'sub.do-main.example',
		'xn--bcher-kva.example',
	])('accepts %s', (value) => {
		expect(isTenantIdOrDomain(value)).toBe(true);
	});

	it.each([
		'',
		'common',
		'organizations',
		'consumers',
		'contoso',
		'contoso.',
		'.example',
		'con toso.example',
		'contoso..example',
		'-contoso.example',
		'contoso-.example',
		'contoso.example/',
		'contoso.example/oauth2',
		'../contoso.example',
		'contoso.example?x=1',
		'contoso.example#x',
		'contoso.example\n',
		'user@contoso.example',
		'192.0.2.7',
		'bücher.example',
		`{${CONTOSO.id}}`,
		CONTOSO.id.slice(1),
		`${CONTOSO.id}0`,
		`${'a'.repeat(64)}.example`,
		`${'a.'.repeat(130)}example`,
	])('refuses %j, which names nobody or would change the address', (value) => {
		expect(isTenantIdOrDomain(value)).toBe(false);
	});

	it('accepts nothing that would need encoding in a path', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.domain(), fc.uuid()), (value) => {
				if (isTenantIdOrDomain(value)) expect(encodeURIComponent(value)).toBe(value);
			}),
		);
	});

	it('accepts every GUID and no other text as one', () => {
		fc.assert(fc.property(fc.uuid(), (guid) => isTenantGuid(guid)));
		expect(isTenantGuid('contoso.example')).toBe(false);
	});
});

describe('tenant for people', () => {
	it('shows what was typed where the customer has no name', () => {
		const reference = { idOrDomain: 'contoso.example', name: '', labels: {} };
		expect(tenantOf(reference, CONTOSO.id.toUpperCase())).toEqual({
			id: CONTOSO.id,
			name: 'contoso.example',
			labels: {},
		});
	});

	it('names customer and id in messages, and the id alone where there is nothing else', () => {
		expect(tenantTitle(CONTOSO)).toBe(`Contoso (${CONTOSO.id})`);
		expect(tenantTitle({ id: CONTOSO.id, name: CONTOSO.id })).toBe(CONTOSO.id);
	});
});
