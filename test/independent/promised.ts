import type { EventType, Settings } from './history';
import type { Execution } from './n8n';
import type { Filters, SecurityRecord, Version } from './records';
import { lastOf, msOf, passes, sinceResolved } from './records';

/** An item that arrived. */
export interface Delivery {
	execution: Execution;
	type: EventType;
	id: string;
	version?: Version;
	/** An incident that came without its alerts, because the service took too long over them. */
	isBare?: boolean;
}

interface Circumstances {
	/** From when on the customer's alerts must come. */
	since: number;
	now: number;
	settings: Settings;
}

/** The sweep looks back 24 hours; what becomes visible later than this is promised to nobody. */
const LATEST = 23 * 3_600_000;

/** What docs/delivery.md promises of this record and has not come. */
export function owed(
	record: SecurityRecord,
	came: Delivery[],
	{ since, now, settings }: Circumstances,
): string | undefined {
	const final = lastOf(record);
	const isHidden = record.foreign ?? record.timeless ?? final.visibleFrom > now;
	if (isHidden || !passes(final, settings.filters)) return undefined;
	const isIn = (at: string, { visibleFrom }: Version): boolean =>
		msOf(at) >= since && visibleFrom - msOf(at) <= LATEST;
	const { createdAt, versions, kind } = record;
	const isNew = isIn(createdAt, versions[0]);
	const isNews = isIn(final.at, final);
	const missed =
		(isNew ? missedCreation(versions, came, settings) : undefined) ??
		(isNews ? missedUpdate(final, came, settings) : undefined) ??
		(isNews ? missedResolution(versions, came, settings, since) : undefined);
	return missed === undefined ? undefined : `${kind} ${missed}`;
}

/** Whether this may come; what only its alerts could tell of an incident holds back none that came without them. */
export const mayPass = ({ version, isBare }: Delivery, { minimumSeverity, ...ofAlerts }: Filters): boolean =>
	version === undefined || passes(version, isBare ? { minimumSeverity } : { minimumSeverity, ...ofAlerts });

function missedCreation(
	versions: Version[],
	came: Delivery[],
	{ triggerOn, filters }: Settings,
): string | undefined {
	const gaps = versions
		.slice(1)
		.map(({ visibleFrom }, index) => visibleFrom - msOf(versions[index]?.at ?? ''));
	// It passed the filter all along, or was remembered when it did for the first time.
	const isDue = versions.every((version) => passes(version, filters)) || gaps.every((gap) => gap <= LATEST);
	const isMissed = triggerOn.includes('created') && isDue && !came.some(({ type }) => type === 'created');
	return isMissed ? `as created${changed(versions)}` : undefined;
}

function changed(versions: Version[]): string {
	const [first, last] = [versions.at(0), versions.at(-1)];
	const names = (['severity', 'group', 'status'] as const).filter((name) => first?.[name] !== last?.[name]);
	return names.length === 0 ? '' : `, after a change of ${names.join(' and ')}`;
}

function missedUpdate(final: Version, came: Delivery[], { triggerOn }: Settings): string | undefined {
	const isTold = final.status !== 'resolved' || triggerOn.includes('resolved');
	const isMissed = triggerOn.includes('updated') && isTold && !came.some(({ version }) => version === final);
	return isMissed ? 'in its last version' : undefined;
}

function missedResolution(
	versions: Version[],
	came: Delivery[],
	{ triggerOn, filters }: Settings,
	since: number,
): string | undefined {
	const resolved = sinceResolved(versions);
	const isDue = msOf(resolved[0]?.at ?? '') >= since && resolved.every((version) => passes(version, filters));
	const tellsIt = ({ type, version }: Delivery): boolean =>
		type === 'resolved' || (type === 'created' && version?.status === 'resolved');
	return triggerOn.includes('resolved') && isDue && !came.some(tellsIt) ? 'as resolved' : undefined;
}
