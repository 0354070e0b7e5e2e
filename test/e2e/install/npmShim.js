// Stands in for `npm` on the PATH of an n8n under test. A package on our shelf is viewed and packed from there, because it is
// not in the registry; everything else is the real npm's, from whatever registry this machine uses.
const { appendFileSync, copyFileSync, readdirSync } = require('node:fs');
const { basename, join } = require('node:path');
const { spawnSync } = require('node:child_process');

const { E2E_SHELF: shelf, E2E_NPM_CLI: npmCli, E2E_NPM_LOG: log } = process.env;
const args = process.argv.slice(2).filter((arg) => !arg.startsWith('--registry='));
const [command, wanted = ''] = args;
appendFileSync(log, `${JSON.stringify({ cwd: process.cwd(), args })}\n`);

/** The file on the shelf for `<name>@<version>`; undefined for what is not there. */
function tarballOf(spec) {
	const [name, version] = [spec.slice(0, spec.lastIndexOf('@')), spec.slice(spec.lastIndexOf('@') + 1)];
	return readdirSync(shelf).find((file) => file === `${name}-${version}.tgz`);
}

const tarball = tarballOf(wanted);
if (command === 'view' && tarball) {
	process.stdout.write(JSON.stringify(wanted.slice(wanted.lastIndexOf('@') + 1)));
} else if (command === 'pack' && tarball) {
	copyFileSync(join(shelf, tarball), join(process.cwd(), tarball));
	process.stdout.write(`${basename(tarball)}\n`);
} else if (command === 'outdated') {
	process.stdout.write('{}');
} else {
	const { status } = spawnSync(process.execPath, [npmCli, ...args], { stdio: 'inherit' });
	process.exitCode = status ?? 1;
}
