import type { Cloud, CloudName } from '../core/clouds';
import { CLOUDS, customCloud, isLoopback } from '../core/clouds';
import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import type { JsonObject } from '../core/json';
import { text } from '../core/json';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { isTenantIdOrDomain } from '../core/tenant';
import type { ClientProof } from './clientProof';

/** A credential's fields, checked. */
export interface CredentialSettings {
	cloud: Cloud;
	/** GUID or domain, in lower case. */
	tenantIdOrDomain: string;
	clientId: string;
	proof: ClientProof;
	/** When the client secret ends, milliseconds since 1970; where the user told. */
	secretEndsAt?: number;
}

/** Checks the fields of either credential; the failure names the field and what belongs into it. */
export function readCredentialSettings(data: JsonObject): Result<CredentialSettings, Failure> {
	const field = (name: string) => (text(data[name]) ?? '').trim();
	const cloud = readCloud(field);
	if (!cloud.ok) return cloud;
	const tenantIdOrDomain = field('tenantId').toLowerCase();
	if (!isTenantIdOrDomain(tenantIdOrDomain)) {
		return fail(unusable('Tenant ID', "the customer's tenant GUID or a domain such as contoso.com"));
	}
	const clientId = field('clientId');
	if (clientId === '')
		return fail(unusable('Client ID', 'the application (client) ID of your app registration'));
	const proof = readProof(field);
	if (!proof.ok) return proof;
	const secretEndsAt = proof.value.kind === 'secret' ? timeOf(field('secretExpires')) : undefined;
	return succeed({ cloud: cloud.value, tenantIdOrDomain, clientId, proof: proof.value, secretEndsAt });
}

/** n8n's date fields give ISO 8601; one that cannot be read only costs the warning. */
function timeOf(date: string): number | undefined {
	const time = Date.parse(date);
	return Number.isNaN(time) ? undefined : time;
}

type Field = (name: string) => string;

function readCloud(field: Field): Result<Cloud, Failure> {
	const name = field('cloud') || 'global';
	if (name !== 'custom') {
		return isFixedCloud(name)
			? succeed(CLOUDS[name])
			: fail(unusable('Cloud', 'one of the clouds in the list'));
	}
	const hosts = {
		loginUrl: field('loginUrl'),
		graphUrl: field('graphUrl'),
		defenderUrl: field('defenderUrl'),
		portalUrl: field('portalUrl'),
	};
	const wrong = CUSTOM_ADDRESSES.find(({ name: key, optional }) => !isOrigin(hosts[key], optional));
	return wrong === undefined ? succeed(customCloud(hosts)) : fail(unusable(wrong.label, ADDRESS));
}

const isFixedCloud = (name: string): name is Exclude<CloudName, 'custom'> => Object.hasOwn(CLOUDS, name);

const ADDRESS = 'an https address without a path, such as https://proxy.example.com';

const CUSTOM_ADDRESSES = [
	{ name: 'loginUrl', label: 'Login URL', optional: false },
	{ name: 'graphUrl', label: 'Microsoft Graph URL', optional: false },
	{ name: 'defenderUrl', label: 'Defender for Endpoint URL', optional: false },
	{ name: 'portalUrl', label: 'Portal URL', optional: true },
] as const;

function isOrigin(address: string, optional: boolean): boolean {
	if (address === '') return optional;
	if (!URL.canParse(address)) return false;
	const { protocol, hostname, pathname, search, username, password } = new URL(address);
	const secure = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
	return secure && pathname === '/' && search === '' && username === '' && password === '';
}

function readProof(field: Field): Result<ClientProof, Failure> {
	if (field('clientCredentialType') === 'certificate') {
		const [certificate, privateKey, passphrase] = [
			field('certificate'),
			field('privateKey'),
			field('passphrase'),
		];
		if (certificate === '') return fail(unusable('Certificate', 'the certificate as PEM text'));
		if (privateKey === '') return fail(unusable('Private Key', "the certificate's private key as PEM text"));
		return succeed({ kind: 'certificate', certificate, privateKey, passphrase });
	}
	const clientSecret = field('clientSecret');
	if (clientSecret === '') return fail(unusable('Client Secret', "the secret's value (not its ID)"));
	return succeed({ kind: 'secret', clientSecret });
}

const unusable = (label: string, expected: string): Failure =>
	configurationFailure(`'${label}' in the credential cannot be used.`, `Put ${expected} into '${label}'.`);
