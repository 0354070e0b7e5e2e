import { randomUUID } from 'node:crypto';

import { newAlertRecord, patchedAlertRecord } from './alerts/record';
import { addFirstDevices, deviceControls } from './devices/controls';
import { ensureServicePrincipal } from './entra/directory';
import { permissionKey } from './entra/resources';
import { addFault } from './faults';
import { emptyPartner, partnerControls } from './graph/partner';
import { addHuntingRows } from './hunting/tables';
import { newIncidentRecord, patchedIncidentRecord } from './incidents/record';
import { newIndicatorRecord } from './indicators/record';
import { recordControls } from './records/controls';
import { createRecordStore } from './records/store';
import type { PagingOptions, PermissionGrant, Tenant, TenantOptions, UserOptions } from './types';
import type { TenantState, User, World } from './world';

/** Stores a tenant. Throws when its id or one of its domains is taken. */
export function createTenant(world: World, options: TenantOptions): TenantState {
	const id = options.id.toLowerCase();
	const domains = options.domains.map((domain) => domain.toLowerCase());
	const taken = [...world.tenants.values()].some(
		(other) => other.id === id || other.domains.some((domain) => domains.includes(domain)),
	);
	if (taken) throw new Error(`a tenant has the id ${id} or one of its domains already`);
	const paging: PagingOptions = {
		omitNextLink: false,
		repeatNextLink: false,
		emptyPages: false,
		expireNextLinks: false,
	};
	const state: TenantState = {
		id,
		displayName: options.displayName,
		domains,
		licensedForDefender: options.licensedForDefender ?? true,
		unlicensedAt: options.unlicensedAt ?? 'token',
		users: new Map(),
		servicePrincipals: new Map(),
		alerts: createRecordStore(),
		deviceEvents: [],
		incidents: createRecordStore(),
		nextIncidentId: 1_000_001,
		huntingTables: new Map(),
		devices: createRecordStore(),
		deviceActions: createRecordStore(),
		indicators: new Map(),
		nextIndicatorId: 2841,
		faults: [],
		partner: emptyPartner(),
		mfaRequired: false,
		trustsHomeMfa: false,
		liveClaimsTokens: new Set(),
		graph: {
			...paging,
			dateSkewMs: 0,
			pageSize: 100,
			requestsPerMinute: 150,
			allowOrderBy: true,
			ignoreOrderBy: false,
			huntingQueriesPerMinute: 45,
			mostHuntingRows: 100_000,
			largestIncidentTop: 50,
			expandFails: false,
		},
		defender: {
			...paging,
			dateSkewMs: 0,
			pageSize: 10_000,
			requestsPerMinute: 100,
			requestsPerHour: 1500,
			largestIndicatorCount: 15_000,
			allowOrderBy: false,
			ignoreOrderBy: false,
			narrowFilter: false,
			largestAlertBatch: 100,
			actionSeconds: 60,
			repeatedAction: 'refused',
			findsDevicesByName: true,
		},
		recentCalls: new Map(),
	};
	world.tenants.set(id, state);
	addFirstDevices(world, state);
	return state;
}

/** The steering wheel of a tenant that tests hold. */
export function tenantControls(world: World, state: TenantState): Tenant {
	return {
		id: state.id,
		displayName: state.displayName,
		domains: state.domains,
		get licensedForDefender() {
			return state.licensedForDefender;
		},
		set licensedForDefender(licensed) {
			state.licensedForDefender = licensed;
		},
		graph: state.graph,
		defender: state.defender,
		get alerts() {
			return state.alerts.all();
		},
		get incidents() {
			return state.incidents.all();
		},
		get devices() {
			return state.devices.all();
		},
		get deviceActions() {
			return state.deviceActions.all();
		},
		get indicators() {
			return [...state.indicators.values()];
		},
		addIndicator(indicator = {}) {
			const id = indicator.id ?? String(state.nextIndicatorId);
			state.nextIndicatorId += 1;
			const record = newIndicatorRecord(indicator, world.now(), id);
			state.indicators.set(record.id, record);
			return record;
		},
		...appControls(state),
		...userControls(world, state),
		...alertControls(world, state),
		...incidentControls(world, state),
		addDeviceEvent: (event) => void state.deviceEvents.push(event),
		addHuntingRows: (table, rows, types) => {
			addHuntingRows(state, table, rows, types);
		},
		...deviceControls(world, state),
		...partnerControls(world, state),
		addFault: (fault) => ({ remove: addFault(state, fault) }),
		clearFaults: () => void (state.faults = []),
	};
}

