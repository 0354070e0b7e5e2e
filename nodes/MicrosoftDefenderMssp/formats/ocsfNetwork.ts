import type { Connection, Evidence, Place } from '../core/evidence/evidence';
import { directionOf } from '../core/evidence/direction';
import { isIp } from '../core/ipAddress';
import type { JsonObject } from '../core/json';
import { present } from './present';

/** OCSF takes no address that is longer, though there is one way to write an IPv6 address with more. */
const LONGEST_IP = 40;

/** The address, if OCSF takes it for one. */
export const ipOf = (value: string | undefined): string | undefined =>
	value !== undefined && value.length <= LONGEST_IP && isIp(value) ? value : undefined;

/** The ends of traffic that a piece of evidence names: by its roles, as ends of a connection, as who sent a mail. */
export function ocsfTraffic({ ip, place, roles, mail, connection }: Evidence): JsonObject {
	if (connection !== undefined) return connectionOf(connection);
	if (mail !== undefined) return { src_endpoint: endpointOf(mail.senderIp) };
	const direction = directionOf(roles);
	if (direction === undefined) return {};
	const end = endpointOf(ip, undefined, place);
	return direction === 'source' ? { src_endpoint: end } : { dst_endpoint: end };
}

function connectionOf(connection: Connection): JsonObject {
	const { source, sourcePort, destination, destinationPort, protocol } = connection;
	return {
		src_endpoint: endpointOf(source, sourcePort),
		dst_endpoint: endpointOf(destination, destinationPort),
		// Graph does not say which of the ends is the customer's.
		connection_info:
			protocol === undefined ? undefined : { protocol_name: protocol, direction_id: 0, direction: 'Unknown' },
	};
}

const LAST_PORT = 65_535;

function endpointOf(address: string | undefined, port?: number, place?: Place): JsonObject | undefined {
	const ip = ipOf(address);
	if (ip === undefined) return undefined;
	const isPort = port !== undefined && port <= LAST_PORT;
	return present({ ip, port: isPort ? port : undefined, location: place && locationOf(place) });
}

/** OCSF wants the code of the country, and not coordinates alone. */
function locationOf({ city, state, countryCode, latitude, longitude }: Place): JsonObject | undefined {
	const named = present({ city, region: state, country: countryCode });
	return named && present({ ...named, lat: latitude, long: longitude });
}
