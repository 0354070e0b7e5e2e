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
		const program = ['--import', 'tsx', 'test/bench/main.ts'];
		const args = [...program, 'sweep', 'latency', 'fairness', '--tiny', '--without-n8n', '--out', out];
		const { status, stdout, stderr } = spawnSync(process.execPath, args, {
			cwd: repositoryRoot,
			encoding: 'utf8',
		});
		expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
		expect(stdout).toContain('### sweep');
		expect(stdout).toMatch(/\| this trigger, warm tokens +\| +[\d.,]+ s \|/);
		expect(stdout).toMatch(/\| Sweep, 2 at a time: warm wall time to \(b\) +\|.* (reached|missed) by /);
		const kept = JSON.parse(readFileSync(join(out, 'latest.json'), 'utf8')) as {
			results: Array<{ name: string; findings: { faults: string[]; raw: object } }>;
		};
		expect(kept.results.map(({ name, findings: { faults } }) => [name, faults])).toEqual([
			['sweep', []],
			['latency', []],
			['fairness', []],
		]);
		const [sweep, latency, fairness] = kept.results.map(({ findings }) => findings.raw);
		// SAFETY: what the measurements keep.
		const round = (sweep as Sweep).heats[0]?.results.trigger[0];
		// A look-back begins with the newest alerts, so a first poll asks each customer twice.
		expect(round?.cold).toMatchObject({ delivered: 6, traffic: { tokens: 3, lists: 6 } });
		expect(round?.warm).toMatchObject({ delivered: 6, traffic: { tokens: 0, lists: 6 } });
		expect(round?.peakMb).toBeGreaterThan(50);
		const { found, read } = latency as Latency;
		// Each of the customers that are not slow has 13 alerts, one every 13 seconds.
		expect(found.map(({ result }) => result.delaysMs.length)).toEqual([52, 39, 26, 26]);
		expect(found.map(({ result }) => result.pollsLost)).toEqual([0, 0, 0, 0]);
		expect(read[0]?.result).toMatchObject({ readCold: 5, readWarm: 5 });
		const [{ result }] = fairness as Fairness;
		expect(result).toMatchObject({ polls: 4, quietLate: 0 });
		expect(result.newlyRead[0]).toBe(4);
	}, 480_000);
});

interface Sweep {
	heats: Array<{ results: { trigger: Array<{ cold: object; warm: object; peakMb: number }> } }>;
}

interface Latency {
	found: Array<{ result: { delaysMs: number[]; pollsLost: number } }>;
	read: Array<{ result: object }>;
}

type Fairness = [{ result: { newlyRead: number[] } }];
