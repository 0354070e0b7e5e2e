import type { ApiHost, Cloud, Service } from '../core/clouds';
import { apiHost, isLoopback, serviceTitle } from '../core/clouds';
import type { Failure } from '../core/failure';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';

/**
 * Lets a URL through only if a bearer token of this service may be sent there: https, and the service's own host or one
 * of its known siblings. Plain http is for loopback hosts of cloud `custom` only. Every URL passes here, a nextLink too.
 */
export function checkHost(url: string, service: Service, cloud: Cloud): Result<URL, Failure> {
	const host = apiHost(cloud, service);
	if (!host.ok) return host;
	const target = URL.canParse(url) ? new URL(url) : undefined;
	if (target === undefined || !isSecure(target, cloud) || !belongsTo(host.value, target)) {
		return fail(foreignHost(target?.host ?? 'an unreadable address', service, cloud));
	}
	return succeed(target);
}

function isSecure({ protocol, hostname }: URL, cloud: Cloud): boolean {
	return protocol === 'https:' || (protocol === 'http:' && cloud.name === 'custom' && isLoopback(hostname));
}

function belongsTo(host: ApiHost, target: URL): boolean {
	if (target.username !== '' || target.password !== '') return false;
	return target.origin === host.url || (target.port === '' && host.siblings?.test(target.hostname) === true);
}

const foreignHost = (host: string, service: Service, cloud: Cloud): Failure => ({
	kind: 'hostNotAllowed',
	appliesTo: 'tenant',
	transient: false,
	cause: `A request to ${host} was stopped, because it is no ${serviceTitle(service)} host of cloud '${cloud.displayName}'.`,
	remedy:
		"Nothing was sent. Check 'Cloud' in the credential; with cloud 'Custom' the address must be https (or http on this machine) and the same host as configured.",
});
