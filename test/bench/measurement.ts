import type { Bench } from './bench';

/** One of the questions that the benchmark answers. */
export interface Measurement {
	name: string;
	title: string;
	run(bench: Bench): Promise<Findings>;
}

/** What a measurement found. */
export interface Findings {
	tables: Table[];
	goals: Goal[];
	/** What makes the numbers worthless: something lost, doubled or not measured. */
	faults: string[];
	/** Everything as measured, for the JSON file. */
	raw: unknown;
}

export interface Table {
	title: string;
	columns: string[];
	rows: Array<Array<string | number>>;
	notes?: string[];
}

/** A number that is to be at most, or at least, the limit. */
export interface Goal {
	text: string;
	value: number;
	unit: string;
	atMost?: number;
	atLeast?: number;
}
