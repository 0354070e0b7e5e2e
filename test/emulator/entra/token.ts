import type { Call } from '../http/listen';
import { json, type Reply } from '../http/reply';
import type { RecordedRequest } from '../types';
import type { World } from '../world';
import { authenticateClient, basicCredentials } from './clientAuthentication';
import { requireApp, type Authority } from './directory';
import { EntraError } from './errors';
import { redeemCode } from './grants/authorizationCode';
import { clientCredentials } from './grants/clientCredentials';
import { redeemRefreshToken } from './grants/refreshToken';
import { requireField } from './form';
import { entraHeaders } from './reply';
import type { TokenAnswer, TokenRequest } from './tokenRequest';

const grants: Readonly<Record<string, (request: TokenRequest) => TokenAnswer>> = {
	authorization_code: redeemCode,
	refresh_token: redeemRefreshToken,
	client_credentials: clientCredentials,
};

/** Answers a POST to a token endpoint. Throws an EntraError for every refusal. */
export function handleToken(
	world: World,
	call: Call,
	recorded: RecordedRequest,
	endpoint: { version: 'v1' | 'v2'; segment: string; authority: Authority },
): Reply {
	const form = readForm(call);
	const grantType = requireField(form, 'grant_type');
	const grant = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
	if (!grant)
		throw new EntraError(70003, { text: `The app requested an unsupported grant type '${grantType}'.` });
	if (endpoint.version === 'v2' && form.has('resource')) throw new EntraError(901002);
	if (grantType === 'client_credentials' && endpoint.authority.kind !== 'tenant')
		throw new EntraError(9001023);
	const { authorization } = call.headers;
	const clientId =
		form.get('client_id') ?? basicCredentials(authorization)?.id ?? requireField(form, 'client_id');
	const app = requireApp(world, endpoint.authority, clientId);
	const tenant = endpoint.authority.kind === 'tenant' ? endpoint.authority.tenant : undefined;
	const proofTarget = { tenant, segment: endpoint.segment };
	const clientProof = authenticateClient(world, app, { form, authorization }, proofTarget);
	const handlesClaims = declaresClaimsCapability(form.get('claims'));
	const answer = grant({ world, ...endpoint, app, clientProof, form, handlesClaims, recorded });
	return json(200, tokenBody(world, endpoint.version, answer), entraHeaders());
}

function readForm(call: Call): URLSearchParams {
	if (call.method !== 'POST') throw new EntraError(900561);
	if (call.headers.origin !== undefined) throw new EntraError(9002326);
	const isForm = /^application\/x-www-form-urlencoded\b/i.test(call.headers['content-type'] ?? '');
	// Entra does not read bodies of other types, so it misses their first parameter.
	const form = new URLSearchParams(isForm ? call.body : '');
	const repeated = [...form.keys()].find((name, index, names) => names.indexOf(name) !== index);
	if (repeated) throw new EntraError(90023, { text: `The parameter '${repeated}' was sent more than once.` });
	return form;
}

function declaresClaimsCapability(claims: string | null): boolean {
	if (!claims) return false;
	try {
		// SAFETY: optional chaining below tolerates any JSON value but null, which `?? {}` replaces.
		const parsed = (JSON.parse(claims) ?? {}) as { access_token?: { xms_cc?: { values?: unknown } } };
		const values = parsed.access_token?.xms_cc?.values;
		return Array.isArray(values) && values.some((value) => String(value).toLowerCase() === 'cp1');
	} catch {
		throw new EntraError(90023, { text: "The 'claims' parameter is not valid JSON." });
	}
}

function tokenBody(world: World, version: 'v1' | 'v2', answer: TokenAnswer): Record<string, unknown> {
	const life = world.accessTokenSeconds;
	const now = Math.floor(world.now() / 1000);
	const times =
		version === 'v2'
			? { expires_in: life, ext_expires_in: life }
			: {
					expires_in: String(life),
					ext_expires_in: String(life),
					expires_on: String(now + life),
					not_before: String(now - 300),
					resource: answer.audience,
				};
	return {
		token_type: 'Bearer',
		scope: answer.scope,
		...times,
		access_token: answer.accessToken,
		refresh_token: answer.refreshToken,
		id_token: answer.idToken,
		client_info: answer.clientInfo,
	};
}
