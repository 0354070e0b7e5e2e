import type { Locator, Page } from 'playwright-core';
import { byTestId } from '../browser/testId';

/** What a person looks for in the list of nodes. */
export interface NodeChoice {
	/** Typed into the search. */
	search: string;
	/** The node's name in the list. */
	node: string;
	/** The entry of its triggers or actions; undefined where the node has none. */
	action?: string;
}

const entry = (page: Page, words: string): Locator =>
	byTestId(page, 'node-creator-item-name').getByText(words, { exact: true }).first();

async function choose(page: Page, { search, node, action }: NodeChoice): Promise<void> {
	const bar = byTestId(page, 'node-creator-search-bar');
	await bar.waitFor();
	await bar.fill(search);
	await entry(page, node).click();
	if (action !== undefined) await entry(page, action).click();
}

/** Adds the first node of an empty workflow. */
export async function addFirstStep(page: Page, choice: NodeChoice): Promise<void> {
	await byTestId(page, 'canvas-add-button').click();
	await choose(page, choice);
}

/** Adds a node that is connected to nothing. */
export async function addStep(page: Page, choice: NodeChoice): Promise<void> {
	await byTestId(page, 'node-creator-plus-button').click();
	await choose(page, choice);
}

/** Adds a node behind the first free output of a node. */
export async function addStepBehind(page: Page, nodeName: string, choice: NodeChoice): Promise<void> {
	const node = page.locator(`.vue-flow__node:has([data-node-name="${nodeName}"])`);
	await byTestId(node, 'canvas-handle-plus').first().click();
	await choose(page, choice);
}
