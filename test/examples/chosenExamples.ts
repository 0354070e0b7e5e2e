import { exampleNames } from './exampleWorkflows';

/** The examples that the command line names; all of them unless it names any. Throws at a name that is none. */
export function chosenExamples(args: string[]): string[] {
	const names = exampleNames();
	const unknown = args.filter((arg) => !names.includes(arg));
	if (unknown.length > 0) {
		throw new Error(`There is no example ${unknown.join(', ')}. There are: ${names.join(', ')}`);
	}
	return args.length > 0 ? args : names;
}
