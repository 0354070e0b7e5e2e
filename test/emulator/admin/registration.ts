import type { AppOptions, TenantOptions, UserOptions } from '../types';
import { AdminInputError, jsonObject, type Json } from './input';

/** An app registration, as `addApp` takes it. */
export function parseApp(body: unknown): AppOptions {
	const app = jsonObject(body);
	requireTexts(app, ['clientId', 'displayName', 'homeTenantId']);
	requireTextList(app, 'redirectUris');
	// SAFETY: the required properties were checked; the optional ones are checked where they are used.
	return app as unknown as AppOptions;
}

/** A tenant, as `addTenant` takes it. */
export function parseTenant(body: unknown): TenantOptions {
	const tenant = jsonObject(body);
	requireTexts(tenant, ['id', 'displayName']);
	requireTextList(tenant, 'domains');
	// SAFETY: as above.
	return tenant as unknown as TenantOptions;
}

/** A user, as `addUser` takes it. */
export function parseUser(body: unknown): UserOptions {
	const user = jsonObject(body);
	requireTexts(user, ['upn', 'displayName']);
	// SAFETY: as above.
	return user as unknown as UserOptions;
}

function requireTexts(body: Json, properties: readonly string[]): void {
	const missing = properties.filter((property) => typeof body[property] !== 'string');
	if (missing.length > 0) throw new AdminInputError(`missing: ${missing.join(', ')}`);
}

function requireTextList(body: Json, property: string): void {
	const value = body[property];
	if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return;
	throw new AdminInputError(`'${property}' must be an array of strings`);
}
