/** What the command line asks for. */
export interface DemoOptions {
	/** Prove that every alert arrives where it belongs, then end, instead of staying for a visitor. */
	check: boolean;
}

export const usage = `npm run demo              start everything and stay until Ctrl+C
npm run demo -- --check   start everything, check that every alert arrives in its own channel, and end`;

/** Reads the command line's arguments. Throws with the usage text when it does not understand one. */
export function parseOptions(args: string[]): DemoOptions {
	const unknown = args.filter((arg) => arg !== '--check');
	if (unknown.length > 0) throw new Error(`Unknown argument ${unknown.join(' ')}. Usage:\n${usage}`);
	return { check: args.includes('--check') };
}
