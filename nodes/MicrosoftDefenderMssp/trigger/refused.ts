import type { SourceName } from '../sources/source';
import type { Connection } from '../transport/connection';
import { partitionKey } from './state';

/** What a service refused is tried again after so long (ms), because it may be mended: links sooner, which lead further than counting. */
const REFUSED_MS = { order: 24 * 3_600_000, links: 3_600_000 };

type Refused = keyof typeof REFUSED_MS;

/** Who is read, and what is remembered of what its service refused. */
interface Asking {
	source: { name: SourceName };
	tenantId: string;
	connection: Pick<Connection, 'now'>;
	/** See `PollMemory`. */
	refused: Map<string, number>;
}

const refusedKey = ({ source, tenantId }: Asking, what: Refused): string =>
	`${partitionKey(source.name, tenantId)}|${what}`;

/** Remembers that the customer's service refused to sort or to follow its own links. */
export function noteRefused(asking: Asking, what: Refused): void {
	asking.refused.set(refusedKey(asking, what), asking.connection.now());
}

/** Whether it refused that lately. */
export function hasRefused(asking: Asking, what: Refused): boolean {
	const age = asking.connection.now() - (asking.refused.get(refusedKey(asking, what)) ?? -Infinity);
	return age >= 0 && age < REFUSED_MS[what];
}
