/** Properties whose changes an updated event tells, in the order in which they are kept. */
export const TRACKED = [
	'status',
	'severity',
	'assignedTo',
	'classification',
	'determination',
	'incidentId',
	'evidence',
] as const;

type Tracked = (typeof TRACKED)[number];

/** The tracked properties of one version of an alert as text; `evidence` is the number of its entries. */
export type Snapshot = Partial<Record<Tracked, string>>;

/** What changed, by property; a value that is not there is absent. */
export type Changes = Partial<Record<Tracked, { from?: string; to?: string }>>;

/** The differences between two versions. A property that the later version does not tell is taken as unchanged. */
export function changesBetween(before: Snapshot, after: Snapshot): Changes {
	const changed = TRACKED.filter((name) => name in after && (before[name] ?? '') !== (after[name] ?? ''));
	return Object.fromEntries(
		changed.map((name) => [name, { ...part('from', before[name]), ...part('to', after[name]) }]),
	);
}

const part = (end: 'from' | 'to', value = ''): object => (value === '' ? {} : { [end]: value });
