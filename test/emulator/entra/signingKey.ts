import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

import type { SigningKey } from '../world';

const pending = new Map<'key', Promise<SigningKey>>();

/**
 * The key that tokens are signed with. Making one takes a good part of a second, so the emulators of a process share it;
 * a token still means nothing to an emulator that does not know its tenant.
 */
export function sharedSigningKey(): Promise<SigningKey> {
	const key = pending.get('key') ?? makeSigningKey();
	pending.set('key', key);
	return key;
}

/** A key that no other emulator has. */
export async function makeSigningKey(): Promise<SigningKey> {
	const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
	return { kid: 'emulator-signing-key', privateKey, publicKey };
}
