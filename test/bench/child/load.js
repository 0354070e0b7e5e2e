'use strict';

// Plain JavaScript, because whatever compiles TypeScript would be measured too. Arguments: the package's folder, and `bare`,
// `package` (all that n8n loads of it) or `msal` (what the first token adds).
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const [, , folder, what] = process.argv;
const root = join(__dirname, '..', '..', '..');
const { nodes, credentials } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).n8n;
const load = createRequire(join(folder, 'package.json'));

// n8n has it loaded before any package.
require('n8n-workflow');

const residentMb = () => {
	global.gc();
	return process.memoryUsage().rss / 2 ** 20;
};
const heapMb = () => process.memoryUsage().heapUsed / 2 ** 20;

const before = { rss: residentMb(), heap: heapMb() };
const started = performance.now();
if (what !== 'bare') {
	for (const file of [...nodes, ...credentials]) {
		const [className] = file.split('/').at(-1).split('.');
		new (load(join(folder, file))[className])();
	}
}
const loaded = performance.now();
if (what === 'msal') load('@azure/msal-node');
const ended = performance.now();
const isMsal = Object.keys(require.cache).some((path) => path.includes('msal-node'));
const after = { rss: residentMb(), heap: heapMb() };
process.stdout.write(
	JSON.stringify({
		ms: what === 'msal' ? ended - loaded : loaded - started,
		rssMb: after.rss - before.rss,
		heapMb: after.heap - before.heap,
		isMsal,
	}),
);
