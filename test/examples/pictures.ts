import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

import type { Cleanup } from '../../demo/cleanup';
import { runProgram } from '../../demo/program';
import { printLine, progressPrinter } from '../../demo/progress';
import { launchBrowser, openPage, signInToEditor } from '../n8n/browser';
import { repositoryRoot } from '../n8n/cache';
import { chosenExamples } from './chosenExamples';
import { fillIn } from './fillIn';
import { storeCredentials } from './runExample';
import { scenarios } from './scenarios';
import { openTheatre, owner, type Theatre } from './theatre';

const IMAGES = join(repositoryRoot, 'docs', 'images', 'examples');

/** Takes the pictures of examples/README.md: each workflow in n8n's editor, with its credentials filled in. */
async function takePictures(names: string[], cleanup: Cleanup): Promise<void> {
	const theatre = await openTheatre('examples-pictures', [], cleanup, progressPrinter(printLine, Date.now));
	const browser = await launchBrowser();
	cleanup.add('Chromium', () => browser.close());
	const page = await openPage(browser, { width: 1500, height: 950 });
	await signInToEditor(page, theatre.n8n.url, owner);
	await mkdir(IMAGES, { recursive: true });
	for (const name of names) await takePicture(page, name, theatre);
}

async function takePicture(page: Page, name: string, theatre: Theatre): Promise<void> {
	const scenario = scenarios[name]?.();
	const credentials = await storeCredentials(theatre, scenario?.credentials);
	const workflowId = await theatre.rest.createWorkflow(fillIn(name, { credentials }));
	await page.goto(`${theatre.n8n.url}/workflow/${workflowId}`);
	await page.waitForSelector('[data-test-id="canvas-node"]');
	// What lies over the canvas would hide parts of the workflow.
	await page.addStyleTag({ content: `${overlays.join(', ')} { visibility: hidden !important; }` });
	await sleep(2_000);
	// Fit to view, and a step smaller, because connections that lead back reach below the nodes.
	await page.keyboard.press('1');
	await sleep(1_000);
	await page.keyboard.press('-');
	await sleep(1_500);
	const path = join(IMAGES, `${name}.png`);
	await page.locator('[data-test-id="canvas-wrapper"]').screenshot({ path });
	printLine(`docs/images/examples/${name}.png`);
}

/** Buttons over the canvas: beside it, in it, and the tabs above, with the boxes that they stand in. */
const overlays = [
	'[data-test-id="canvas-wrapper"] > :not(:has([data-test-id="canvas"]))',
	'[data-test-id="canvas-controls"]',
	':has([data-test-id="radio-button-workflow"]):not(:has([data-test-id="canvas"]))',
];

void runProgram(async (cleanup) => {
	await takePictures(chosenExamples(process.argv.slice(2)), cleanup);
	return 0;
});
