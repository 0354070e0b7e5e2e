import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { codeFiles } from './codeFiles';
import { repositoryRoot } from './sourceFiles';

const MOST_LINES = 400;
const MEDIAN_LINES = 80;

const sizes = codeFiles().map((path) => ({
	path,
	lines: readFileSync(join(repositoryRoot, path), 'utf8').trimEnd().split('\n').length,
}));

const median = (numbers: number[]) =>
	[...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Infinity;

describe('files of code, tests and tools included', () => {
	it('are all looked at', () => {
		expect(sizes.length).toBeGreaterThan(500);
		expect(sizes.map(({ path }) => path)).toEqual(
			expect.arrayContaining([
				'index.ts',
				'eslint.config.mjs',
				'scripts/run.mjs',
				'test/package/sizes.test.ts',
			]),
		);
	});

	it(`have at most ${MOST_LINES} lines`, () => {
		expect(sizes.filter(({ lines }) => lines > MOST_LINES)).toEqual([]);
	});

	it(`have ${MEDIAN_LINES} lines or fewer, more often than not`, () => {
		const published = sizes.filter(({ path }) => /^(nodes|credentials)\/|^index\.ts$/.test(path));
		expect(median(published.map(({ lines }) => lines))).toBeLessThanOrEqual(MEDIAN_LINES);
		expect(median(sizes.map(({ lines }) => lines))).toBeLessThanOrEqual(MEDIAN_LINES);
	});
});
