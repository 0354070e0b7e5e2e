import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { startEmulator } from './index';

/**
 * The emulator as a program: `npx tsx test/emulator/main.ts [--port 5800] [--ca emulator-ca.pem]`.
 * Prints its origins as one line of JSON. `--port` is the login host's, Graph, Defender and the admin page take the
 * next three. Tenants, apps, users and alerts are then added through the admin page's JSON API.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: 'string' }, ca: { type: 'string' } } });
	const first = Number(values.port ?? 0);
	const ports = first === 0 ? {} : { login: first, graph: first + 1, defender: first + 2, admin: first + 3 };
	const emulator = await startEmulator({ ports });
	if (values.ca !== undefined) await writeFile(values.ca, emulator.caPem);
	const { loginUrl, graphUrl, defenderUrl, adminUrl } = emulator;
	process.stdout.write(`${JSON.stringify({ loginUrl, graphUrl, defenderUrl, adminUrl, ca: values.ca })}\n`);
	const stop = () => void emulator.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
