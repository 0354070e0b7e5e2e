import { execFileSync } from 'node:child_process';

import { readManifest } from './files';
import { withRuntimeFolder } from './runtimeFolder';

/** The bill of materials (CycloneDX) of what is installed with the package, by npm. */
export function makeSbom(): string {
	const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
	const shell = process.platform === 'win32';
	return withRuntimeFolder((cwd) => named(execFileSync('npm', args, { cwd, encoding: 'utf8', shell })));
}

/** npm takes the name of the package from the folder that it stands in. */
function named(text: string): string {
	// SAFETY: npm's own output, CycloneDX 1.5.
	const sbom = JSON.parse(text) as { metadata: { component: { name: string } } };
	sbom.metadata.component.name = readManifest().name;
	return `${JSON.stringify(sbom, null, '\t')}\n`;
}
