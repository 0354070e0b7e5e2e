import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser, signInToEditor } from '../../n8n/browser';
import type { ScenarioRun } from '../scenario';
import type { Stage } from '../stage/stage';

/** How long anything on a page may take; two busy cores are slow. */
const actionTimeoutMs = 30_000;
const loopback = ['127.0.0.1', 'localhost'];

async function screenshots(context: BrowserContext, add: (name: string, image: Buffer) => Promise<void>) {
	for (const [index, page] of context.pages().entries()) {
		await add(`page-${index + 1}`, await page.screenshot());
	}
}

/** Opens n8n's editor in Chromium, signed in as the owner. Pictures of its pages are kept if the scenario fails. */
export async function openEditor({ cleanup, evidence }: ScenarioRun, stage: Stage): Promise<Page> {
	const browser = await launchBrowser();
	cleanup.add('Chromium', async () => await browser.close());
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 },
		// The emulator's certificate is known to n8n, not to Chromium.
		ignoreHTTPSErrors: true,
	});
	context.setDefaultTimeout(actionTimeoutMs);
	await context.route(
		(url) => !loopback.includes(url.hostname),
		async (route) => {
			await route.abort();
		},
	);
	evidence.addPictures('screenshots', async (add) => await screenshots(context, add));
	const page = await context.newPage();
	await signInToEditor(page, stage.host.url, stage.secrets);
	return page;
}
