import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { repositoryRoot } from '../n8n/cache';

describe('npm run bench', () => {
	const out = mkdtempSync(join(tmpdir(), 'defender-bench-test-'));
	afterAll(() => {
		rmSync(out, { recursive: true, force: true });
	});

	it('prints its tables and goals, keeps the numbers as JSON, and loses no alert', () => {
		const args = ['--import', 'tsx', 'test/bench/main.ts', 'sweep', '--tiny', '--without-n8n', '--out', out];
		const { status, stdout, stderr } = spawnSync(process.execPath, args, {
			cwd: repositoryRoot,
			encoding: 'utf8',
		});
		expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
		expect(stdout).toContain('### sweep');
		expect(stdout).toMatch(/\| this trigger, warm tokens +\| +[\d.,]+ s \|/);
		expect(stdout).toMatch(/\| Sweep, 2 at a time: warm wall time to \(b\) +\|.* (reached|missed) by /);
		const kept = JSON.parse(readFileSync(join(out, 'latest.json'), 'utf8')) as {
			results: Array<{ name: string; findings: { faults: string[]; raw: Raw } }>;
		};
		const [sweep] = kept.results;
		expect(kept.results.map(({ name }) => name)).toEqual(['sweep']);
		expect(sweep?.findings.faults).toEqual([]);
		const round = sweep?.findings.raw.heats[0]?.results.trigger[0];
		// A look-back begins with the newest alerts, so a first poll asks each customer twice.
		expect(round?.cold).toMatchObject({ delivered: 6, traffic: { tokens: 3, lists: 6 } });
		expect(round?.warm).toMatchObject({ delivered: 6, traffic: { tokens: 0, lists: 6 } });
		expect(round?.peakMb).toBeGreaterThan(50);
	}, 240_000);
});

interface Raw {
	heats: Array<{ results: { trigger: Array<{ cold: object; warm: object; peakMb: number }> } }>;
}
