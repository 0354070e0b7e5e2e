import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IConnections, INode } from 'n8n-workflow';

const folder = join(__dirname, '..', '..', 'examples');

/** A workflow of `examples/`, as n8n's "Import from file" reads it. */
export interface ExampleWorkflow {
	id: string;
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: Record<string, unknown>;
	active: boolean;
}

/** The file names of the examples without `.json`, in the order of the alphabet. */
export const exampleNames = (): string[] =>
	readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -'.json'.length))
		.sort();

/** The file of an example as it stands. */
export const exampleText = (name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8');

/** The workflow in an example's file. */
export function readExample(name: string): ExampleWorkflow {
	// SAFETY: test/unit/examples.test.ts holds every file to this shape.
	return JSON.parse(exampleText(name)) as ExampleWorkflow;
}
