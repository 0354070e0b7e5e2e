import { accountTitle } from '../alert';
import type { JsonObject } from '../json';
import { isJsonObject, objects, text, unique } from '../json';
import { serviceTime } from '../timestamp';
import type { Account, FileDetails, Place } from './evidence';

/** A whole number that arrives as such everywhere, also where it was sent as text; anything else is none. */
export function wholeNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
	return typeof value === 'string' && /^\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value))
		? Number(value)
		: undefined;
}

/** The part if it says anything. */
export function known<T extends object>(part: T): T | undefined {
	for (const value of Object.values(part) as unknown[]) {
		if (Array.isArray(value) ? value.length > 0 : value !== undefined) return part;
	}
	return undefined;
}

const NOTHING: JsonObject = {};

/** The object under a name; an empty one where there is none. */
export function child(parent: JsonObject, name: string): JsonObject {
	const value = parent[name];
	return isJsonObject(value) ? value : NOTHING;
}

/** The first of these properties that says something. */
export function firstText(entry: JsonObject, names: readonly string[]): string | undefined {
	for (const name of names) {
		const value = text(entry[name]);
		if (value !== undefined) return value;
	}
	return undefined;
}

/** Graph's `fileDetails`; undefined where the property is no object. */
export function fileDetailsOf(details: unknown): FileDetails | undefined {
	if (!isJsonObject(details)) return undefined;
	return {
		name: text(details.fileName),
		path: text(details.filePath),
		size: wholeNumber(details.fileSize),
		publisher: text(details.filePublisher),
		signer: text(details.signer),
		issuer: text(details.issuer),
		md5: text(details.md5),
		sha1: text(details.sha1),
		sha256: text(details.sha256),
	};
}

/** Lists of `{ algorithm, value }`; only what files have a place for. */
export function hashesOf(hashes: readonly JsonObject[]): Pick<FileDetails, 'md5' | 'sha1' | 'sha256'> {
	const byName = new Map(hashes.map(({ algorithm, value }) => [text(algorithm)?.toLowerCase(), text(value)]));
	return { md5: byName.get('md5'), sha1: byName.get('sha1'), sha256: byName.get('sha256') };
}

/** Graph's `userAccount`; undefined where the property is no object. */
export function accountOf(account: unknown): Account | undefined {
	if (!isJsonObject(account)) return undefined;
	return {
		name: text(account.accountName),
		domain: text(account.domainName),
		principalName: text(account.userPrincipalName),
		displayName: text(account.displayName),
		id: text(account.azureAdUserId),
		sid: text(account.userSid),
	};
}

/** How an account is called: `UPN`, `DOMAIN\account`, `account`, mail address or display name, the first that is known. */
export const accountName = ({
	principalName,
	domain,
	name,
	email,
	displayName,
}: Account): string | undefined => accountTitle(principalName, domain, name) ?? email ?? displayName;

/** `DOMAIN\account` of everybody who was logged on to a device. */
export const loggedOnUsersOf = (users: unknown): string[] =>
	unique(
		objects(users).map(({ accountName: name, domainName }) =>
			accountTitle(undefined, text(domainName), text(name)),
		),
	);

/** Graph's `geoLocation`, with the country of the address it belongs to. */
export function placeOf(location: JsonObject, countryCode: unknown): Place | undefined {
	return known({
		countryCode: text(countryCode),
		country: text(location.countryName),
		state: text(location.state),
		city: text(location.city),
		latitude: degrees(location.latitude),
		longitude: degrees(location.longitude),
	});
}

const degrees = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** A time as the service wrote it; undefined for none, and for the year 1. */
export const timeText = (value: unknown): string | undefined => serviceTime(text(value));
