/** What the command line asks for. */
export interface RunOptions {
	/** Names of the scenarios to run; empty: all of them. */
	scenarios: string[];
	/** Kills in each mode of `endure`; undefined: the short run. */
	kills?: number;
	/** Only this mode of `endure`. */
	mode?: string;
	/** Makes the random choices of a run happen again. */
	seed: number;
}

export const usage = `npm run test:e2e                                  every scenario
npm run test:e2e -- endure                        one scenario (or several)
npm run test:e2e -- endure --kills 30 --mode durable --seed 7
npm run test:endurance                            endure with 100 kills in each mode`;

function wholeNumber(name: string, text: string | undefined): number {
	if (text === undefined || !/^\d+$/.test(text)) throw new Error(`${name} needs a number. Usage:\n${usage}`);
	return Number(text);
}

/** Reads the command line's arguments; a later one overrides an earlier one. Throws with the usage text when it cannot. */
export function parseRunOptions(args: readonly string[], newSeed: () => number): RunOptions {
	const options: RunOptions = { scenarios: [], seed: newSeed() };
	const rest = [...args];
	for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
		if (arg === '--kills') options.kills = wholeNumber(arg, rest.shift());
		else if (arg === '--seed') options.seed = wholeNumber(arg, rest.shift());
		else if (arg === '--mode') options.mode = rest.shift();
		else if (arg.startsWith('-')) throw new Error(`Unknown argument ${arg}. Usage:\n${usage}`);
		else options.scenarios.push(arg);
	}
	return options;
}
