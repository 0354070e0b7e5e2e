import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whether an error is of the file system's or the process table's kind named, such as ENOENT. */
export function hasCode(error: unknown, code: string): boolean {
	// Not `instanceof Error`: under jest, Node's own errors are made by another realm's class.
	return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** The file's text; undefined when there is no such file. */
export async function textOf(file: string): Promise<string | undefined> {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return undefined;
		throw error;
	}
}

/** Writes a file that only its owner may read, and the folder for it. */
export async function writePrivately(file: string, text: string): Promise<void> {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	await writeFile(file, text, { mode: 0o600 });
}

/** The last lines of a log file, for an error message. */
export async function logTail(file: string, lines = 25): Promise<string> {
	const text = (await textOf(file)) ?? '';
	return text.trimEnd().split('\n').slice(-lines).join('\n');
}
