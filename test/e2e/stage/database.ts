import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { InstalledN8n } from '../../n8n/install';
import { isObject, type JsonObject } from '../../n8n/json';

/** n8n's database, of whichever kind. */
export interface Queries {
	/** The rows of a query, whether n8n runs or not. Parameters are `?`, or `?1` and so on. */
	rows: (sql: string, parameters?: Array<string | number>) => Promise<JsonObject[]>;
}

/** n8n's SQLite file, looked at with the SQLite of the Node that n8n runs on: ours may be older than `node:sqlite`. */
export interface Database extends Queries {
	/** Keeps everyone else from writing for so long; resolves when it is over. */
	lockFor: (milliseconds: number) => Promise<void>;
}

const open = `const { DatabaseSync } = require('node:sqlite');
const [file, ...args] = process.argv.slice(1);
const database = new DatabaseSync(file, { timeout: 10_000 });
`;
const query = `${open}const [sql, parameters] = args;
process.stdout.write(JSON.stringify(database.prepare(sql).all(...JSON.parse(parameters))));`;
const lock = `${open}database.exec('BEGIN IMMEDIATE');
setTimeout(() => database.exec('ROLLBACK'), Number(args[0]));`;

/** What a program that asks n8n's database prints. Throws with its errors when it fails. */
export async function outputOf(child: ChildProcess): Promise<string> {
	const chunks = { out: '', error: '' };
	child.stdout?.on('data', (chunk: Buffer) => (chunks.out += chunk.toString('utf8')));
	child.stderr?.on('data', (chunk: Buffer) => (chunks.error += chunk.toString('utf8')));
	const [code] = (await once(child, 'close')) as [number | null];
	if (code !== 0) throw new Error(`n8n's database could not be used: ${chunks.error.trim()}`);
	return chunks.out;
}

/** The database of the n8n in this user folder. */
export function databaseOf({ nodeBinary }: InstalledN8n, userFolder: string): Database {
	const file = join(userFolder, '.n8n', 'database.sqlite');
	const run = async (script: string, ...args: string[]): Promise<string> =>
		await outputOf(spawn(nodeBinary, ['--no-warnings', '-e', script, file, ...args]));
	return {
		rows: async (sql, parameters = []) => {
			const rows: unknown = JSON.parse(await run(query, sql, JSON.stringify(parameters)));
			return Array.isArray(rows) ? rows.filter(isObject) : [];
		},
		lockFor: async (milliseconds) => {
			await run(lock, String(milliseconds));
		},
	};
}
