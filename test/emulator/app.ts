import { createHash, X509Certificate } from 'node:crypto';

import { permissionKey } from './entra/resources';
import type { App, AppOptions } from './types';
import type { AppRegistration, RegisteredCertificate, World } from './world';

/** Enough to read alerts from both APIs, app-only and delegated. */
const readAlerts = {
	application: ['SecurityAlert.Read.All', 'Alert.Read.All'],
	delegated: ['SecurityAlert.Read.All', 'Alert.Read'],
};

/** Registers an app. Throws when the client id is taken or a certificate is none. */
export function createApp(world: World, options: AppOptions): App {
	const clientId = options.clientId.toLowerCase();
	if (world.apps.has(clientId)) throw new Error(`an app has the client id ${clientId} already`);
	const { application = [], delegated = [] } = options.requiredPermissions ?? readAlerts;
	const app: AppRegistration = {
		clientId,
		displayName: options.displayName,
		secrets: [...(options.secrets ?? [])],
		certificates: (options.certificates ?? []).map(registeredCertificate),
		redirectUris: [...options.redirectUris],
		homeTenantId: options.homeTenantId.toLowerCase(),
		multiTenant: options.multiTenant ?? true,
		publicClient: options.publicClient ?? false,
		requiredApplication: application.map((name) => permissionKey(name, 'application')),
		requiredDelegated: delegated.map((name) => permissionKey(name, 'delegated')),
	};
	world.apps.set(clientId, app);
	return appControls(app);
}

function appControls(app: AppRegistration): App {
	return {
		clientId: app.clientId,
		addSecret: (secret) => void app.secrets.push(secret),
		removeSecrets: () => void (app.secrets = []),
		addCertificate: (pem) => void app.certificates.push(registeredCertificate(pem)),
		removeCertificates: () => void (app.certificates = []),
		setRedirectUris: (uris) => void (app.redirectUris = [...uris]),
	};
}

function registeredCertificate(pem: string): RegisteredCertificate {
	const certificate = new X509Certificate(pem);
	const thumbprint = (algorithm: string) => createHash(algorithm).update(certificate.raw).digest('base64url');
	return {
		publicKey: certificate.publicKey,
		sha256: thumbprint('sha256'),
		sha1: thumbprint('sha1'),
		notAfter: Date.parse(certificate.validTo),
	};
}
