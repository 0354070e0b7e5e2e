import { json, type Reply } from '../http/reply';
import type { World } from '../world';
import type { Authority } from './directory';

/** The OpenID configuration; the issuer holds the tenant's GUID, also when the path names a domain. */
export function openIdConfiguration(world: World, authority: Authority, version: 'v1' | 'v2'): Reply {
	const segment = authority.kind === 'tenant' ? authority.tenant.id : authority.kind;
	const issuerTenant = authority.kind === 'tenant' ? authority.tenant.id : '{tenantid}';
	const base = `${world.urls.login}/${segment}`;
	const oauth = version === 'v2' ? `${base}/oauth2/v2.0` : `${base}/oauth2`;
	const issuer =
		version === 'v2'
			? `${world.urls.login}/${issuerTenant}/v2.0`
			: `https://sts.windows.net/${issuerTenant}/`;
	return json(200, {
		token_endpoint: `${oauth}/token`,
		token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
		jwks_uri: `${base}/discovery/${version === 'v2' ? 'v2.0/' : ''}keys`,
		response_modes_supported: ['query', 'fragment', 'form_post'],
		subject_types_supported: ['pairwise'],
		id_token_signing_alg_values_supported: ['RS256'],
		response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
		scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
		issuer,
		request_uri_parameter_supported: false,
		authorization_endpoint: `${oauth}/authorize`,
		tenant_region_scope: authority.kind === 'tenant' ? 'EU' : null,
		cloud_instance_name: 'microsoftonline.com',
		cloud_graph_host_name: 'graph.windows.net',
		msgraph_host: 'graph.microsoft.com',
	});
}

/** The public key that access and id tokens are signed with. */
export function signingKeys(world: World): Reply {
	const { kid, publicKey } = world.signingKey();
	return json(200, {
		keys: [{ ...publicKey.export({ format: 'jwk' }), kid, x5t: kid, use: 'sig', alg: 'RS256' }],
	});
}

/** MSAL's question whether a host is a known cloud. */
export function instanceDiscovery(world: World): Reply {
	const { host } = new URL(world.urls.login);
	return json(200, {
		tenant_discovery_endpoint: `${world.urls.login}/common/v2.0/.well-known/openid-configuration`,
		'api-version': '1.1',
		metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
	});
}
