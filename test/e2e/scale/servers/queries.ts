import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { InstalledN8n } from '../../../n8n/install';
import { isObject } from '../../../n8n/json';
import { outputOf, type Queries } from '../../stage/database';
import { postgresDatabase, postgresUser } from './postgres';

const query = `const [module, connection, sql, parameters] = process.argv.slice(1);
const { Client } = require(module);
async function main() {
	const client = new Client(JSON.parse(connection));
	await client.connect();
	const { rows } = await client.query(sql, JSON.parse(parameters));
	await client.end();
	process.stdout.write(JSON.stringify(rows));
}
main().catch((error) => {
	process.stderr.write(error.message);
	process.exitCode = 1;
});`;

/** A query with `?` or `?1` for its parameters, as PostgreSQL takes it. */
export function numbered(sql: string): string {
	let last = 0;
	return sql.replace(/\?(\d*)/g, (_mark, number: string) => {
		last = number === '' ? last + 1 : Number(number);
		return `$${last}`;
	});
}

/** n8n's database in PostgreSQL, asked with n8n's own client. */
export function postgresQueries({ dir, nodeBinary }: InstalledN8n, port: number): Queries {
	const module = join(dir, 'node_modules', 'pg');
	const connection = { host: '127.0.0.1', port, user: postgresUser, database: postgresDatabase };
	return {
		rows: async (sql, parameters = []) => {
			const args = [module, JSON.stringify(connection), numbered(sql), JSON.stringify(parameters)];
			const rows: unknown = JSON.parse(await outputOf(spawn(nodeBinary, ['-e', query, ...args])));
			return Array.isArray(rows) ? rows.filter(isObject) : [];
		},
	};
}
