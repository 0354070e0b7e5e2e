import { isInternalIp, isIp, isIpv4 } from '../core/ipAddress';
import type { Direction } from '../core/evidence/direction';
import { addressesOf, directionOf } from '../core/evidence/direction';
import type { Account, Evidence, Place, Session } from '../core/evidence/evidence';
import { objects, texts } from '../core/json';
import type { EcsFields } from './ecsFields';
import { isPerson, userFields } from './ecsUser';
import { hostOfUrl } from './names';

/** Who talked to whom: the ends of a connection, else what roles and the sender of a mail tell to be an end. */
export function trafficFields(evidence: readonly Evidence[]): EcsFields {
	const connected = evidence.find(({ connection }) => connection !== undefined);
	const [source, destination] = (['source', 'destination'] as const).map((direction) =>
		connected === undefined ? endOf(direction, evidence) : endOf(direction, [connected]),
	);
	return {
		...endFields('source', source, evidence),
		...endFields('destination', destination, evidence),
		...(connected !== undefined && {
			...protocolFields(connected.connection?.protocol),
			'network.type': ipVersion(source?.ip ?? destination?.ip),
			'network.direction': networkDirection(source?.ip, destination?.ip),
		}),
	};
}

interface End {
	ip?: string;
	port?: number;
	domain?: string;
	user?: Account;
}

/** What plays other parts is not told as one end: a server that commands, and the device that it attacks. */
function endOf(direction: Direction, evidence: readonly Evidence[]): End {
	const addresses = addressesOf(evidence).filter((one) => one.direction === direction && isIp(one.address));
	const { address, port } = addresses[0] ?? {};
	const directed = evidence.flatMap((piece) => {
		const role = piece.roles.find((one) => directionOf([one]) === direction);
		return role === undefined ? [] : [{ piece, role }];
	});
	const leading = directed.find(({ piece }) => address === undefined || piece.ip === address);
	const alike = directed.filter(({ role }) => role === leading?.role).map(({ piece }) => piece);
	return {
		ip: address,
		port,
		domain: alike.map(hostIn).find((host) => host !== undefined && !isIp(host)),
		user: alike.find(isPerson)?.account,
	};
}

const hostIn = ({ kind, domain, url, device }: Evidence): string | undefined =>
	kind === 'activeDirectoryDomain'
		? undefined
		: (domain ?? (url === undefined ? undefined : hostOfUrl(url)) ?? device?.name);

function endFields(direction: Direction, end: End | undefined, evidence: readonly Evidence[]): EcsFields {
	if (end === undefined) return {};
	const located = evidence.find(({ ip, place }) => ip !== undefined && ip === end.ip && place !== undefined);
	return {
		[`${direction}.address`]: end.ip ?? end.domain,
		[`${direction}.ip`]: end.ip,
		[`${direction}.port`]: end.port,
		[`${direction}.domain`]: end.domain,
		...geoFields(`${direction}.geo`, located?.place),
		...userFields(`${direction}.user`, end.user),
	};
}

/** Where an address is on the map. */
export const geoFields = (prefix: string, place: Place = {}): EcsFields => ({
	[`${prefix}.country_iso_code`]: place.countryCode,
	[`${prefix}.country_name`]: place.country,
	[`${prefix}.region_name`]: place.state,
	[`${prefix}.city_name`]: place.city,
	[`${prefix}.location`]: pointOf(place),
});

/** Elasticsearch refuses a document with a point that is not on the globe. */
function pointOf({ latitude, longitude }: Place): { lat: number; lon: number } | undefined {
	if (latitude === undefined || longitude === undefined) return undefined;
	return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
		? { lat: latitude, lon: longitude }
		: undefined;
}

const TRANSPORTS: ReadonlySet<string> = new Set(['tcp', 'udp', 'icmp', 'ipv6-icmp', 'igmp', 'sctp']);

function protocolFields(written: string | undefined): EcsFields {
	const protocol = written?.toLowerCase();
	return TRANSPORTS.has(protocol ?? '')
		? { 'network.transport': protocol }
		: { 'network.protocol': protocol };
}

function ipVersion(address: string | undefined): string | undefined {
	if (address === undefined) return undefined;
	return isIpv4(address) ? 'ipv4' : 'ipv6';
}

/** By whether the ends are in networks that everybody has. */
function networkDirection(source?: string, destination?: string): string | undefined {
	if (source === undefined || destination === undefined) return undefined;
	if (isInternalIp(source)) return isInternalIp(destination) ? 'internal' : 'outbound';
	return isInternalIp(destination) ? 'inbound' : 'external';
}

/** A name that was looked up, with the addresses that it stands for. */
export const dnsFields = ({ domain, raw }: Partial<Evidence>): EcsFields => ({
	'dns.question.name': domain,
	'dns.resolved_ip': texts(objects(raw?.ipAddresses).map(({ ipAddress }) => ipAddress)).filter(isIp),
});

/** What somebody was logged on with. */
export const sessionFields = (session: Session = {}): EcsFields => ({
	'user_agent.original': session.userAgent,
	'user_agent.name': session.browser,
	'user_agent.device.name': session.device,
	'user_agent.os.full': session.os,
});
