import { chromium, type Browser, type Page } from 'playwright-core';

/** Chromium as root in a machine without a network, see its `--no-sandbox`; all traffic stays on loopback. */
export async function launchBrowser(): Promise<Browser> {
	return await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
			'--disable-sync',
			'--no-first-run',
		],
	});
}

/** A page of this size that reaches this machine and no other. */
export async function openPage(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
	const context = await browser.newContext({ viewport, deviceScaleFactor: 1 });
	await context.route(
		(url) => url.hostname !== '127.0.0.1',
		async (route) => {
			await route.abort();
		},
	);
	return await context.newPage();
}

/** Signs in to n8n's editor. */
export async function signInToEditor(
	page: Page,
	n8nUrl: string,
	{ email, password }: { email: string; password: string },
): Promise<void> {
	await page.goto(`${n8nUrl}/signin`);
	await page.fill('input[type="email"]', email);
	await page.fill('input[type="password"]', password);
	await page.click('[data-test-id="form-submit-button"]');
	await page.waitForURL((url) => !url.pathname.includes('signin'));
}
