import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A CPU profile as V8 writes it; times in microseconds. */
export interface CpuProfile {
	nodes: Array<{
		id: number;
		callFrame: { functionName: string; url: string; lineNumber: number };
		children?: number[];
	}>;
	samples: number[];
	timeDeltas: number[];
}

export interface Share {
	name: string;
	/** Of the time that was not idle. */
	percent: number;
}

export interface HotSpots {
	busyMs: number;
	/** By package or part of Node: its own functions' time alone. */
	packages: Share[];
	/** Functions of this package with all that they called, so that the shares overlap. */
	functions: Share[];
}

const OURS = 'nodes/MicrosoftDefenderMssp/';

/** Where a process spent its time, most first. */
export function hotSpotsOf({ nodes, samples, timeDeltas }: CpuProfile, most: number): HotSpots {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
	const packages = new Map<string, number>();
	const functions = new Map<string, number>();
	let busy = 0;
	for (const [index, sample] of samples.entries()) {
		const time = timeDeltas[index] ?? 0;
		const frame = byId.get(sample)?.callFrame;
		if (frame === undefined || frame.functionName === '(idle)') continue;
		busy += time;
		add(packages, packageOf(frame), time);
		for (const name of callersOf(sample, byId, parents)) add(functions, name, time);
	}
	const shares = (spent: Map<string, number>): Share[] =>
		[...spent]
			.sort(([, a], [, b]) => b - a)
			.slice(0, most)
			.map(([name, time]) => ({ name, percent: (100 * time) / busy }));
	return { busyMs: busy / 1000, packages: shares(packages), functions: shares(functions) };
}

type Frame = CpuProfile['nodes'][number]['callFrame'];

/** Our functions among those that led there; each once, however deep it calls itself. */
function callersOf(
	sample: number,
	byId: Map<number, CpuProfile['nodes'][number]>,
	parents: Map<number | undefined, number | undefined>,
): Set<string> {
	const names = new Set<string>();
	for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
		const frame = byId.get(id)?.callFrame;
		if (frame?.url.includes(OURS) === true) names.add(nameOf(frame));
	}
	return names;
}

function nameOf({ functionName, url, lineNumber }: Frame): string {
	const name = functionName === '' ? '(anonymous)' : functionName;
	return `${name} ${url.split(OURS).at(-1) ?? ''}:${lineNumber + 1}`;
}

/** What compiles the benchmark itself is told apart, because it is no part of what is measured. */
function packageOf({ functionName, url }: Frame): string {
	if (url === '') return functionName.startsWith('(') ? functionName : "(Node's native code)";
	if (url.includes(OURS)) return 'this package';
	if (/\/test\/|\/tsx\//.test(url)) return '(the benchmark)';
	const installed = [...url.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].at(-1)?.[1];
	return installed ?? /^node:(?:internal\/)?\w+/.exec(url)?.[0] ?? 'other';
}

function add(spent: Map<string, number>, name: string, time: number): void {
	spent.set(name, (spent.get(name) ?? 0) + time);
}

/** The hot spots of every profile in a folder, as text. */
export function hotSpotsIn(folder: string, most = 20): string {
	const files = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
	const listed = (shares: Share[]): string[] =>
		shares.map(({ name, percent }) => `  ${percent.toFixed(1).padStart(5)} %  ${name}`);
	return files
		.map((file) => {
			// SAFETY: what Node's --cpu-prof wrote.
			const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
			const { busyMs, packages, functions } = hotSpotsOf(profile, most);
			const head = `${file}: ${busyMs.toFixed(0)} ms busy`;
			return [head, ...listed(packages), ' of it in and below', ...listed(functions)].join('\n');
		})
		.join('\n\n');
}
