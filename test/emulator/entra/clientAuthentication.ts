import { timingSafeEqual, createHash } from 'node:crypto';

import type { AppRegistration, World } from '../world';
import { verifyAssertion, type AssertionTarget } from './assertion';
import { EntraError } from './errors';

/** How the client proved itself, as `appidacr` says it: nothing, secret, certificate. */
export type ClientProof = '0' | '1' | '2';

/** Client id and secret of an HTTP Basic header, both form-encoded inside (RFC 6749, 2.3.1). */
export function basicCredentials(
	authorization: string | undefined,
): { id: string; secret: string } | undefined {
	const encoded = /^basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	const fields = new URLSearchParams(`id=${text.slice(0, colon)}&secret=${text.slice(colon + 1)}`);
	return colon < 0 ? undefined : { id: fields.get('id') ?? '', secret: fields.get('secret') ?? '' };
}

/** Proves the client or throws: 7000218 nothing sent, 7000215 wrong, 7000222 expired, 700025 public client. */
export function authenticateClient(
	world: World,
	app: AppRegistration,
	credentials: { form: URLSearchParams; authorization?: string },
	target: AssertionTarget,
): ClientProof {
	const { form, authorization } = credentials;
	const secret = form.get('client_secret') ?? basicCredentials(authorization)?.secret;
	const assertion = form.get('client_assertion');
	if (app.publicClient) {
		if (secret !== undefined || assertion !== null) throw new EntraError(700025);
		return '0';
	}
	const ways = [form.get('client_secret'), basicCredentials(authorization)?.secret, assertion].filter(
		Boolean,
	);
	if (ways.length > 1) throw new EntraError(90023, { text: 'More than one client authentication was sent.' });
	if (assertion) {
		verifyAssertion(world, app, form, target);
		return '2';
	}
	if (!secret) throw new EntraError(7000218);
	verifySecret(world, app, secret);
	return '1';
}

function verifySecret(world: World, app: AppRegistration, secret: string): void {
	const known = app.secrets.find(({ value }) => sameText(value, secret));
	if (!known) {
		const text = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.clientId}'.`;
		throw new EntraError(7000215, { text });
	}
	if (known.expiresAt !== undefined && known.expiresAt <= world.now()) throw new EntraError(7000222);
}

function sameText(left: string, right: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(left), digest(right));
}
