import type { Evidence, Place } from '../../core/evidence/evidence';
import { defangHost, defangUrl, oneLine } from '../text';
import type { EvidenceTable, Told } from './told';
import { namedOrIdentified, told, toldTogether } from './told';

/** Addresses, and who talks to whom. */
export const NETWORK_WORDS: EvidenceTable = {
	ip: { label: 'IP', tell: ({ ip, name, place }) => [...told(ip ?? name), ...toldPlace(place)] },
	url: { label: 'URL', tell: ({ url, name }) => toldUrl(url ?? name) },
	dns: { label: 'DNS name', tell: ({ domain, name }) => told(domain ?? name, '', defangHost) },
	networkConnection: { label: 'connection', tell: tellConnection },
};

/** An address that nobody can click. */
export const toldUrl = (url: string | undefined, before = ''): Told[] =>
	told(url, before, (value) => defangUrl(oneLine(value)));

const toldPlace = ({ city, state, country, countryCode }: Place = {}): Told[] =>
	toldTogether([city, state, country ?? countryCode], (known) => known.join(', '));

function tellConnection(piece: Evidence): Told[] {
	const { connection: { source, sourcePort, destination, destinationPort, protocol } = {}, name } = piece;
	const ends = [source, textOf(sourcePort), destination, textOf(destinationPort)];
	const path = toldTogether(ends, () => name ?? '');
	return [...(path.length === 0 ? namedOrIdentified(piece) : path), ...told(protocol, '', upperCase)];
}

const textOf = (port: number | undefined): string | undefined =>
	port === undefined ? undefined : String(port);

const upperCase = (value: string): string => value.toUpperCase();
