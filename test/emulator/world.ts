import type { KeyObject } from 'node:crypto';

import type { AlertRecord } from './alerts/record';
import type { DeviceEvent } from './defender/createAlert';
import type { DeviceActionRecord } from './devices/actionRecord';
import type { DeviceRecord } from './devices/record';
import type { PartnerState } from './graph/partner';
import type { HuntingTable } from './hunting/tables';
import type { Identify } from './http/bearer';
import type { IncidentRecord } from './incidents/record';
import type { IndicatorRecord } from './indicators/record';
import { createRecorder, type Recorder, type ReadToken } from './recording';
import type { RecordStore } from './records/store';
import type { DefenderOptions, EmulatorOptions, Fault, GraphOptions } from './types';

/** Everything the emulator knows; one value per emulator, handed to every handler. */
export interface World {
	/** Milliseconds since 1970. */
	now: () => number;
	accessTokenSeconds: number;
	/** Origins, known once the listeners are up. */
	urls: { login: string; graph: string; defender: string };
	/** What access tokens are signed with; throws where no tokens are issued. */
	signingKey: () => SigningKey;
	/** Tells whose bearer token a call of an API carries. */
	identify: Identify;
	apps: Map<string, AppRegistration>;
	tenants: Map<string, TenantState>;
	codes: Map<string, CodeGrant>;
	signIns: Map<string, SignIn>;
	refreshTokens: Map<string, RefreshGrant>;
	/** `client id:jti` of assertions already used, with the time in seconds until which they are remembered. */
	usedAssertions: Map<string, number>;
	recorder: Recorder;
}

/** An emulator without tenants; `readToken` says what a bearer token tells the record of requests. */
export function createWorld(
	options: Pick<EmulatorOptions, 'now' | 'accessTokenSeconds' | 'maxRecordedRequests'>,
	{ readToken, ...parts }: Pick<World, 'urls' | 'signingKey' | 'identify'> & { readToken: ReadToken },
): World {
	return {
		now: options.now ?? Date.now,
		accessTokenSeconds: options.accessTokenSeconds ?? 3599,
		...parts,
		apps: new Map(),
		tenants: new Map(),
		codes: new Map(),
		signIns: new Map(),
		refreshTokens: new Map(),
		usedAssertions: new Map(),
		recorder: createRecorder(options.maxRecordedRequests ?? 100_000, readToken),
	};
}

export interface SigningKey {
	kid: string;
	privateKey: KeyObject;
	publicKey: KeyObject;
}

export interface AppRegistration {
	clientId: string;
	displayName: string;
	secrets: Array<{ value: string; expiresAt?: number }>;
	certificates: RegisteredCertificate[];
	redirectUris: string[];
	homeTenantId: string;
	multiTenant: boolean;
	publicClient: boolean;
	requiredApplication: PermissionKey[];
	requiredDelegated: PermissionKey[];
}

export interface RegisteredCertificate {
	publicKey: KeyObject;
	/** base64url of the SHA-256 and SHA-1 digests of the DER form. */
	sha256: string;
	sha1: string;
	/** Milliseconds. */
	notAfter: number;
}

/** `<resource key>/<permission name>`, for example `graph/SecurityAlert.Read.All`. */
export type PermissionKey = string;

export interface ServicePrincipal {
	enabled: boolean;
	application: Set<PermissionKey>;
	/** Granted by an admin for everybody. */
	delegated: Set<PermissionKey>;
	/** Granted by users for themselves, by lower-case UPN. */
	delegatedByUser: Map<string, Set<PermissionKey>>;
}

export interface User {
	upn: string;
	displayName: string;
	/** Object id in this tenant (a guest has another one at home). */
	objectId: string;
	homeTenantId: string;
	homeObjectId: string;
	canConsent: boolean;
	canViewSecurityData: boolean;
}

export interface ActiveFault {
	fault: Fault;
	remaining: number;
}

export interface TenantState {
	id: string;
	displayName: string;
	domains: string[];
	licensedForDefender: boolean;
	unlicensedAt: 'token' | 'api';
	users: Map<string, User>;
	servicePrincipals: Map<string, ServicePrincipal>;
	alerts: RecordStore<AlertRecord>;
	deviceEvents: DeviceEvent[];
	incidents: RecordStore<IncidentRecord>;
	nextIncidentId: number;
	/** Tables of advanced hunting that tests filled, by name. */
	huntingTables: Map<string, HuntingTable>;
	devices: RecordStore<DeviceRecord>;
	deviceActions: RecordStore<DeviceActionRecord>;
	/** By id. */
	indicators: Map<string, IndicatorRecord>;
	nextIndicatorId: number;
	faults: ActiveFault[];
	partner: PartnerState;
	mfaRequired: boolean;
	trustsHomeMfa: boolean;
	/** Ids of access tokens with `xms_cc` that were not revoked; the API challenges the others. */
	liveClaimsTokens: Set<string>;
	graph: GraphOptions;
	defender: DefenderOptions;
	/** Times of recent API calls by `<api>:<client id>` in rising order, for the rate limits. */
	recentCalls: Map<string, number[]>;
}

/** What a user agreed to at the authorize endpoint, carried by codes and refresh tokens. */
export interface DelegatedGrant {
	clientId: string;
	upn: string;
	homeTenantId: string;
	/** The resource of the first scope asked at the authorize endpoint, as it was written. */
	firstAudience: string;
	oidcScopes: string[];
	/** Tenants at which the user passed MFA in this sign-in. */
	mfaTenants: string[];
}

export interface CodeGrant extends DelegatedGrant {
	tenantId: string;
	/** The sign-in went through /common or /organizations. */
	viaCommon: boolean;
	redirectUri: string;
	challenge?: { value: string; method: 'plain' | 'S256' };
	nonce?: string;
	expiresAt: number;
	redeemed: boolean;
}

export interface RefreshGrant extends DelegatedGrant {
	id: string;
	issuedAt: number;
	expiresAt: number;
	/** Milliseconds; set when the user's sessions were revoked in the home tenant. */
	revokedAt?: number;
}

/** An authorize or adminconsent request that waits for its user. */
export interface SignIn {
	id: string;
	purpose: 'authorize' | 'adminConsent';
	version: 'v1' | 'v2';
	/** Path segment of the first request: the tenant, its domain, or common/organizations. */
	segment: string;
	tenantId?: string;
	clientId: string;
	redirectUri: string;
	responseMode: string;
	state?: string;
	nonce?: string;
	/** The scope parameter (v1: made from `resource`). */
	scope: string;
	prompt?: string;
	challenge?: CodeGrant['challenge'];
	/** Set once the account is picked. */
	upn?: string;
	pickedTenantId?: string;
	mfaPassed: boolean;
}
