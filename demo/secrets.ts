import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { cacheRoot } from '../test/n8n/cache';
import { textOf, writePrivately } from '../test/n8n/files';
import { at } from '../test/n8n/json';

/** What the demo needs to be told once per machine and never be in the repository. */
export interface DemoSecrets {
	email: string;
	password: string;
	/** The secret of the demo's app registration in the emulator. */
	clientSecret: string;
}

/** Where everything of the demo is kept, readable for its owner only. */
export const demoFolder = (): string => join(cacheRoot(), 'demo');

function newSecrets(): DemoSecrets {
	return {
		email: 'demo@mssp.example',
		// n8n wants a capital, a digit and eight characters.
		password: `Demo-${randomBytes(6).toString('hex')}-1`,
		clientSecret: randomBytes(24).toString('base64url'),
	};
}

function parseSecrets(text: string): DemoSecrets | undefined {
	const stored: unknown = JSON.parse(text);
	const [email, password, clientSecret] = ['email', 'password', 'clientSecret'].map((key) => at(stored, key));
	if (typeof email !== 'string' || typeof password !== 'string' || typeof clientSecret !== 'string')
		return undefined;
	return { email, password, clientSecret };
}

/** This machine's login and secrets: random, made at the first run and the same ever after. */
export async function demoSecrets(): Promise<DemoSecrets> {
	const file = join(demoFolder(), 'secrets.json');
	const text = await textOf(file);
	const known = text === undefined ? undefined : parseSecrets(text);
	if (known) return known;
	const secrets = newSecrets();
	await writePrivately(file, `${JSON.stringify(secrets, null, '\t')}\n`);
	return secrets;
}
