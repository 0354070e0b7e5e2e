import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A CPU profile as V8 writes it. */
interface CpuProfile {
	nodes: Array<{ id: number; callFrame: { functionName: string; url: string; lineNumber: number } }>;
	samples: number[];
	timeDeltas: number[];
}

export interface HotSpot {
	/** Function, file and line. */
	place: string;
	/** Of the time that was not idle. */
	percent: number;
}

/** Where a process spent its time itself, most first. */
export function hotSpots({ nodes, samples, timeDeltas }: CpuProfile, most: number): HotSpot[] {
	const placeOf = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
	const spent = new Map<string, number>();
	for (const [index, id] of samples.entries()) {
		const place = placeOf.get(id) ?? '?';
		spent.set(place, (spent.get(place) ?? 0) + (timeDeltas[index] ?? 0));
	}
	spent.delete('(idle)');
	const busy = [...spent.values()].reduce((sum, time) => sum + time, 0);
	return [...spent]
		.sort(([, a], [, b]) => b - a)
		.slice(0, most)
		.map(([place, time]) => ({ place, percent: (100 * time) / busy }));
}

/** The hot spots of every profile in a folder, as text. */
export function hotSpotsIn(folder: string, most = 15): string {
	const files = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
	return files
		.map((name) => {
			// SAFETY: what Node's --cpu-prof wrote.
			const profile = JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile;
			const lines = hotSpots(profile, most).map(
				({ place, percent }) => `  ${percent.toFixed(1)} %  ${place}`,
			);
			return [name, ...lines].join('\n');
		})
		.join('\n\n');
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
	const file = url.split(/node_modules\/|\/dist\//).at(-1) ?? '';
	const name = functionName === '' ? '(anonymous)' : functionName;
	return file === '' ? name : `${name} ${file}:${lineNumber + 1}`;
}
