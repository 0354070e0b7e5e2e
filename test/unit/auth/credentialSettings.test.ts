import fc from 'fast-check';

import { readCredentialSettings } from '../../../nodes/MicrosoftDefenderMssp/auth/credentialSettings';
import { CLOUDS } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { CLIENT_ID, CONTOSO } from '../core/builders';
import { randomSecret } from './builders';

const clientSecret = randomSecret();
const withSecret = { cloud: 'global', tenantId: CONTOSO.id, clientId: CLIENT_ID, clientSecret };
const custom = {
	...withSecret,
	cloud: 'custom',
	loginUrl: 'https://login.proxy.example',
	graphUrl: 'https://graph.proxy.example/',
	defenderUrl: 'http://127.0.0.1:7003',
	portalUrl: '',
};
const withCertificate = {
	...withSecret,
	clientCredentialType: 'certificate',
	certificate: 'a certificate',
	privateKey: 'a key',
	passphrase: '',
};

describe('readCredentialSettings reads', () => {
	it.each(Object.values(CLOUDS))('cloud $name', (cloud) => {
		expect(readCredentialSettings({ ...withSecret, cloud: cloud.name })).toEqual({
			ok: true,
			value: {
				cloud,
				tenantIdOrDomain: CONTOSO.id,
				clientId: CLIENT_ID,
				proof: { kind: 'secret', clientSecret },
			},
		});
	});

	it('cloud Global where the field was never touched', () => {
		expect(readCredentialSettings({ ...withSecret, cloud: '' })).toMatchObject({
			value: { cloud: { name: 'global' } },
		});
	});

	it('own hosts', () => {
		expect(readCredentialSettings(custom)).toMatchObject({
			value: { cloud: { name: 'custom', graph: { url: 'https://graph.proxy.example' } } },
		});
	});

	it('a certificate, and does not ask for a secret then', () => {
		expect(readCredentialSettings({ ...withCertificate, clientSecret: '' })).toMatchObject({
			value: { proof: { kind: 'certificate', certificate: 'a certificate', privateKey: 'a key' } },
		});
	});

	it('the secret although a certificate was typed in before', () => {
		expect(readCredentialSettings({ ...withCertificate, clientCredentialType: 'secret' })).toMatchObject({
			value: { proof: { kind: 'secret' } },
		});
	});

	it('values pasted with blanks around them, and tenants in lower case', () => {
		const pasted = { ...withSecret, tenantId: ' Contoso.Example ', clientId: ` ${CLIENT_ID}\n` };
		expect(readCredentialSettings(pasted)).toMatchObject({
			value: { tenantIdOrDomain: 'contoso.example', clientId: CLIENT_ID },
		});
	});
});

describe('readCredentialSettings names the field that cannot be used', () => {
	it.each<[string, string, JsonObject]>([
		['an unknown cloud', 'Cloud', { ...withSecret, cloud: 'mars' }],
		['a cloud that is a word of JavaScript', 'Cloud', { ...withSecret, cloud: '__proto__' }],
		['no tenant', 'Tenant ID', { ...withSecret, tenantId: '' }],
		['a tenant that names nobody', 'Tenant ID', { ...withSecret, tenantId: 'common' }],
		['a tenant with a path', 'Tenant ID', { ...withSecret, tenantId: 'contoso.example/oauth2' }],
		['no client', 'Client ID', { ...withSecret, clientId: ' ' }],
		['no secret', 'Client Secret', { ...withSecret, clientSecret: '' }],
		['no certificate', 'Certificate', { ...withCertificate, certificate: '' }],
		['no key', 'Private Key', { ...withCertificate, privateKey: '' }],
		['no login address', 'Login URL', { ...custom, loginUrl: '' }],
		['a login address without scheme', 'Login URL', { ...custom, loginUrl: 'login.proxy.example' }],
		[
			'a login address with a tenant in it',
			'Login URL',
			{ ...custom, loginUrl: 'https://l.example/contoso' },
		],
		[
			'plain http to a login host that is not this machine',
			'Login URL',
			{ ...custom, loginUrl: 'http://l.example' },
		],
		[
			'a Graph address with a version',
			'Microsoft Graph URL',
			{ ...custom, graphUrl: 'https://g.example/v1.0' },
		],
		['a Graph address with a user', 'Microsoft Graph URL', { ...custom, graphUrl: 'https://u@g.example' }],
		[
			'a Graph address with a password',
			'Microsoft Graph URL',
			{ ...custom, graphUrl: 'https://:p@g.example' },
		],
		[
			'plain http to a Graph host that is not this machine',
			'Microsoft Graph URL',
			{ ...custom, graphUrl: 'http://g.example' },
		],
		[
			'a Defender address of another scheme',
			'Defender for Endpoint URL',
			{ ...custom, defenderUrl: 'ftp://d.example' },
		],
		['a portal address with a query', 'Portal URL', { ...custom, portalUrl: 'https://p.example?a=b' }],
	])("for %s: '%s'", (_what, field, data) => {
		const settings = readCredentialSettings(data);
		expect(settings).toMatchObject({
			ok: false,
			failure: { kind: 'configuration', appliesTo: 'all', transient: false },
		});
		expect(settings.ok ? '' : settings.failure.cause).toContain(`'${field}'`);
	});

	it('and never shows a secret', () => {
		const settings = readCredentialSettings({ ...withSecret, clientSecret, clientId: '' });
		expect(JSON.stringify(settings)).not.toContain(clientSecret);
	});

	it('or reads it, but never throws, whatever a credential holds', () => {
		const value = fc.oneof(
			fc.jsonValue(),
			fc.constantFrom('custom', 'certificate', 'https://x.example', CLIENT_ID),
		);
		const data = fc.record(
			Object.fromEntries(Object.keys({ ...custom, ...withCertificate }).map((name) => [name, value])),
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(data, (given) => {
				expect(() => readCredentialSettings(given)).not.toThrow();
			}),
			{ numRuns: 300 },
		);
	});
});
