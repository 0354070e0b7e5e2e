import type { JsonObject } from '../json';

/**
 * One piece of evidence of an alert, whatever its type and whichever service it came from. Items, messages and formats are made
 * of this alone. What is not known is absent; enum values are Graph's, in camel case.
 */
export interface Evidence {
	/** Graph's name of the type without `Evidence`: `device`, `kubernetesPod`. An open set. */
	kind: string;
	/** What identifies it where it comes from. */
	id?: string;
	/** What a person calls it. */
	name?: string;
	/** Its part in the attack: `attacked`, `commandAndControl` and others. */
	roles: string[];
	verdict?: string;
	remediationStatus?: string;
	detectionStatus?: string;
	createdDateTime?: string;
	tags: string[];
	/** The device it was found on, as Defender for Endpoint knows it. */
	deviceId?: string;
	/** The kind of the evidence that this is a part of; absent where the alert itself lists it. */
	within?: string;
	device?: Device;
	/** Of a process its owner, of a mailbox its user. */
	account?: Account;
	process?: Process;
	file?: FileDetails;
	ip?: string;
	place?: Place;
	url?: string;
	/** A DNS name. */
	domain?: string;
	connection?: Connection;
	registry?: Registry;
	mail?: Mail;
	mailbox?: Mailbox;
	application?: Application;
	resource?: Resource;
	session?: Session;
	/** As the service sent it; of a simplified alert what is left of that. */
	raw: JsonObject;
}

/** What there is of a piece of evidence beside what all have. */
export type EvidenceParts = Partial<
	Omit<Evidence, 'createdDateTime' | 'kind' | 'raw' | 'roles' | 'tags' | 'within'>
>;

export interface Device {
	/** In Defender for Endpoint: what device operations take. */
	id?: string;
	/** In Entra ID. */
	entraId?: string;
	/** Full DNS name where it is known. */
	name?: string;
	hostName?: string;
	domain?: string;
	osPlatform?: string;
	osVersion?: string;
	osBuild?: string;
	group?: string;
	riskScore?: string;
	tags: string[];
	/** Not checked to be addresses. */
	ips: string[];
	externalIp?: string;
	/** `DOMAIN\account` or `account`. */
	loggedOnUsers: string[];
	/** Only of devices that Defender for IoT found. */
	iot?: { vendor?: string; model?: string; serialNumber?: string; mac?: string; type?: string };
}

export interface Account {
	name?: string;
	domain?: string;
	principalName?: string;
	displayName?: string;
	/** In Entra ID: what user operations take. */
	id?: string;
	sid?: string;
	/** Of accounts outside Microsoft's directory. */
	email?: string;
}

export interface FileDetails {
	name?: string;
	/** As the service has it: mostly the folder, sometimes with the name. */
	path?: string;
	size?: number;
	publisher?: string;
	signer?: string;
	issuer?: string;
	md5?: string;
	sha1?: string;
	sha256?: string;
}

export interface Process {
	id?: number;
	commandLine?: string;
	createdDateTime?: string;
	image?: FileDetails;
	parent?: Process;
}

/** Where an address is on the map. */
export interface Place {
	countryCode?: string;
	country?: string;
	state?: string;
	city?: string;
	latitude?: number;
	longitude?: number;
}

export interface Connection {
	source?: string;
	sourcePort?: number;
	destination?: string;
	destinationPort?: number;
	protocol?: string;
}

export interface Registry {
	hive?: string;
	key?: string;
	name?: string;
	type?: string;
	value?: string;
}

/** A mail, or a message in Teams. */
export interface Mail {
	/** Whom the reader sees as sender (P2, the header `From`). */
	sender?: string;
	senderName?: string;
	/** Who the servers say sent it (P1, `MAIL FROM`). */
	envelopeSender?: string;
	senderIp?: string;
	recipients: string[];
	subject?: string;
	/** `Message-ID` header. */
	internetId?: string;
	/** Defender's id of the mail in one mailbox. */
	networkId?: string;
	direction?: string;
	deliveryAction?: string;
	/** Where it is: `inbox`, `quarantine` and others. */
	deliveryLocation?: string;
	receivedDateTime?: string;
	threats: string[];
	urls: string[];
	attachments?: number;
	language?: string;
	/** Who reported it, as what, and when; only of mail that somebody reported. */
	submitter?: string;
	reportType?: string;
	submissionDateTime?: string;
	submissionId?: string;
}

export interface Mailbox {
	address?: string;
	displayName?: string;
	principalName?: string;
}

/** A program in a cloud that acts in its own name: OAuth application, cloud application, service principal, AI agent. */
export interface Application {
	/** Application (client) ID where it has one. */
	id?: string;
	name?: string;
	/** Of its object in the customer's directory. */
	objectId?: string;
	publisher?: string;
	/** The tenant that owns it. */
	ownerTenantId?: string;
	instanceName?: string;
}

/** What somebody has in a cloud or a cluster; its ID and name are those of the evidence. */
export interface Resource {
	/** `Azure`, `AWS`, `GCP`, `Kubernetes`, `GitHub`. */
	provider?: string;
	/** As the service calls it, else in words of our own. */
	type?: string;
	/** Subscription, account or project. */
	account?: string;
	location?: string;
}

export interface Session {
	id?: string;
	userAgent?: string;
	browser?: string;
	device?: string;
	os?: string;
	protocol?: string;
	startDateTime?: string;
	endDateTime?: string;
}
