import type { AppRegistration, RegisteredCertificate, TenantState, World } from '../world';
import { EntraError } from './errors';
import { decodeJwt, verifyJwt, type DecodedJwt, type JwtAlgorithm } from './jwt';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Entra tolerates this much clock difference on `nbf`; none is granted on `exp`. */
const clockSkewSeconds = 300;

/** Where an assertion was presented: the audience it must name. */
export interface AssertionTarget {
	tenant?: TenantState;
	/** The path segment the client used. */
	segment: string;
}

/**
 * Checks a certificate assertion as Entra does: registered certificate, signature, audience = this tenant's token
 * endpoint, issuer = subject = client, validity, and one use of each `jti`.
 */
export function verifyAssertion(
	world: World,
	app: AppRegistration,
	form: URLSearchParams,
	target: AssertionTarget,
): void {
	if (form.get('client_assertion_type') !== assertionType) {
		throw new EntraError(900144, {
			text: "The request body must contain the following parameter: 'client_assertion_type'.",
		});
	}
	const jwt = decodeJwt(form.get('client_assertion') ?? '');
	if (!jwt) throw new EntraError(50027);
	verifySignature(world, app, jwt);
	verifyClaims(world, app, jwt.claims, target);
	refuseReplay(world, app, jwt.claims);
}

function verifySignature(world: World, app: AppRegistration, jwt: DecodedJwt): void {
	const algorithm = algorithmOf(jwt);
	const certificate = findCertificate(app, jwt);
	if (!certificate) throw new EntraError(700027);
	if (certificate.notAfter <= world.now()) {
		throw new EntraError(700027, {
			text: 'The certificate used to sign the client assertion has expired. [Reason - The key used is expired.]',
		});
	}
	if (!verifyJwt(jwt, algorithm, certificate.publicKey)) {
		throw new EntraError(700027, { text: 'Client assertion failed signature validation.' });
	}
}

function algorithmOf({ header }: DecodedJwt): JwtAlgorithm {
	const { alg, typ } = header;
	const typeIsRight = typeof typ === 'string' && typ.toUpperCase() === 'JWT';
	if (typeIsRight && (alg === 'PS256' || alg === 'RS256')) return alg;
	throw new EntraError(50027, {
		text: 'JWT token is invalid or malformed: the header must name alg PS256 or RS256 and typ JWT.',
	});
}

function findCertificate(app: AppRegistration, { header }: DecodedJwt): RegisteredCertificate | undefined {
	const sha256 = header['x5t#S256'];
	if (sha256 !== undefined) return app.certificates.find((certificate) => certificate.sha256 === sha256);
	return app.certificates.find((certificate) => certificate.sha1 === header.x5t);
}

function verifyClaims(
	world: World,
	app: AppRegistration,
	claims: Record<string, unknown>,
	target: AssertionTarget,
): void {
	const { iss, sub, aud, exp, nbf, jti } = claims;
	const isClient = (value: unknown) => typeof value === 'string' && value.toLowerCase() === app.clientId;
	if (!isClient(iss) || !isClient(sub)) throw new EntraError(700021);
	if (typeof aud !== 'string' || !acceptedAudiences(world, target).includes(aud.toLowerCase())) {
		throw new EntraError(700023);
	}
	if (typeof exp !== 'number' || typeof jti !== 'string' || jti === '') throw new EntraError(50027);
	const now = world.now() / 1000;
	const startsLater = typeof nbf === 'number' && nbf > now + clockSkewSeconds;
	if (exp <= now || startsLater) throw new EntraError(700024);
}

/** The token endpoints of this tenant (v2, v1) and its v2 issuer, by id, domain or the segment in use. */
function acceptedAudiences(world: World, { tenant, segment }: AssertionTarget): string[] {
	const names = [segment, ...(tenant ? [tenant.id, ...tenant.domains] : [])];
	return names.flatMap((name) =>
		['oauth2/v2.0/token', 'oauth2/token', 'v2.0'].map((path) =>
			`${world.urls.login}/${name}/${path}`.toLowerCase(),
		),
	);
}

function refuseReplay(world: World, app: AppRegistration, { jti, exp }: Record<string, unknown>): void {
	const now = world.now() / 1000;
	for (const [key, until] of world.usedAssertions) if (until < now) world.usedAssertions.delete(key);
	const key = `${app.clientId}:${String(jti)}`;
	if (world.usedAssertions.has(key)) throw new EntraError(50012);
	world.usedAssertions.set(key, Number(exp));
}
