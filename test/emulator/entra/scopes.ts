import { EntraError } from './errors';
import { allResources, findResource, graphResource, type ApiResource } from './resources';

/** What is asked of one API. */
export interface ResourceRequest {
	resource: ApiResource;
	/** The App ID URI as the client wrote it: it becomes the token's `aud`. */
	audience: string;
	/** Permission names; empty for `/.default`. */
	permissions: string[];
}

export interface RequestedScopes {
	oidc: string[];
	/** In the order they were asked for. */
	resources: ResourceRequest[];
}

const oidcScopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];

/**
 * Reads a scope parameter of a delegated request. Names without a URI belong to Graph.
 * Throws 500011 for unknown resources, `unknownScopeCode` for permissions that the resource does not have.
 */
export function parseScopes(scope: string, unknownScopeCode: 650053 | 70011): RequestedScopes {
	const requested: RequestedScopes = { oidc: [], resources: [] };
	for (const item of scope.split(' ').filter((text) => text !== '')) {
		if (oidcScopes.includes(item.toLowerCase())) {
			requested.oidc.push(item.toLowerCase());
			continue;
		}
		addResourceScope(requested, item, unknownScopeCode);
	}
	return requested;
}

/** Reads the scope of a client_credentials request: exactly one `<resource>/.default`. */
export function parseDefaultScope(scope: string | undefined): ResourceRequest {
	if (scope === undefined || scope.trim() === '') {
		throw new EntraError(90014, { text: "The required field 'scope' is missing from the credential." });
	}
	const items = scope.split(' ').filter((text) => text !== '');
	const [first] = items;
	if (items.some((item) => oidcScopes.includes(item.toLowerCase()))) throw new EntraError(70011);
	if (first === undefined || items.some((item) => !/\/\.default$/i.test(item))) throw new EntraError(1002012);
	if (new Set(items.map((item) => item.toLowerCase())).size > 1) throw new EntraError(28000);
	return requireResource(first.slice(0, -'/.default'.length));
}

/** The resource of a v1 `resource` parameter or a scope's URI. Throws 500011 when nobody has it. */
export function requireResource(audience: string): ResourceRequest {
	const resource = findResource(audience);
	if (!resource) {
		const text = `The resource principal named ${audience} was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`;
		throw new EntraError(500011, { text });
	}
	return { resource, audience, permissions: [] };
}

function addResourceScope(requested: RequestedScopes, item: string, unknownScopeCode: 650053 | 70011): void {
	const slash = item.lastIndexOf('/');
	const name = item.slice(slash + 1);
	const parsed = slash > 0 ? requireResource(item.slice(0, slash)) : graphRequest();
	const isDefault = name.toLowerCase() === '.default';
	const permission = parsed.resource.delegated.find((known) => known.toLowerCase() === name.toLowerCase());
	if (!isDefault && permission === undefined) {
		const text = `The application asked for scope '${name}' that doesn't exist on the resource '${parsed.resource.appId}'. Contact the app vendor.`;
		throw new EntraError(unknownScopeCode, { text });
	}
	const earlier = requested.resources.find(({ resource }) => resource.key === parsed.resource.key);
	const mixesDefault = earlier && (isDefault || earlier.permissions.length === 0);
	if (mixesDefault) {
		throw new EntraError(70011, {
			text: '.default scope can not be combined with resource-specific scopes.',
		});
	}
	const permissions = permission === undefined ? [] : [permission];
	if (earlier) earlier.permissions.push(...permissions);
	else requested.resources.push({ ...parsed, permissions });
}

function graphRequest(): ResourceRequest {
	return { resource: graphResource, audience: graphResource.uris[0] ?? '', permissions: [] };
}

/** Every resource, for consent to all registered permissions. */
export function everyResource(): ResourceRequest[] {
	return allResources.map((resource) => ({ resource, audience: resource.uris[0] ?? '', permissions: [] }));
}
