import type { AlertInput, AlertPatch, AlertRecord } from './alerts/record';
import type { DeviceEvent } from './defender/createAlert';
import type {
	DeviceActionInput,
	DeviceActionPatch,
	DeviceActionRecord,
	FinalStatus,
} from './devices/actionRecord';
import type { DeviceInput, DevicePatch, DeviceRecord } from './devices/record';
import type { DelegatedAdminCustomerOptions } from './graph/partner';
import type { HuntingRow } from './hunting/tables';
import type { IncidentInput, IncidentPatch, IncidentRecord } from './incidents/record';
import type { IndicatorInput, IndicatorRecord } from './indicators/record';

/** The three hosts of Microsoft's cloud that the emulator plays, each with an origin of its own. */
export type HostRole = 'login' | 'graph' | 'defender';

/** Where a fault strikes: a step of Entra ID, or one of the two alert APIs. */
export type FaultApi = 'authorize' | 'token' | 'metadata' | 'graph' | 'defender';

/** What a bearer token or an issued token said, never the token itself. */
export interface TokenDetails {
	tid: string;
	aud: string;
	kind: 'app' | 'delegated';
	clientId: string;
	/** The token's own identifier (`uti`): the same on the recorded token answer and on every API call made with it. */
	tokenId: string;
	roles: string[];
	scopes: string[];
	upn?: string;
}

/** One request as the emulator saw it. Secrets, assertions, codes and tokens are replaced by markers. */
export interface RecordedRequest {
	id: string;
	/** Milliseconds since 1970 by the emulator's clock. */
	time: number;
	host: HostRole;
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	form?: Record<string, string>;
	/** The JSON that was sent. */
	body?: unknown;
	/** The tenant of the path (login) or of the verified token (graph, defender). */
	tenantId?: string;
	/** What the bearer token of the request claimed, verified or not. */
	token?: TokenDetails;
	/** The token that this request was answered with. */
	issued?: TokenDetails & { refreshTokenId?: string };
	/** The refresh token that this request redeemed. */
	redeemedRefreshTokenId?: string;
	/** HTTP status of the answer; 0 while none was sent (hanging or reset connections). */
	status: number;
	/** The AADSTS code of the answer, where it is one. */
	entraCode?: number;
}

/** Which recorded requests are wanted: all named properties must agree. */
export interface RequestFilter {
	host?: HostRole;
	method?: string;
	path?: string | RegExp;
	tenantId?: string;
	/** `tid` of the bearer token. */
	tokenTenantId?: string;
	status?: number;
}

interface FaultBase {
	api: FaultApi;
	/** How many requests it strikes; default: until it is removed. */
	times?: number;
	when?: (request: RecordedRequest) => boolean;
	/** Only requests whose path contains this text (usable through the admin API, unlike `when`). */
	pathContains?: string;
}

/** One planned misbehaviour of one tenant's API. */
export type Fault = FaultBase &
	(
		| { respond: { status: number; headers?: Record<string, string>; body?: unknown } }
		| { throttle: { retryAfterSeconds?: number; retryAfterDate?: number | Date } }
		| { delayMs: number }
		| { hang: true }
		| { truncateJson: true }
		| { resetConnection: true }
		| { entraError: number }
	);

/** An app registration. */
export interface AppOptions {
	clientId: string;
	displayName: string;
	/** `expiresAt` in milliseconds of the emulator's clock. */
	secrets?: Array<{ value: string; expiresAt?: number }>;
	/** Public certificates, PEM. */
	certificates?: string[];
	redirectUris: string[];
	homeTenantId: string;
	multiTenant?: boolean;
	/** What `/.default` consent grants. Default: reading alerts of both APIs, application and delegated. */
	requiredPermissions?: PermissionGrant;
	/** A public client must not send a secret (AADSTS700025). */
	publicClient?: boolean;
}

/** The emulator's side of an app registration. */
export interface App {
	readonly clientId: string;
	addSecret(secret: { value: string; expiresAt?: number }): void;
	removeSecrets(): void;
	addCertificate(pem: string): void;
	removeCertificates(): void;
	setRedirectUris(uris: string[]): void;
}

/**
 * Permission names, bare (`SecurityAlert.Read.All`) where only one API has the name,
 * otherwise with the API's App ID URI (`https://graph.microsoft.com/User.Read.All`).
 */
export interface PermissionGrant {
	application?: string[];
	delegated?: string[];
}

export interface TenantOptions {
	id: string;
	displayName: string;
	domains: string[];
	licensedForDefender?: boolean;
	/** Where a missing licence shows: no token (no WindowsDefenderATP service principal, the default) or only at the API. */
	unlicensedAt?: 'token' | 'api';
}

