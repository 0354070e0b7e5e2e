import { gunzipSync } from 'node:zlib';

export interface TarEntry {
	/** Path in the package, without the folder `package` that npm puts around it. */
	path: string;
	/** Permissions, such as 0o644. */
	mode: number;
	/** When it was changed last, in seconds since 1970. */
	mtime: number;
	/** Names of the user and the group that it belongs to; empty where it belongs to nobody. */
	owner: string;
	content: Buffer;
}

const BLOCK = 512;

/** The files of an npm package: plain files only, as npm writes them. Source: POSIX pax, "ustar Interchange Format". */
export function readTarball(tarball: Buffer): TarEntry[] {
	const tar = gunzipSync(tarball);
	const entries: TarEntry[] = [];
	let at = 0;
	while (at + BLOCK <= tar.length && tar[at] !== 0) {
		const entry = readEntry(tar, at);
		entries.push(entry);
		at += BLOCK + Math.ceil(entry.content.length / BLOCK) * BLOCK;
	}
	return entries;
}

function readEntry(tar: Buffer, at: number): TarEntry {
	const text = (offset: number, length: number) =>
		tar.toString('utf8', at + offset, at + offset + length).replace(/\0.*$/s, '');
	const number = (offset: number, length: number) => parseInt(text(offset, length).trim(), 8);
	const [name, type, prefix] = [text(0, 100), text(156, 1), text(345, 155)];
	const path = prefix === '' ? name : `${prefix}/${name}`;
	if (!['', '0'].includes(type)) throw new Error(`${path} is no plain file but of type ${type}.`);
	const start = at + BLOCK;
	return {
		path: path.replace(/^package\//, ''),
		mode: number(100, 8),
		mtime: number(136, 12),
		owner: text(265, 32) + text(297, 32),
		content: tar.subarray(start, start + number(124, 12)),
	};
}
