import { isInternalIp, isIp, isIpv4 } from '../core/ipAddress';
import type { Direction } from '../core/evidence/direction';
import { addressesOf, directionOf } from '../core/evidence/direction';
import type { Connection, Evidence, Place, Session } from '../core/evidence/evidence';
import { objects, texts } from '../core/json';
import type { EcsFields } from './ecsFields';
import { userFields } from './ecsUser';
import { hostOfUrl } from './names';

/** Who talked to whom: an end of the traffic is what roles and connections tell to be one. */
export function trafficFields(evidence: readonly Evidence[]): EcsFields {
	const [source, destination] = [endOf('source', evidence), endOf('destination', evidence)];
	const connection = evidence.find((piece) => piece.connection !== undefined)?.connection;
	return {
		...endFields('source', source, evidence),
		...endFields('destination', destination, evidence),
		...networkFields(connection, source.ip, destination.ip),
	};
}

interface End {
	ip?: string;
	port?: number;
	domain?: string;
}

/** An address and the name of something else are not told as one end. */
function endOf(direction: Direction, evidence: readonly Evidence[]): End {
	const addresses = addressesOf(evidence).filter((one) => one.direction === direction && isIp(one.address));
	const [{ address } = { address: undefined }] = addresses;
	const port = addresses.find((one) => one.address === address && one.port !== undefined)?.port;
	const named = evidence.filter(({ roles }) => directionOf(roles) === direction);
	const domain = named.map(domainIn).find((one) => one !== undefined && !isIp(one));
	return { ip: address, port, domain };
}

const domainIn = ({ kind, domain, url, device }: Evidence): string | undefined =>
	kind === 'activeDirectoryDomain'
		? undefined
		: (domain ?? (url === undefined ? undefined : hostOfUrl(url)) ?? device?.name);

function endFields(direction: Direction, end: End, evidence: readonly Evidence[]): EcsFields {
	const acts = ({ account, process, roles }: Evidence): boolean =>
		account !== undefined && process === undefined && directionOf(roles) === direction;
	const place = evidence.find(({ ip, place: known }) => ip === end.ip && known !== undefined)?.place;
	return {
		[`${direction}.address`]: end.ip ?? end.domain,
		[`${direction}.ip`]: end.ip,
		[`${direction}.port`]: end.port,
		[`${direction}.domain`]: end.domain,
		...(end.ip !== undefined && geoFields(`${direction}.geo`, place)),
		...userFields(`${direction}.user`, evidence.find(acts)?.account),
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

function networkFields(connection: Connection = {}, source?: string, destination?: string): EcsFields {
	const protocol = connection.protocol?.toLowerCase();
	const isTransport = protocol !== undefined && TRANSPORTS.has(protocol);
	const address = source ?? destination;
	return {
		'network.transport': isTransport ? protocol : undefined,
		'network.protocol': isTransport ? undefined : protocol,
		'network.type': address === undefined ? undefined : isIpv4(address) ? 'ipv4' : 'ipv6',
		'network.direction': networkDirection(source, destination),
	};
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
