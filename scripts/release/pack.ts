import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readChangelog, readManifest, releaseFolder, root } from './files';
import { changesOf } from './notes';
import { makeSbom } from './sbom';

const npm = (...args: string[]): string =>
	execFileSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });

const { name, version } = readManifest();
rmSync(releaseFolder, { recursive: true, force: true });
mkdirSync(releaseFolder, { recursive: true });
npm('pack', '--ignore-scripts', '--silent', '--pack-destination', releaseFolder);
writeFileSync(join(releaseFolder, `${name}-${version}.cdx.json`), makeSbom());
writeFileSync(join(releaseFolder, 'notes.md'), `${changesOf(readChangelog(), version) ?? ''}\n`);

const sums = readdirSync(releaseFolder)
	.filter((file) => /\.(tgz|cdx\.json)$/.test(file))
	.map((file) => {
		const hash = createHash('sha256').update(readFileSync(join(releaseFolder, file)));
		return `${hash.digest('hex')}  ${file}\n`;
	});
writeFileSync(join(releaseFolder, 'SHA256SUMS'), sums.join(''));
process.stdout.write(sums.join(''));
