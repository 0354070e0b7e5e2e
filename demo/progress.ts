import type { Log } from '../test/n8n/npm';

/** Prints one line for the person at the terminal. */
export function printLine(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Prints lines with the seconds since the start, so that a first run of minutes is seen to be alive. */
export function progressPrinter(print: (line: string) => void, now: () => number): Log {
	const started = now();
	return (line) => {
		const seconds = ((now() - started) / 1000).toFixed(1).padStart(6);
		print(`${seconds} s  ${line}`);
	};
}
