import type { AlertDevice } from '../alert';
import { accountTitle } from '../alert';
import { compact } from '../compact';
import type { JsonObject } from '../json';
import { objects, text, texts, unique } from '../json';

/** A file that an alert is about, with what Defender for Endpoint knows of it anywhere. */
export interface RelatedFile {
	sha1?: string;
	sha256?: string;
	md5?: string;
	type?: string;
	publisher?: string;
	product?: string;
	signer?: string;
	issuer?: string;
	size?: number;
	/** Devices worldwide that it was seen on. */
	globalPrevalence?: number;
	isValidCertificate?: boolean;
	/** Of Defender's: `Malware`, `Unknown` and others. */
	determination?: string;
	determinationValue?: string;
}

/** The user that an alert is about. */
export interface RelatedUser {
	/** `DOMAIN\account`, or the account name. */
	name?: string;
	id?: string;
	sid?: string;
	firstSeen?: string;
	lastSeen?: string;
	isDomainAdmin?: boolean;
}

/** Simplifies the files of an alert; never throws. */
export const simplifyFiles = (rows: unknown): RelatedFile[] =>
	objects(rows).map((row) =>
		compact({
			sha1: text(row.sha1),
			sha256: text(row.sha256),
			md5: text(row.md5),
			type: text(row.fileType),
			publisher: text(row.filePublisher),
			product: text(row.fileProductName),
			signer: text(row.signer),
			issuer: text(row.issuer),
			size: number(row.size),
			globalPrevalence: number(row.globalPrevalence),
			isValidCertificate: flag(row.isValidCertificate),
			determination: text(row.determinationType),
			determinationValue: text(row.determinationValue),
		}),
	);

/** The addresses of an alert, each once. */
export const simplifyIps = (rows: unknown): string[] => unique(objects(rows).map(({ id }) => text(id)));

/** The domains of an alert, each once. */
export const simplifyDomains = (rows: unknown): string[] =>
	unique(objects(rows).map(({ host }) => text(host)));

/** Simplifies the user of an alert; never throws. */
export const simplifyUser = (raw: JsonObject): RelatedUser =>
	compact({
		name: accountTitle(undefined, text(raw.accountDomain), text(raw.accountName)) ?? text(raw.id),
		id: text(raw.id),
		sid: text(raw.accountSid),
		firstSeen: text(raw.firstSeen),
		lastSeen: text(raw.lastSeen),
		isDomainAdmin: flag(raw.isDomainAdmin),
	});

/** Simplifies the device of an alert to what alerts carry of it, whose ID the device operations take; never throws. */
export function simplifyAlertDevice(raw: JsonObject): AlertDevice {
	const tags = texts(raw.machineTags);
	return compact({
		id: text(raw.id),
		name: text(raw.computerDnsName),
		os: text(raw.osPlatform),
		group: text(raw.rbacGroupName),
		riskScore: text(raw.riskScore),
		tags: tags.length > 0 ? tags : undefined,
	});
}

const number = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isFinite(value) ? value : undefined;

const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
