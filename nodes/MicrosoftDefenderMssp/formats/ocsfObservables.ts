import type { JsonObject } from '../core/json';
import { isIp } from '../core/ipAddress';
import type { Evidence } from '../core/evidence/evidence';
import { hashesOf, userName } from './names';

/** Types of OCSF's observables. */
const TYPES = {
	hostname: { type_id: 1, type: 'Hostname' },
	ip: { type_id: 2, type: 'IP Address' },
	user: { type_id: 4, type: 'User Name' },
	url: { type_id: 6, type: 'URL String' },
	fileName: { type_id: 7, type: 'File Name' },
	hash: { type_id: 8, type: 'Hash' },
	processName: { type_id: 9, type: 'Process Name' },
} as const;

type Observed = readonly [keyof typeof TYPES, string | undefined];

/** What people pivot by, each once, of all evidence. */
export function ocsfObservables(evidence: Evidence[]): JsonObject[] {
	const found = evidence.flatMap(observedIn).flatMap(([kind, value]) => {
		return value === undefined || (kind === 'ip' && !isIp(value)) ? [] : [{ ...TYPES[kind], value }];
	});
	return [...new Map(found.map((one) => [`${one.type_id}:${one.value}`, one])).values()];
}

const observedIn = ({ device, account, file, process, ip, url, mail }: Evidence): Observed[] => [
	['hostname', device?.name],
	...(device?.ips ?? []).map((address) => ['ip', address] as const),
	['ip', device?.externalIp],
	['user', account && userName(account)],
	['fileName', file?.name],
	...hashesOf(file).map((hash) => ['hash', hash] as const),
	['processName', process?.image?.name],
	...hashesOf(process?.image).map((hash) => ['hash', hash] as const),
	['ip', ip],
	['url', url],
	...(mail?.urls ?? []).map((link) => ['url', link] as const),
];