export interface UserOptions {
	upn: string;
	displayName: string;
	/** Home tenant id of a B2B guest. */
	guestOf?: string;
	/** False: the consent page answers "Need admin approval" (AADSTS90094). Default true. */
	canConsent?: boolean;
	/** False: no security role in this tenant, delegated calls are answered 403. Default true. */
	canViewSecurityData?: boolean;
}

/** Oddities of paging, each seen in the field; all off by default. */
export interface PagingOptions {
	/** The page is full and yet has no nextLink. */
	omitNextLink: boolean;
	/** nextLink names another host: `alias` = the same service as https://localhost, else the origin given. */
	nextLinkOrigin?: 'alias' | (string & Record<never, never>);
	/** Every nextLink leads to the page just read. */
	repeatNextLink: boolean;
	/** An empty page with a nextLink comes between every two pages. */
	emptyPages: boolean;
	/** Every nextLink is answered 400, as if its token had expired. */
	expireNextLinks: boolean;
	/** Rows in a page at most: a page shorter than `$top` then has a nextLink. */
	maxTop?: number;
}

export interface ApiOptions extends PagingOptions {
	/** Milliseconds by which the `Date` of answers to this tenant's tokens goes wrong (0 by default). */
	dateSkewMs: number;
}

export interface GraphOptions extends ApiOptions {
	/** Rows in a page when `$top` is absent (documented nowhere; 100 by default). */
	pageSize: number;
	requestsPerMinute: number;
	/** `$orderby` on the two time properties is undocumented but works (true by default). */
	allowOrderBy: boolean;
	/** `$orderby` is accepted and changes nothing: pages come newest first. */
	ignoreOrderBy: boolean;
	/** Hunting queries are counted by themselves. */
	huntingQueriesPerMinute: number;
	/** Rows that a hunting query is answered with at most. */
	mostHuntingRows: number;
	/** A larger `$top` of incidents is answered 400 (50 by default, which Microsoft does not document). */
	largestIncidentTop: number;
	/**
	 * `$expand=alerts` of incidents is answered 500, as big tenants do (elastic/integrations issue 18144):
	 * always, or in lists only for pages of more rows than this number.
	 */
	expandFails: boolean | number;
}

export interface DefenderOptions extends ApiOptions {
	pageSize: number;
	requestsPerMinute: number;
	requestsPerHour: number;
	allowOrderBy: boolean;
	/** `$orderby` is accepted and changes nothing. */
	ignoreOrderBy: boolean;
	/** Active indicators that the tenant may have (15,000 by default). */
	largestIndicatorCount: number;
	/** Only the fields that Microsoft's OData page lists can be filtered, not those of the List alerts page. */
	narrowFilter: boolean;
	/** More alerts in one batch update are answered 400 (100 by default, which Microsoft does not document). */
	largestAlertBatch: number;
	/** Seconds that an action on a device takes by the emulator's clock; Infinity: until `finishActions`. */
	actionSeconds: number;
	/** What a second action of one kind on a device is answered: 400, 409, or 201 with the first. */
	repeatedAction: 'refused' | 'conflict' | 'pending';
	/** `/api/machines/{name}` is answered too, as its page says; else 404. */
	findsDevicesByName: boolean;
}

