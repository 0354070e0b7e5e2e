/** What the command line asks for. */
export interface RunOptions {
	/** Names of the measurements; empty: all of them. */
	names: string[];
	/** Sizes that only show that everything is measured. */
	tiny: boolean;
	/** Drains what is otherwise left when its time is over. */
	long: boolean;
	/** Takes a CPU profile of each measuring process. */
	profile: boolean;
	/** Puts the tables into docs/performance.md. */
	writeDocs: boolean;
	/** Leaves out what needs an installed n8n. */
	withoutN8n: boolean;
	/** A checkout of another state of this project; absent: it is held against none. */
	before?: string;
	/** Where results and the built package go. */
	out: string;
}

export const usage = `npm run bench                       everything
npm run bench -- sweep idle         some of: sweep, latency, fairness, backlog, idle, growth, actions, simplify, load
  --write-docs                      put the tables into docs/performance.md
  --profile                         keep a CPU profile of each measuring process, and name its hot spots
  --long                            hand over all 500,000 alerts of the backlog of many customers
  --tiny                            small numbers, only to see that it works
  --before <folder>                 beside latency and fairness measure another checkout of this project
  --out <folder>                    instead of artifacts/bench
  --without-n8n                     do not install n8n: leave its HTTP Request node out, measure with this Node`;

const FLAGS: Record<string, Exclude<keyof RunOptions, 'names' | 'before' | 'out'>> = {
	'--tiny': 'tiny',
	'--long': 'long',
	'--profile': 'profile',
	'--write-docs': 'writeDocs',
	'--without-n8n': 'withoutN8n',
};

/** Reads the arguments. Throws with the usage text for one that is none, or for an unknown measurement. */
export function parseRunOptions(args: readonly string[], known: readonly string[]): RunOptions {
	const options: RunOptions = {
		names: [],
		tiny: false,
		long: false,
		profile: false,
		writeDocs: false,
		withoutN8n: false,
		out: 'artifacts/bench',
	};
	const rest = [...args];
	for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
		if ((arg === '--out' || arg === '--before') && rest[0] !== undefined) {
			options[arg === '--out' ? 'out' : 'before'] = rest.shift() ?? '';
			continue;
		}
		const flag = FLAGS[arg];
		if (flag !== undefined) options[flag] = true;
		else if (known.includes(arg)) options.names.push(arg);
		else throw new Error(`Unknown argument ${arg}. Usage:\n${usage}`);
	}
	return options;
}
