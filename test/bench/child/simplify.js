'use strict';

// Plain JavaScript, because whatever compiles TypeScript would be measured too. Arguments: the package's folder and a file with
// an alert as Graph sends it. Prints what simplifying such alerts takes once V8 has compiled it.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const [, , folder, file] = process.argv;
const path = join(folder, 'dist/nodes/MicrosoftDefenderMssp/core/simplify/graphAlert.js');
const { simplifyGraphAlert } = require(path);
const text = readFileSync(file, 'utf8');

const ALERTS = 2_000;
const ROUNDS = 10;

const page = Array.from({ length: ALERTS }, () => JSON.parse(text));
let us = Infinity;
// The best of many rounds: the first ones are compiled, and what else the machine does only ever adds.
for (let round = 0; round < ROUNDS; round += 1) {
	const started = process.cpuUsage();
	for (const raw of page) simplifyGraphAlert(raw);
	const { user, system } = process.cpuUsage(started);
	us = Math.min(us, (user + system) / ALERTS);
}

/** Bytes an alert that stay, made by `make`. */
function heldBy(make) {
	global.gc();
	const before = process.memoryUsage().heapUsed;
	const held = Array.from({ length: ALERTS }, make);
	global.gc();
	const bytes = (process.memoryUsage().heapUsed - before) / ALERTS;
	return held.length === ALERTS ? bytes : NaN;
}

heldBy(() => simplifyGraphAlert(JSON.parse(text)));
process.stdout.write(
	JSON.stringify({
		us,
		bytes: text.length,
		rawHeap: heldBy(() => JSON.parse(text)),
		simpleHeap: heldBy(() => simplifyGraphAlert(JSON.parse(text))),
		bothHeap: heldBy(() => {
			const raw = JSON.parse(text);
			return [raw, simplifyGraphAlert(raw)];
		}),
	}),
);
