import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Manifest } from './problems';

export const root = join(__dirname, '..', '..');

/** Where the release is put together; not in git. */
export const releaseFolder = join(root, 'artifacts', 'release');

// SAFETY: our own package.json; what of it matters is checked before a release.
export const readManifest = (): Manifest =>
	JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

export const readChangelog = (): string => readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
