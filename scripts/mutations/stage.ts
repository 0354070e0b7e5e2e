import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Fault } from './fault';
import { CODE_FOLDER, planted } from './fault';

const ROOT = join(__dirname, '..', '..');
const COPIED = [
	'nodes',
	'credentials',
	'test',
	'demo',
	'scripts',
	'index.ts',
	'jest.config.js',
	'package.json',
];

/** A copy of the project to plant faults in, so that nobody ever sees one in the project itself. */
export interface Stage {
	folder: string;
	/** Does the work with the fault in place. Throws where the list of faults is stale. */
	with<T>(fault: Fault, work: () => Promise<T>): Promise<T>;
	remove(): void;
}

/** Copies the project as it is now, with the packages that are installed. */
export function createStage(): Stage {
	const folder = mkdtempSync(join(realpathSync(tmpdir()), 'mutations-'));
	for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
	symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(folder, 'node_modules'), 'dir');
	return {
		folder,
		async with(fault, work) {
			const path = join(folder, CODE_FOLDER, fault.file);
			const original = readFileSync(path, 'utf8');
			const changed = planted(original, fault);
			if (changed === undefined) throw new Error(`The list is stale: '${fault.name}' in ${fault.file}.`);
			writeFileSync(path, changed);
			try {
				return await work();
			} finally {
				writeFileSync(path, original);
			}
		},
		remove: () => {
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