/** A customer's (or the MSSP's own) directory, as a test steers it. */
export interface Tenant {
	readonly id: string;
	readonly displayName: string;
	readonly domains: readonly string[];
	licensedForDefender: boolean;
	readonly graph: GraphOptions;
	readonly defender: DefenderOptions;
	/** Alerts in the order they were added, visible or not. */
	readonly alerts: readonly EmulatedAlert[];
	/** Incidents in the order they were added, visible or not. */
	readonly incidents: readonly EmulatedIncident[];
	/** Devices in the order they were added; every tenant has two from the start. */
	readonly devices: readonly EmulatedDevice[];
	/** Actions on devices in the order they were requested, in the state that was last looked at. */
	readonly deviceActions: readonly EmulatedDeviceAction[];
	/** Indicators in the order they were added, expired or not. */
	readonly indicators: readonly EmulatedIndicator[];
	/** Creates the service principal and adds admin-consented permissions (none: a service principal without roles). */
	consent(clientId: string, grant: PermissionGrant): void;
	/** Takes all permissions away; the service principal stays, so app-only tokens come without roles (403 at the API). */
	revokeConsent(clientId: string): void;
	/** Deletes the enterprise application: AADSTS7000229 for app-only, 65001 for delegated requests. */
	removeServicePrincipal(clientId: string): void;
	disableApp(clientId: string): void;
	enableApp(clientId: string): void;
	addUser(user: UserOptions): void;
	removeUser(upn: string): void;
	/** Ends every refresh token of a member (AADSTS50173). Throws for guests: those are revoked in their home tenant. */
	revokeRefreshTokens(upn: string): void;
	/** Continuous access evaluation: tokens with `xms_cc` issued until now get the 401 claims challenge of Graph. */
	revokeAccessTokens(): void;
	/** Refresh tokens without MFA fail with AADSTS50076; MFA done in the home tenant counts only when trusted. */
	requireMfa(required: boolean, options?: { trustHomeTenant?: boolean }): void;
	addAlert(alert?: AlertInput): EmulatedAlert;
	/** Moves `lastUpdateDateTime` to now unless the patch sets it. */
	updateAlert(id: string, patch: AlertPatch): EmulatedAlert;
	removeAlert(id: string): void;
	/** An event that an alert can be made from. */
	addDeviceEvent(event: DeviceEvent): void;
	/** Adds an incident; its alerts are those whose `incidentId` is its id. */
	addIncident(incident?: IncidentInput): EmulatedIncident;
	/** Moves `lastUpdateDateTime` to now unless the patch sets it. */
	updateIncident(id: string, patch: IncidentPatch): EmulatedIncident;
	removeIncident(id: string): void;
	/**
	 * Adds rows to a table of advanced hunting, or makes it; column types are read off the values unless given.
	 * AlertInfo, AlertEvidence and DeviceInfo also have the rows that follow from the tenant's alerts.
	 */
	addHuntingRows(table: string, rows: HuntingRow[], types?: Record<string, string>): void;
	addDevice(device?: DeviceInput): EmulatedDevice;
	updateDevice(id: string, patch: DevicePatch): EmulatedDevice;
	removeDevice(id: string): void;
	/** Takes away all devices, those from the start too. */
	removeDevices(): void;
	addDeviceAction(action?: DeviceActionInput): EmulatedDeviceAction;
	updateDeviceAction(id: string, patch: DeviceActionPatch): EmulatedDeviceAction;
	/** Ends every action that is under way. */
	finishActions(status?: FinalStatus): void;
	/** Adds an indicator; apps with `Ti.ReadWrite` see it only if it was `createdBy` them. */
	addIndicator(indicator?: IndicatorInput): EmulatedIndicator;
	/** Makes this tenant the partner (GDAP) of a customer; the customer need not be a tenant of the emulator. */
	addDelegatedAdminCustomer(customer: DelegatedAdminCustomerOptions): void;
	removeDelegatedAdminCustomer(tenantId: string): void;
	addFault(fault: Fault): { remove(): void };
	clearFaults(): void;
}

/** A snapshot of a stored alert, in Graph's vocabulary. */
export type EmulatedAlert = Readonly<AlertRecord>;

/** A snapshot of a stored incident. */
export type EmulatedIncident = Readonly<IncidentRecord>;

/** A snapshot of a stored device. */
export type EmulatedDevice = Readonly<DeviceRecord>;

/** A snapshot of a stored action on a device. */
export type EmulatedDeviceAction = Readonly<DeviceActionRecord>;
/** A snapshot of a stored indicator. */
export type EmulatedIndicator = Readonly<IndicatorRecord>;

export interface EmulatorOptions {
	/** Milliseconds since 1970; default: the machine's clock. */
	now?: () => number;
	ports?: { login?: number; graph?: number; defender?: number; admin?: number };
	accessTokenSeconds?: number;
	/** Signs tokens with a key of its own, as another national cloud does; else emulators of a process share one for speed. */
	separateCloud?: boolean;
	/** Oldest recorded requests are dropped beyond this number (default 100,000). */
	maxRecordedRequests?: number;
}

/** How a test steers an emulator, whichever door its requests come through. */
export interface EmulatorControls {
	readonly graphUrl: string;
	readonly defenderUrl: string;
	addApp(app: AppOptions): App;
	addTenant(tenant: TenantOptions): Tenant;
	/** By id or domain; throws when there is none. */
	tenant(idOrDomain: string): Tenant;
	requests(filter?: RequestFilter | ((request: RecordedRequest) => boolean)): RecordedRequest[];
	clearRequests(): void;
}

export interface Emulator extends EmulatorControls {
	readonly loginUrl: string;
	readonly adminUrl: string;
	/** The certificate that clients have to trust. */
	readonly caPem: string;
	close(): Promise<void>;
}
