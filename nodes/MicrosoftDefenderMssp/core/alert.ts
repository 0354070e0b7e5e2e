import type { JsonObject } from './json';

/**
 * An alert as people route on it. Property names and enum values are Microsoft Graph's (`security/alerts_v2`),
 * whatever API it came from; entities are collected from the evidence. A property the service did not send is absent.
 */
export interface SimpleAlert {
	id: string;
	incidentId?: string;
	title?: string;
	description?: string;
	severity?: string;
	status?: string;
	classification?: string;
	determination?: string;
	/** The first of `categories`. */
	category?: string;
	serviceSource?: string;
	detectionSource?: string;
	productName?: string;
	assignedTo?: string;
	actorDisplayName?: string;
	threatDisplayName?: string;
	threatFamilyName?: string;
	investigationState?: string;
	recommendedActions?: string;
	/** What tells alerts of one kind from others: the rule that found it. */
	detectorId?: string;
	/** The policy that found it, such as one of data loss prevention. */
	alertPolicyId?: string;
	createdDateTime?: string;
	lastUpdateDateTime?: string;
	resolvedDateTime?: string;
	firstActivityDateTime?: string;
	lastActivityDateTime?: string;
	/** What the customer's own rule adds, by the names that it gives; the values are as the service sent them. */
	customDetails?: JsonObject;
	categories: string[];
	systemTags: string[];
	comments: AlertComment[];
	mitreTechniques: string[];
	devices: AlertDevice[];
	users: AlertUser[];
	files: AlertFile[];
	processes: AlertProcess[];
	ips: string[];
	urls: string[];
	hashes: string[];
	mailboxes: AlertMailbox[];
	emails: AlertEmail[];
	applications: AlertApplication[];
	cloudResources: AlertCloudResource[];
	/** One for each piece of evidence, of whatever type, also of those that no list above tells. */
	entities: AlertEntity[];
}

/** A comment on an alert or incident. */
export interface AlertComment {
	comment?: string;
	createdByDisplayName?: string;
	createdDateTime?: string;
}

export interface AlertDevice {
	/** In Defender for Endpoint: what the operations of resource Device take. Absent on devices that it does not know. */
	id?: string;
	name?: string;
	os?: string;
	/** Device group of Defender for Endpoint, which the retired SIEM API called machine group. */
	group?: string;
	riskScore?: string;
	/** Absent when there are none; Defender for Endpoint sends none with alerts. */
	tags?: string[];
	ips?: string[];
	externalIp?: string;
	/** In Entra ID. */
	entraId?: string;
	/** `DOMAIN\account`; absent when there are none. */
	loggedOnUsers?: string[];
}

export interface AlertUser {
	/** User principal name, else `DOMAIN\account`, the account name, the mail address, the display name. */
	name?: string;
	/** In Entra ID. Absent on accounts of other systems. */
	id?: string;
	sid?: string;
	displayName?: string;
	/** As the domain knows it, without the domain. */
	accountName?: string;
	domain?: string;
}

export interface AlertFile {
	name?: string;
	path?: string;
	md5?: string;
	sha1?: string;
	sha256?: string;
}

export interface AlertProcess {
	id?: string;
	name?: string;
	commandLine?: string;
	/** Who it ran as, written like the name of a user. */
	user?: string;
	parentId?: string;
	parentName?: string;
}

export interface AlertMailbox {
	address?: string;
	name?: string;
	/** User principal name. */
	upn?: string;
}

export interface AlertEmail {
	/** Whom the reader sees as sender. */
	sender?: string;
	senderName?: string;
	/** Who the servers say sent it. */
	envelopeSender?: string;
	senderIp?: string;
	/** Several are joined with commas. */
	recipient?: string;
	subject?: string;
	deliveryAction?: string;
	/** Where it is now: `inbox`, `quarantine` and others. */
	deliveryLocation?: string;
	direction?: string;
	receivedDateTime?: string;
	networkMessageId?: string;
	internetMessageId?: string;
	threats?: string[];
	urls?: string[];
	attachments?: number;
	/** Who reported it, as what, and when; only of mail that somebody reported. */
	submitter?: string;
	reportType?: string;
	submissionDateTime?: string;
	submissionId?: string;
}

export interface AlertApplication {
	/** Application (client) ID where it has one. */
	id?: string;
	name?: string;
	/** `oauthApplication`, `cloudApplication`, `servicePrincipal`, `aiAgent`. */
	type?: string;
	/** Of its object in the customer's directory. */
	objectId?: string;
	publisher?: string;
	instanceName?: string;
	ownerTenantId?: string;
}

export interface AlertCloudResource {
	id?: string;
	name?: string;
	type?: string;
	/** `Azure`, `AWS`, `GCP`, `Kubernetes`, `GitHub`. */
	provider?: string;
	/** Subscription, account or project. */
	account?: string;
	location?: string;
}

/** A piece of evidence in short. */
export interface AlertEntity {
	/** Graph's name of the type without `Evidence`: `mailbox`, `kubernetesPod`. An open set. */
	type: string;
	name?: string;
	id?: string;
	roles: string[];
	verdict?: string;
	remediationStatus?: string;
	detectionStatus?: string;
	/** The device it was found on, in Defender for Endpoint; absent on that device itself. */
	deviceId?: string;
	/** The type of the evidence that it is a part of; absent where the alert itself lists it. */
	within?: string;
	/** What else the service says of it. Of types that have lists of their own it is what people act on and no list tells. */
	details?: Record<string, string>;
}

/** The lists that are made of an alert's evidence. */
export type AlertLists = Pick<
	SimpleAlert,
	| 'applications'
	| 'cloudResources'
	| 'devices'
	| 'emails'
	| 'entities'
	| 'files'
	| 'hashes'
	| 'ips'
	| 'mailboxes'
	| 'processes'
	| 'urls'
	| 'users'
>;

/** The lists of an alert without evidence: each alert has all of them, and its own. */
export const noLists = (): AlertLists => ({
	devices: [],
	users: [],
	files: [],
	processes: [],
	ips: [],
	urls: [],
	hashes: [],
	mailboxes: [],
	emails: [],
	applications: [],
	cloudResources: [],
	entities: [],
});

/** An alert of which no more is known than its ID. */
export const bareAlert = (id: string): SimpleAlert => ({
	id,
	categories: [],
	systemTags: [],
	comments: [],
	mitreTechniques: [],
	...noLists(),
});

/** `UPN`, `DOMAIN\account` or `account`, the first that can be told. */
export function accountTitle(principalName?: string, domain?: string, account?: string): string | undefined {
	if (principalName !== undefined) return principalName;
	return domain !== undefined && account !== undefined ? `${domain}\\${account}` : account;
}
