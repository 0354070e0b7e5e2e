/** One version of an alert or incident. */
export interface Version {
	/** Its last update, UTC with seven fraction digits. */
	at: string;
	/** From when on the API shows it; milliseconds since 1970. */
	visibleFrom: number;
	status: 'new' | 'inProgress' | 'resolved';
	severity: 'low' | 'medium' | 'high';
	assignedTo?: string;
	/** Device group of its device; unknown at first. */
	group?: string;
}

/** An alert or an incident of a customer, with all that ever became of it. */
export interface SecurityRecord {
	id: string;
	kind: 'alert' | 'incident';
	createdAt: string;
	/** Oldest first; each becomes visible after the one before. */
	versions: [Version, ...Version[]];
	/** The API leaves its update time out. */
	timeless?: true;
	/** The row names another tenant as its own. */
	foreign?: true;
	/** It is dated hours into the future. */
	ahead?: true;
}

export interface Filters {
	minimumSeverity?: Version['severity'];
	deviceGroups?: string[];
}

const SEVERITIES = ['low', 'medium', 'high'];

export function passes(
	{ severity, group }: Version,
	{ minimumSeverity = 'low', deviceGroups }: Filters,
): boolean {
	const isSevere = SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(minimumSeverity);
	return isSevere && (deviceGroups === undefined || (group !== undefined && deviceGroups.includes(group)));
}

/** The version that the API shows at this moment. */
export const shownAt = ({ versions }: SecurityRecord, now: number): Version | undefined =>
	[...versions].reverse().find(({ visibleFrom }) => visibleFrom <= now);

export const lastOf = ({ versions }: SecurityRecord): Version => versions.at(-1) ?? versions[0];

/** A moment as Microsoft tells it: UTC, steps of 100 ns (`ticks` of them beyond the millisecond). */
export const stamp = (ms: number, ticks = 0): string =>
	`${new Date(ms).toISOString().slice(0, -1)}${String(ticks).padStart(4, '0')}Z`;

/** A time stamp with all seven digits, so that text order is time order. */
export const padded = (time: string): string => {
	const [seconds = '', fraction = ''] = time.replace('Z', '').split('.');
	return `${seconds}.${fraction.padEnd(7, '0')}Z`;
};

export const msOf = (time: string): number => Date.parse(`${time.slice(0, 23)}Z`);

/** A time stamp as the API writes it: without the zeros at its end. */
const written = (time: string): string => time.replace(/\.?0+Z$/, 'Z');

/** A row of Graph `security/alerts_v2`. */
export function graphAlert(record: SecurityRecord, version: Version, tenantId: string): object {
	const device = {
		'@odata.type': '#microsoft.graph.security.deviceEvidence',
		mdeDeviceId: `device-${record.id}`,
		deviceDnsName: 'pc.example',
		...(version.group !== undefined && { rbacGroupName: version.group }),
	};
	return {
		...graphHead(record, version, tenantId),
		providerAlertId: record.id,
		title: 'Alert',
		evidence: [device],
	};
}

/** A row of Graph `security/incidents`; incidents have no time of resolution. */
export function graphIncident(record: SecurityRecord, version: Version, tenantId: string): object {
	const head = { ...graphHead(record, version, tenantId), resolvedDateTime: undefined };
	const status = version.status === 'new' ? 'active' : version.status;
	const part = { ...record, id: `part-${record.id}` };
	return { ...head, status, displayName: 'Incident', alerts: [graphAlert(part, version, tenantId)] };
}

/** The versions since it was resolved last, none if it is not. */
export function sinceResolved(versions: Version[]): Version[] {
	const open = versions.map(({ status }) => status !== 'resolved').lastIndexOf(true);
	return versions.slice(open + 1);
}

function resolvedAt({ versions }: SecurityRecord, version: Version): string | null {
	const [first] = sinceResolved(versions.slice(0, versions.indexOf(version) + 1));
	return first === undefined ? null : written(first.at);
}

function graphHead(record: SecurityRecord, version: Version, tenantId: string) {
	const { id, createdAt, timeless } = record;
	const { at, status, severity, assignedTo = null } = version;
	return {
		id,
		tenantId,
		status,
		severity,
		assignedTo,
		createdDateTime: written(createdAt),
		lastUpdateDateTime: timeless ? null : written(at),
		resolvedDateTime: resolvedAt(record, version),
	};
}

const PASCAL = {
	new: 'New',
	inProgress: 'InProgress',
	resolved: 'Resolved',
	low: 'Low',
	medium: 'Medium',
	high: 'High',
};

/** A row of Defender for Endpoint `/api/alerts`. */
export function defenderAlert(record: SecurityRecord, version: Version, tenantId: string): object {
	const { id, createdAt, timeless } = record;
	const { at, status, severity, assignedTo = null, group = null } = version;
	return {
		id,
		aadTenantId: tenantId,
		status: PASCAL[status],
		severity: PASCAL[severity],
		assignedTo,
		alertCreationTime: written(createdAt),
		lastUpdateTime: timeless ? null : written(at),
		resolvedTime: resolvedAt(record, version),
		machineId: `device-${id}`,
		computerDnsName: 'pc.example',
		rbacGroupName: group,
		evidence: [],
	};
}
