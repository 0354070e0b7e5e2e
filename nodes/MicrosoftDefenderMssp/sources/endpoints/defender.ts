import type { HttpMethod } from '../../core/http';
import type { Endpoint } from '../../transport/endpoint';
import type { RequestLimits } from '../../transport/requestQuota';

/** Defender for Endpoint API pages, "limitations": per app and tenant, for each call by itself unless a page says otherwise. */
const DEFENDER_LIMITS: RequestLimits = { perMinute: 100, perHour: 1500 };

interface Terms {
	delegated?: string;
	limits?: RequestLimits;
	/** See {@link Permission}. */
	role?: string;
}

/** A call to Defender for Endpoint. `permission` is the application permission; without `.All` it is the delegated one. */
function defender(
	method: HttpMethod,
	path: string,
	permission: string,
	{ delegated = permission.replace(/\.All$/, ''), limits = DEFENDER_LIMITS, role }: Terms = {},
): Endpoint {
	return {
		service: 'defender',
		method,
		path: `/api${path}`,
		permission: { application: permission, delegated, ...(role !== undefined && { role }) },
		limits,
		countsAlone: true,
	};
}

/** An entity of an alert; these permissions have one name for apps and users. */
const related = (path: string, permission: string): Endpoint =>
	defender('GET', `/alerts/{id}/${path}`, permission, { delegated: permission });

/** Names of the portal's role editor ("create and manage roles"). */
const VIEW_DATA = 'View data';
const INVESTIGATE = 'Alerts investigation';
const REMEDIATE = 'Active remediation actions';
const MANAGE_SETTINGS = 'Manage security settings';

/** An action on a device, which needs a permission of its own. */
const act = (path: string, permission: string, role = REMEDIATE): Endpoint =>
	defender('POST', `/machines/{id}/${path}`, permission, { role });

const readDevices = (path: string): Endpoint =>
	defender('GET', path, 'Machine.Read.All', { role: VIEW_DATA });

/** What Defender for Endpoint offers us. Source: its API reference, one page per call. */
export const defenderEndpoints = {
	// Its limits are those that the trigger counts, whatever else asks for alerts.
	listAlerts: { ...defender('GET', '/alerts', 'Alert.Read.All'), countsAlone: undefined },
	getAlert: defender('GET', '/alerts/{id}', 'Alert.Read.All'),
	updateAlert: defender('PATCH', '/alerts/{id}', 'Alert.ReadWrite.All'),
	updateAlerts: defender('POST', '/alerts/batchUpdate', 'Alert.ReadWrite.All', {
		limits: { perMinute: 10, perHour: 500 },
	}),
	createAlert: defender('POST', '/alerts/CreateAlertByReference', 'Alert.ReadWrite.All', {
		limits: { perMinute: 15 },
	}),
	alertUser: related('user', 'User.Read.All'),
	alertDevice: defender('GET', '/alerts/{id}/machine', 'Machine.Read.All'),
	alertIps: related('ips', 'Ip.Read.All'),
	alertDomains: related('domains', 'URL.Read.All'),
	alertFiles: related('files', 'File.Read.All'),
	listDevices: readDevices('/machines'),
	getDevice: readDevices('/machines/{id}'),
	tagDevice: defender('POST', '/machines/{id}/tags', 'Machine.ReadWrite.All', { role: MANAGE_SETTINGS }),
	isolate: act('isolate', 'Machine.Isolate'),
	unisolate: act('unisolate', 'Machine.Isolate'),
	runAntivirusScan: act('runAntiVirusScan', 'Machine.Scan'),
	restrictCodeExecution: act('restrictCodeExecution', 'Machine.RestrictExecution'),
	unrestrictCodeExecution: act('unrestrictCodeExecution', 'Machine.RestrictExecution'),
	collectInvestigationPackage: act('collectInvestigationPackage', 'Machine.CollectForensics', INVESTIGATE),
	stopAndQuarantineFile: act('StopAndQuarantineFile', 'Machine.StopAndQuarantine'),
	listDeviceActions: readDevices('/machineactions'),
	getDeviceAction: readDevices('/machineactions/{id}'),
	getPackageUri: defender('GET', '/machineactions/{id}/GetPackageUri', 'Machine.Read.All', {
		delegated: 'Machine.CollectForensics',
		limits: { perMinute: 2, perHour: 120 },
		role: INVESTIGATE,
	}),
	// Any permission to start an action lets a caller cancel one; Microsoft's page lists them all, and this is one.
	cancelDeviceAction: defender('POST', '/machineactions/{id}/cancel', 'Machine.Isolate', { role: REMEDIATE }),
	listIndicators: defender('GET', '/indicators', 'Ti.ReadWrite'),
	saveIndicator: defender('POST', '/indicators', 'Ti.ReadWrite'),
	importIndicators: {
		...defender('POST', '/indicators/import', 'Ti.ReadWrite', { limits: { perMinute: 30 } }),
		// Up to 500 rows; what is given up too early may have been done.
		timeoutMs: 120_000,
	},
	deleteIndicator: defender('DELETE', '/indicators/{id}', 'Ti.ReadWrite'),
} as const satisfies Record<string, Endpoint>;
