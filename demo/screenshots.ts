import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage, signInToEditor } from '../test/n8n/browser';
import type { Cleanup } from './cleanup';
import { runProgram } from './program';
import { printLine, progressPrinter } from './progress';
import { demoFolder } from './secrets';
import { startDemo, type RunningDemo } from './start';
import { sampleCustomers } from './sampleCustomers';
import { getManyName, triggerName } from './workflow';

const IMAGES = join(__dirname, '..', 'docs', 'images');

/** Takes the pictures that the README shows, from the running demo. */
async function takePictures(cleanup: Cleanup): Promise<void> {
	const demo = await startDemo({
		folder: join(demoFolder(), 'screenshots'),
		cleanup,
		ended: new Promise(() => undefined),
		log: progressPrinter(printLine, Date.now),
	});
	await mkdir(IMAGES, { recursive: true });
	await letAlertsArrive(demo);
	const browser = await launchBrowser();
	cleanup.add('Chromium', () => browser.close());
	await takeAll(browser, demo);
}

async function letAlertsArrive({ feed, tenants, judge }: RunningDemo): Promise<void> {
	feed.nextOfEach(4);
	while (judge().missing.length > 0) await sleep(500);
	// A customer that takes its consent back, so that Tenant Health has something to tell.
	const last = sampleCustomers.at(-1);
	const tenant = last && tenants.get(last.tenantId);
	tenant?.addFault({
		api: 'graph',
		respond: { status: 403, body: { error: { code: 'Forbidden', message: '' } } },
	});
	await sleep(15_000);
}

async function takeAll(browser: Browser, { urls, workflows, secrets }: RunningDemo): Promise<void> {
	const page = await openPage(browser, { width: 1440, height: 900 });
	await page.goto(urls.receiver);
	await sleep(2_000);
	await shoot(page, 'receiver');
	await signInToEditor(page, urls.n8n, secrets);
	await page.goto(workflows.routingUrl);
	await page.waitForSelector('[data-test-id="canvas-node"]');
	await sleep(3_000);
	// n8n's checklist for new workflows would cover a corner of the picture.
	await page.getByText('Production Checklist').locator('xpath=../..').locator('button, svg').first().click();
	await page.getByText('Ignore for all workflows').click({ timeout: 2_000 }).catch(notShown);
	await sleep(1_000);
	await shoot(page, 'workflow');
	await openNode(page, triggerName);
	await page.getByText('Fetch Test Event').first().click();
	await sleep(4_000);
	await page.locator('[data-test-id="parameter-input-source"]').scrollIntoViewIfNeeded();
	await page.mouse.move(720, 500);
	await page.mouse.wheel(0, 520);
	await sleep(1_000);
	await shoot(page, 'trigger-panel');
	await page.goto(workflows.handsOnUrl);
	await page.waitForSelector('[data-test-id="canvas-node"]');
	await sleep(2_000);
	await page.click('[data-test-id="execute-workflow-button"]');
	await sleep(5_000);
	await openNode(page, getManyName);
	await shoot(page, 'action-panel');
	await page.click('[data-test-id="credential-edit-button"]');
	await sleep(3_000);
	await shoot(page, 'credential-signed-in-user');
	await page.goto(workflows.routingUrl);
	await page.waitForSelector('[data-test-id="canvas-node"]');
	await openNode(page, triggerName);
	await page.click('[data-test-id="credential-edit-button"]');
	await sleep(3_000);
	await shoot(page, 'credential-app-only');
}

/** n8n shows it only once per user. */
const notShown = (): void => undefined;

async function openNode(page: Page, name: string): Promise<void> {
	await page.dblclick(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	await sleep(3_000);
}

async function shoot(page: Page, name: string): Promise<void> {
	await page.screenshot({ path: join(IMAGES, `${name}.png`) });
	printLine(`docs/images/${name}.png`);
}

void runProgram(async (cleanup) => {
	await takePictures(cleanup);
	return 0;
});
