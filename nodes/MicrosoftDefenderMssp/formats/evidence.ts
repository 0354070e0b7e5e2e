import { text } from '../core/json';

/** One piece of evidence, whatever service it came from. What is not known is absent. */
export interface Evidence {
	/** Graph's name of the type without `Evidence`: `device`, `file`, `kubernetesPod`. An open set. */
	kind: string;
	createdDateTime?: string;
	/** Enum values are Graph's, in camel case. */
	verdict?: string;
	remediationStatus?: string;
	detectionStatus?: string;
	roles: string[];
	/** The device it was found on, as Defender for Endpoint knows it. */
	deviceId?: string;
	device?: Device;
	user?: Account;
	file?: FileDetails;
	process?: Process;
	ip?: string;
	url?: string;
	registry?: Registry;
	message?: Message;
	/** Anything else that has a name or an id: mailboxes, groups, applications, cloud resources, types yet to come. */
	resource?: Resource;
}

export interface Device {
	id?: string;
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
}

export interface Account {
	name?: string;
	domain?: string;
	principalName?: string;
	displayName?: string;
	/** Entra object id. */
	id?: string;
	sid?: string;
}

export interface FileDetails {
	name?: string;
	/** As the service has it: mostly the folder, sometimes with the name. */
	path?: string;
	size?: number;
	signer?: string;
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

export interface Registry {
	hive?: string;
	key?: string;
	name?: string;
	type?: string;
	value?: string;
}

export interface Message {
	sender?: string;
	recipient?: string;
	subject?: string;
	/** `Message-ID` header. */
	internetId?: string;
	/** Defender's id of the mail. */
	networkId?: string;
	direction?: string;
	receivedDateTime?: string;
	urls: string[];
}

export interface Resource {
	id?: string;
	name?: string;
	type?: string;
}

/** A whole number that arrives as such everywhere, also where it was sent as text; anything else is none. */
export function wholeNumber(value: unknown): number | undefined {
	const digits = text(value) ?? '';
	return /^\d{1,16}$/.test(digits) && Number.isSafeInteger(Number(digits)) ? Number(digits) : undefined;
}

/** The part if it says anything. */
export const known = <T extends object>(part: T): T | undefined =>
	Object.values(part).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined))
		? part
		: undefined;
