import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CODE_FOLDER, planted } from '../../scripts/mutations/fault';
import { areas } from '../../scripts/mutations/faults';

const ROOT = join(__dirname, '..', '..');
const faults = areas.flatMap((area) => area.faults);

describe('the planted faults of `npm run test:mutations`', () => {
	it.each(faults)('$name: its place is in the code, exactly once', (fault) => {
		const text = readFileSync(join(ROOT, CODE_FOLDER, fault.file), 'utf8');
		expect(planted(text, fault)).toBeDefined();
	});

	it('have a name each', () => {
		const names = areas.flatMap(({ name, faults: own }) => own.map((fault) => `${name}: ${fault.name}`));
		expect(new Set(names).size).toBe(names.length);
	});

	it('are tried by tests that are there', () => {
		const missing = areas.flatMap(({ tests }) => tests).filter((test) => !existsSync(join(ROOT, test)));
		expect(missing).toEqual([]);
	});
});
