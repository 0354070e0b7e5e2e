const IPV4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;
const HEX_GROUP = /^[0-9a-f]{1,4}$/i;

export const isIpv4 = (value: string): boolean => IPV4.test(value);

/** Without a zone (`%eth0`), which is of one machine only and refused by Elasticsearch. */
export function isIpv6(value: string): boolean {
	if (value.length > 45 || !value.includes(':')) return false;
	const halves = value.split('::');
	const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
	const last = groups.at(-1)?.at(-1) ?? '';
	const all = groups.flat();
	const hex = isIpv4(last) ? all.slice(0, -1) : all;
	const length = hex.length + (isIpv4(last) ? 2 : 0);
	return (
		hex.every((group) => HEX_GROUP.test(group)) &&
		(halves.length === 1 ? length === 8 : halves.length === 2 && length < 8)
	);
}

export const isIp = (value: string): boolean => isIpv4(value) || isIpv6(value);

/** Private, loopback and link-local IPv4 networks: RFC 1918, RFC 1122, RFC 3927. */
const INTERNAL_IPV4 = /^(10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168)\./;
/** Their counterparts in IPv6, in the form a URL has: loopback, unique local (RFC 4193), link-local (RFC 4291). */
const INTERNAL_IPV6 = /^\[(::1\]|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/;
/** An IPv4 address written as IPv6, in the form a URL has. */
const MAPPED = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/;

/** Whether an address is of networks that everybody has, and so means no place on the internet. */
export function isInternalIp(ip: string): boolean {
	if (isIpv4(ip)) return INTERNAL_IPV4.test(ip);
	if (!isIpv6(ip)) return false;
	const { hostname } = new URL(`http://[${ip}]`);
	const mapped = MAPPED.exec(hostname);
	return mapped === null ? INTERNAL_IPV6.test(hostname) : INTERNAL_IPV4.test(dotted(mapped.slice(1)));
}

const dotted = (groups: string[]): string =>
	groups
		.map((group) => parseInt(group, 16))
		.flatMap((bits) => [bits >> 8, bits & 255])
		.join('.');
