import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { StoryName } from '../../emulator';
import { sceneOf, stories } from '../../emulator';
import { graphAlert } from '../../emulator/alerts/graphView';
import { newAlertRecord } from '../../emulator/alerts/record';
import type { Bench } from '../bench';
import type { Measurement } from '../measurement';
import { readable } from '../report/numbers';

interface Simplified {
	/** CPU of one alert. */
	us: number;
	/** Of its JSON. */
	bytes: number;
	rawHeap: number;
	simpleHeap: number;
	bothHeap: number;
}

const TENANT = { tenantId: '00000000-0000-4000-8000-00000000face', domain: 'contoso.example' };
const NOW = Date.parse('2026-01-05T08:47:17Z');

const storyText = (name: StoryName): string => JSON.stringify(shown(stories[name](sceneOf(TENANT, NOW))));

const shown = (input: Parameters<typeof newAlertRecord>[0]) =>
	graphAlert(newAlertRecord(input, NOW, TENANT.domain), TENANT.tenantId, true);

/** The alert that the other measurements are made of, and three whose evidence is quite another. */
const alerts = (): Array<[title: string, text: string]> => [
	['endpoint, six pieces of evidence', JSON.stringify(shown({}))],
	['phishing', storyText('phishing')],
	['OAuth grant', storyText('oauthGrant')],
	['Kubernetes', storyText('coinMiner')],
];

/** What making items of the service's alerts takes. */
export const simplify: Measurement = {
	name: 'simplify',
	title: 'what simplifying an alert takes',
	run(bench) {
		const folder = mkdtempSync(join(tmpdir(), 'defender-simplify-'));
		const measured = alerts().map(([title, text]): [string, Simplified] => {
			const file = join(folder, 'alert.json');
			writeFileSync(file, text);
			return [title, measure(bench, file)];
		});
		rmSync(folder, { recursive: true, force: true });
		const [, endpoint] = measured[0] ?? [];
		return Promise.resolve({
			tables: [
				{
					title: 'One alert of Microsoft Graph, compiled code',
					columns: ['alert', 'JSON', 'CPU', 'heap as sent', 'heap simplified', 'heap of both'],
					rows: measured.map(([title, { us, bytes, rawHeap, simpleHeap, bothHeap }]) => [
						title,
						`${readable(bytes)} B`,
						`${readable(us)} µs`,
						`${readable(rawHeap)} B`,
						`${readable(simpleHeap)} B`,
						`${readable(bothHeap)} B`,
					]),
					notes: ['Simplified alone keeps the texts that it shares with what the service sent.'],
				},
			],
			goals: [
				{ text: 'Simplify: CPU of an endpoint alert', value: endpoint?.us ?? NaN, unit: ' µs', atMost: 10 },
				{
					// 8,770 B before there was one evidence model, and a tenth more.
					text: 'Simplify: memory of an endpoint alert as sent and simplified',
					value: endpoint?.bothHeap ?? NaN,
					unit: ' B',
					atMost: 9_647,
				},
			],
			faults: [],
			raw: measured,
		});
	},
};

function measure({ nodeBinary, packageDir }: Bench, file: string): Simplified {
	const program = join(__dirname, '..', 'child', 'simplify.js');
	const args = ['--expose-gc', program, packageDir, file];
	const { status, stdout, stderr } = spawnSync(nodeBinary, args, { encoding: 'utf8' });
	if (status !== 0) throw new Error(`Simplifying failed:\n${stderr.slice(-2_000)}`);
	// SAFETY: what child/simplify.js prints.
	return JSON.parse(stdout) as Simplified;
}
