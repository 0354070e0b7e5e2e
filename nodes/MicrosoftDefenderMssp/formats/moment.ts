import { normalizeTimestamp, timestampToMs } from '../core/timestamp';

/** Milliseconds since 1970 of a time as the services send it; undefined if it is none. */
export function epochMs(value: string | undefined): number | undefined {
	const normalized = normalizeTimestamp(value);
	return normalized === undefined ? undefined : timestampToMs(normalized);
}
