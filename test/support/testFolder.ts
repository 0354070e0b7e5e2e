import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the files of one run of jest live; its workers inherit the name. */
export const TEST_FOLDER = 'DEFENDER_MSSP_TEST_FOLDER';

/** Before all tests. */
export async function makeTestFolder(): Promise<void> {
	process.env[TEST_FOLDER] = await mkdtemp(join(tmpdir(), 'n8n-test-'));
}

/** After all tests. */
export async function removeTestFolder(): Promise<void> {
	const folder = process.env[TEST_FOLDER];
	if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
