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
