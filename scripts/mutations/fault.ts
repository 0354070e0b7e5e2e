/** A fault that is planted on purpose, to see whether a test notices. */
export interface Fault {
	/** What goes wrong, in words. */
	name: string;
	/** Below `nodes/MicrosoftDefenderMssp`. */
	file: string;
	/** Occurs exactly once in the file. */
	find: string;
	replace: string;
}

/** Faults that the same tests are to notice. */
export interface Area {
	name: string;
	/** Test files that are tried first; the random histories of `test/properties` follow. */
	tests: string[];
	faults: Fault[];
}

export const CODE_FOLDER = 'nodes/MicrosoftDefenderMssp';

/** The text with the fault in it; undefined where the list is stale, because the code has no such place or several. */
export function planted(text: string, { find, replace }: Fault): string | undefined {
	const parts = text.split(find);
	return parts.length === 2 && find !== replace ? parts.join(replace) : undefined;
}
