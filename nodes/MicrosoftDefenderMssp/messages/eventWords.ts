import type { JsonObject } from '../core/json';
import { isJsonObject, text } from '../core/json';
import { entryOf } from '../core/knownWords';
import { TRACKED } from '../core/snapshot';
import { shown, titleCase } from './words';

/** What happened to the alert or incident, in a few words; an item that was asked for has no event. */
export function eventWords(noun: 'alert' | 'incident', event: unknown): string {
	const { type, alreadyResolved }: JsonObject = isJsonObject(event) ? event : {};
	const name = titleCase(noun);
	if (type === 'created') return alreadyResolved === true ? `New ${noun}, already resolved` : `New ${noun}`;
	return type === 'updated' || type === 'resolved' ? `${name} ${type}` : name;
}

type Tracked = (typeof TRACKED)[number];

const LABELS: Record<Tracked, string> = {
	status: 'status',
	severity: 'severity',
	assignedTo: 'assigned to',
	classification: 'classification',
	determination: 'determination',
	incidentId: 'incident',
	evidence: 'evidence entries',
};

/** "status New → In Progress, …" of an updated event; undefined where nothing is known to have changed. */
export function changeWords(event: unknown): string | undefined {
	const changes = isJsonObject(event) && isJsonObject(event.changes) ? event.changes : {};
	const told = TRACKED.flatMap((name) => {
		const change = entryOf(changes, name);
		if (!isJsonObject(change)) return [];
		const [from, to] = [change.from, change.to].map((value) => wordOf(name, value));
		return [`${LABELS[name]} ${from} → ${to}`];
	});
	return told.length === 0 ? undefined : told.join(', ');
}

/** The tracked properties whose values are words of the service, and not names or numbers. */
const ENUMS: readonly Tracked[] = ['status', 'severity', 'classification', 'determination'];

function wordOf(name: Tracked, value: unknown): string {
	const word = text(value) ?? 'none';
	return shown(ENUMS.includes(name) ? titleCase(word) : word, 80) ?? 'none';
}