function appControls(state: TenantState) {
	return {
		consent(clientId: string, { application = [], delegated = [] }: PermissionGrant) {
			const principal = ensureServicePrincipal(state, clientId);
			for (const name of application) principal.application.add(permissionKey(name, 'application'));
			for (const name of delegated) principal.delegated.add(permissionKey(name, 'delegated'));
		},
		revokeConsent(clientId: string) {
			const principal = state.servicePrincipals.get(clientId.toLowerCase());
			if (!principal) return;
			for (const granted of [principal.application, principal.delegated, principal.delegatedByUser])
				granted.clear();
		},
		removeServicePrincipal: (clientId: string) => void state.servicePrincipals.delete(clientId.toLowerCase()),
		disableApp: (clientId: string) => void (ensureServicePrincipal(state, clientId).enabled = false),
		enableApp: (clientId: string) => void (ensureServicePrincipal(state, clientId).enabled = true),
		revokeAccessTokens: () => {
			state.liveClaimsTokens.clear();
		},
	};
}

function userControls(world: World, state: TenantState) {
	return {
		addUser: (options: UserOptions) => {
			addUser(world, state, options);
		},
		removeUser: (upn: string) => void state.users.delete(upn.toLowerCase()),
		revokeRefreshTokens(upn: string) {
			const user = state.users.get(upn.toLowerCase());
			if (!user) throw new Error(`${upn} is no user of ${state.displayName}`);
			if (user.homeTenantId !== state.id) throw new Error(`${upn} is a guest: revoke in the home tenant`);
			for (const grant of world.refreshTokens.values()) {
				if (grant.upn === user.upn && grant.homeTenantId === state.id) grant.revokedAt ??= world.now();
			}
		},
		requireMfa(required: boolean, { trustHomeTenant = false }: { trustHomeTenant?: boolean } = {}) {
			state.mfaRequired = required;
			state.trustsHomeMfa = trustHomeTenant;
		},
	};
}

function addUser(world: World, state: TenantState, options: UserOptions): void {
	const upn = options.upn.toLowerCase();
	const homeTenantId = options.guestOf?.toLowerCase() ?? state.id;
	const atHome = world.tenants.get(homeTenantId)?.users.get(upn);
	if (homeTenantId !== state.id && !atHome)
		throw new Error(`${upn} is no user of its home tenant ${homeTenantId}`);
	const objectId = randomUUID();
	const user: User = {
		upn,
		displayName: options.displayName,
		objectId,
		homeTenantId,
		homeObjectId: atHome?.objectId ?? objectId,
		canConsent: options.canConsent ?? true,
		canViewSecurityData: options.canViewSecurityData ?? true,
	};
	state.users.set(upn, user);
}

function alertControls(
	world: World,
	state: TenantState,
): Pick<Tenant, 'addAlert' | 'updateAlert' | 'removeAlert'> {
	const controls = recordControls(state.alerts, { owner: state.displayName, kind: 'alert' });
	return {
		addAlert: (alert = {}) =>
			controls.add(newAlertRecord(alert, world.now(), state.domains[0] ?? 'corp.example')),
		updateAlert: (id, patch) =>
			controls.update(id, (record) => patchedAlertRecord(record, patch, world.now())),
		removeAlert: (id) => {
			controls.remove(id);
		},
	};
}

function incidentControls(
	world: World,
	state: TenantState,
): Pick<Tenant, 'addIncident' | 'updateIncident' | 'removeIncident'> {
	const controls = recordControls(state.incidents, { owner: state.displayName, kind: 'incident' });
	return {
		addIncident: (incident = {}) =>
			controls.add(newIncidentRecord(incident, world.now(), freeIncidentId(state))),
		updateIncident: (id, patch) =>
			controls.update(id, (record) => patchedIncidentRecord(record, patch, world.now())),
		removeIncident: (id) => {
			controls.remove(id);
		},
	};
}

/** An id never given before, and above those that alerts get by default: nothing is linked by accident. */
function freeIncidentId(state: TenantState): string {
	while (state.incidents.get(String(state.nextIncidentId))) state.nextIncidentId += 1;
	const id = String(state.nextIncidentId);
	state.nextIncidentId += 1;
	return id;
}
