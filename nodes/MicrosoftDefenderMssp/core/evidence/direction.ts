import type { Evidence } from './evidence';

export type Direction = 'destination' | 'source';

/** What the roles of evidence say of traffic. Source: Graph `evidenceRole`. */
const DIRECTIONS: ReadonlyMap<string, Direction> = new Map([
	['source', 'source'],
	['attacker', 'source'],
	['destination', 'destination'],
	['commandAndControl', 'destination'],
	['attacked', 'destination'],
]);

/** Which end of the traffic something is, by its roles; undefined where they do not say. */
export const directionOf = (roles: readonly string[]): Direction | undefined =>
	roles.map((role) => DIRECTIONS.get(role)).find((direction) => direction !== undefined);

/** An address, and which end of the traffic it is where that is known. Not checked to be one. */
export interface Address {
	address: string;
	direction?: Direction;
	port?: number;
}

/** The addresses that evidence is about, in its order: who sent a mail and where a connection begins is a source. */
export const addressesOf = (evidence: readonly Evidence[]): Address[] => evidence.flatMap(addressesIn);

function addressesIn({ ip, roles, mail, connection }: Evidence): Address[] {
	const found: Address[] = [];
	if (ip !== undefined) found.push({ address: ip, direction: directionOf(roles) });
	if (mail?.senderIp !== undefined) found.push({ address: mail.senderIp, direction: 'source' });
	if (connection?.source !== undefined) {
		found.push({ address: connection.source, direction: 'source', port: connection.sourcePort });
	}
	if (connection?.destination !== undefined) {
		found.push({
			address: connection.destination,
			direction: 'destination',
			port: connection.destinationPort,
		});
	}
	return found;
}
