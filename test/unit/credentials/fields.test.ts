import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { MicrosoftDefenderMsspAppApi } from '../../../credentials/MicrosoftDefenderMsspAppApi.credentials';
import { MicrosoftDefenderMsspOAuth2Api } from '../../../credentials/MicrosoftDefenderMsspOAuth2Api.credentials';
import { readCredentialSettings } from '../../../nodes/MicrosoftDefenderMssp/auth/credentialSettings';
import { CLOUDS, customCloud } from '../../../nodes/MicrosoftDefenderMssp/core/clouds';
import { text } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { cloudFields } from '../../../nodes/MicrosoftDefenderMssp/descriptions/credentialFields';
import { CLIENT_ID, CONTOSO } from '../core/builders';
import { resolveCredential } from './resolve';

const app = new MicrosoftDefenderMsspAppApi();
const oAuth2 = new MicrosoftDefenderMsspOAuth2Api();
/** What n8n's own type `oAuth2Api` brings, and the passphrase, which n8n's sign-in could not use. */
const INHERITED = ['clientId', 'passphrase'];

const field = (name: string) => cloudFields.find((property) => property.name === name);
const valuesOf = ({ options = [] }: INodeProperties) =>
	options.flatMap((option) => ('value' in option ? [[option.value, option.name]] : []));

describe('the fields of the clouds', () => {
	it('offer every cloud of the table by its name, and own hosts', () => {
		const cloud = field('cloud');
		const expected = Object.values(CLOUDS).map(({ name, displayName }) => [name, displayName]);
		expect(cloud && valuesOf(cloud).sort()).toEqual([...expected, ['custom', 'Custom']].sort());
		expect(cloud?.default).toBe('global');
	});

	it('begin with the hosts of the global cloud, so that only what differs has to be typed', () => {
		const { loginUrl, portalUrl, graph, defender } = CLOUDS.global;
		const typed = Object.fromEntries(cloudFields.map(({ name, default: preset }) => [name, preset]));
		expect(typed).toMatchObject({
			loginUrl,
			portalUrl,
			graphUrl: graph.url,
			defenderUrl: defender?.url,
		});
	});

	it('left as they are make own hosts the same as the global ones', () => {
		const [loginUrl, graphUrl, defenderUrl, portalUrl] = [
			'loginUrl',
			'graphUrl',
			'defenderUrl',
			'portalUrl',
		].map((name) => text(field(name)?.default));
		if (!loginUrl || !graphUrl || !defenderUrl || !portalUrl) throw new Error('A field is missing.');
		const { defender, ...cloud } = customCloud({ loginUrl, graphUrl, defenderUrl, portalUrl });
		expect(cloud).toEqual({ ...CLOUDS.global, name: 'custom', displayName: 'Custom', defender: undefined });
		expect({ ...defender, siblings: undefined }).toEqual({ ...CLOUDS.global.defender, siblings: undefined });
	});

	it.each(['loginUrl', 'graphUrl', 'defenderUrl', 'portalUrl'])('show %s for own hosts only', (name) => {
		const property = field(name);
		if (property === undefined) throw new Error('The field is missing.');
		const shown = (cloud: string) => NodeHelpers.displayParameter({ cloud }, property, null, null);
		expect([shown('custom'), shown('global'), shown('china')]).toEqual([true, false, false]);
	});
});

/** Every combination that changes which fields are shown. */
const forms: Array<[string, ICredentialType, Record<string, string>]> = [
	...['global', 'custom'].flatMap((cloud) =>
		['secret', 'certificate'].map(
			(clientCredentialType): [string, ICredentialType, Record<string, string>] => [
				`app, ${clientCredentialType}, cloud ${cloud}`,
				app,
				{ cloud, clientCredentialType },
			],
		),
	),
	...['global', 'custom'].flatMap((cloud) =>
		['clientSecret', 'certificate'].map(
			(clientCredentialType): [string, ICredentialType, Record<string, string>] => [
				`signed-in user, ${clientCredentialType}, cloud ${cloud}`,
				oAuth2,
				{ cloud, clientCredentialType, accessLevel: 'read' },
			],
		),
	),
];

const FILLED: Record<string, string> = { tenantId: CONTOSO.id, clientId: CLIENT_ID };

/** A form with every required field filled, as n8n hands it to the node. */
function fill({ properties }: ICredentialType, choice: Record<string, string>) {
	const shown = properties.filter((property) => NodeHelpers.displayParameter(choice, property, null, null));
	const required = shown.filter((property) => property.required === true);
	const texts = required.map(({ name, default: preset }): [string, string] => [
		name,
		FILLED[name] ?? text(preset) ?? 'x',
	]);
	const stored = { ...Object.fromEntries(texts), ...choice };
	const inherited = { clientId: CLIENT_ID };
	const data = { ...inherited, ...resolveCredential(properties, stored) };
	return { shown, required, data };
}

describe.each(forms)('the form of: %s', (_title, type, choice) => {
	const { shown, required, data } = fill(type, choice);

	it('can be used when every required field is filled', () => {
		expect(readCredentialSettings(data)).toMatchObject({ ok: true });
	});

	it('asks for every field without which it cannot be used', () => {
		const optional = shown.filter((property) => !required.includes(property) && property.type === 'string');
		const needed = optional.filter(({ name }) => !readCredentialSettings({ ...data, [name]: '' }).ok);
		expect(needed.map(({ name }) => name)).toEqual([]);
	});

	it.each(required.map(({ displayName, name }) => [displayName, name]))(
		"is told by its label when '%s' is empty",
		(displayName, name) => {
			const settings = readCredentialSettings({ ...data, [name]: '' });
			expect(settings.ok ? '' : settings.failure.cause).toContain(`'${displayName}'`);
		},
	);

	it('shows every field that the node reads', () => {
		const known = [...shown.map(({ name }) => name), ...(type === oAuth2 ? INHERITED : [])];
		const read = new Set<string>();
		const watched = new Proxy(data, {
			get: (target, name) => {
				if (typeof name === 'string') read.add(name);
				return Reflect.get(target, name) as unknown;
			},
		});
		readCredentialSettings(watched);
		expect([...read].filter((name) => !known.includes(name))).toEqual([]);
	});
});

describe('secrets', () => {
	it.each(['clientSecret', 'privateKey', 'passphrase'])('are hidden behind dots: %s', (name) => {
		const property = app.properties.find((entry) => entry.name === name);
		expect(property?.typeOptions?.password).toBe(true);
	});

	it("of the app are not lent to other nodes, because they open every customer's tenant", () => {
		expect(app.restrictToSupportedNodes).toBe(true);
	});
});
