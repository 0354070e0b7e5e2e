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
	category?: string;
	serviceSource?: string;
	detectionSource?: string;
	productName?: string;
	assignedTo?: string;
	actorDisplayName?: string;
	threatDisplayName?: string;
	threatFamilyName?: string;
	investigationState?: string;
	createdDateTime?: string;
	lastUpdateDateTime?: string;
	resolvedDateTime?: string;
	firstActivityDateTime?: string;
	lastActivityDateTime?: string;
	mitreTechniques: string[];
	devices: AlertDevice[];
	users: AlertUser[];
	files: AlertFile[];
	processes: AlertProcess[];
	ips: string[];
	urls: string[];
	hashes: string[];
}

export interface AlertDevice {
	id?: string;
	name?: string;
	os?: string;
	/** Device group of Defender for Endpoint, which the retired SIEM API called machine group. */
	group?: string;
	riskScore?: string;
	/** Absent when there are none; Defender for Endpoint sends none with alerts. */
	tags?: string[];
}

export interface AlertUser {
	/** User principal name, else `DOMAIN\account`, else the account name. */
	name?: string;
	id?: string;
	sid?: string;
}

export interface AlertFile {
	name?: string;
	path?: string;
	sha1?: string;
	sha256?: string;
}

export interface AlertProcess {
	id?: string;
	name?: string;
	commandLine?: string;
}

/** The lists of an alert that came without any of these; they are always there, and each alert has its own. */
export const noEntities = () => ({
	mitreTechniques: [],
	devices: [],
	users: [],
	files: [],
	processes: [],
	ips: [],
	urls: [],
	hashes: [],
});

/** `UPN`, `DOMAIN\account` or `account`, the first that can be told. */
export function accountTitle(principalName?: string, domain?: string, account?: string): string | undefined {
	if (principalName !== undefined) return principalName;
	return domain !== undefined && account !== undefined ? `${domain}\\${account}` : account;
}
