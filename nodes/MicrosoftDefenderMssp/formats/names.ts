import { fullPath } from '../core/filePath';
import { isIp } from '../core/ipAddress';
import type { Account, Device, FileDetails } from '../core/evidence/evidence';

/** Account name; the principal name or another name where that is all there is. */
export const userName = (account: Account): string | undefined => {
	const { name, principalName, email, displayName, id, sid } = account;
	return name ?? principalName ?? email ?? displayName ?? id ?? sid;
};

/** The name of the device in its domain: `pc7` of `pc7.contoso.example`. */
export const shortName = ({ hostName, name }: Device): string | undefined =>
	hostName ?? (name === undefined ? undefined : (inDomain(name)?.host ?? name));

/** `contoso.example` of `pc7.contoso.example`. */
export const domainOf = ({ domain, name = '' }: Device): string | undefined =>
	domain ?? inDomain(name)?.domain;

function inDomain(name: string): { host?: string; domain?: string } | undefined {
	const [, host, domain] = /^([^.]+)\.(.+)$/s.exec(name) ?? [];
	return host === undefined || isIp(name) ? undefined : { host, domain };
}

/** The folder of the file. */
export function folderOf(file: FileDetails): string | undefined {
	const full = fullPath(file);
	const end = full === undefined ? -1 : Math.max(full.lastIndexOf('\\'), full.lastIndexOf('/'));
	return end > 0 ? full?.slice(0, end) : undefined;
}

export const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The hashes of a file, the strongest first. */
export const hashesOf = (file: FileDetails = {}): string[] =>
	[file.sha256, file.sha1, file.md5].filter((hash) => hash !== undefined);

/** The host that a URL names, without the brackets of an IPv6 address. */
export function hostOfUrl(url: string): string | undefined {
	const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/, '$1') : '';
	return host === '' ? undefined : host;
}
