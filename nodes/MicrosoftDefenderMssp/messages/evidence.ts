import type { SimpleAlert } from '../core/alert';
import { fullPath } from '../core/filePath';
import { unique } from '../core/json';
import type { Fact } from './content';
import { defangUrl, oneLine } from './text';
import { LONGEST, shown } from './words';

export interface EvidenceLines {
	lines: Fact[];
	/** How many were left out. */
	more: number;
}

/**
 * The evidence of these alerts, at most so many lines: the first of each kind before the second of any, then shown by kind.
 * `first` are lines that belong in front, such as the alerts of an incident.
 */
export function topEvidence(alerts: readonly SimpleAlert[], most: number, first: Fact[] = []): EvidenceLines {
	const kinds = [
		first,
		linesOf(
			'Process',
			alerts.flatMap(({ processes }) => processes.map(({ commandLine, name }) => commandLine ?? name)),
		),
		linesOf(
			'File',
			alerts.flatMap(({ files }) => files.map((file) => fullPath(file) ?? file.name)),
		),
		linesOf('URL', alerts.flatMap(({ urls }) => urls).map(urlOf)),
		linesOf(
			'IP',
			alerts.flatMap(({ ips }) => ips),
		),
		linesOf('Hash', alerts.flatMap(hashesOf)),
	];
	const counts = shares(
		kinds.map((lines) => lines.length),
		most,
	);
	const lines = kinds.flatMap((kind, index) => kind.slice(0, counts[index]));
	return { lines, more: most === 0 ? 0 : kinds.flat().length - lines.length };
}

const linesOf = (label: string, values: Array<string | undefined>): Fact[] =>
	unique(values.map((value) => shown(value, LONGEST.long))).map((value) => ({ label, value }));

/** How many of each kind to take: one of each in turns until there are enough. */
function shares(lengths: readonly number[], most: number): number[] {
	const counts = lengths.map(() => 0);
	for (let left = most, round = 1; left > 0 && lengths.some((length) => length >= round); round += 1) {
		for (const [index, length] of lengths.entries()) {
			if (length < round || left === 0) continue;
			counts[index] = round;
			left -= 1;
		}
	}
	return counts;
}

const urlOf = (url: string): string => defangUrl(oneLine(url));

/** One hash per file, the stronger. */
function hashesOf({ files, hashes }: SimpleAlert): string[] {
	const weaker = new Set(files.flatMap(({ sha1, sha256 }) => (sha256 === undefined ? [] : [sha1])));
	return hashes.filter((hash) => !weaker.has(hash));
}
