import type { Locator, Page } from 'playwright-core';
import type { SampleCustomer } from '../../../demo/sampleCustomers';
import { byTestId } from '../browser/testId';

const field = (within: Page | Locator, name: string): Locator => byTestId(within, `parameter-input-${name}`);
const textBox = (within: Page | Locator, name: string): Locator => field(within, name).locator('input');

/** Picks a choice of a field with a list, in the node's open panel. */
export async function choose(page: Page, name: string, words: string): Promise<void> {
	await field(page, name).first().click();
	await page.getByRole('option', { name: words }).first().click();
}

/** Switches a field on that is off. */
export async function switchOn(page: Page, name: string): Promise<void> {
	await field(page, name).first().click();
}

/** Makes a field an expression, and waits until the editor shows what comes of it. */
export async function typeExpression(
	page: Page,
	name: string,
	{ text, result }: { text: string; result: string },
): Promise<void> {
	const item = byTestId(page, 'parameter-item')
		.filter({ has: field(page, name) })
		.last();
	// The choice between a fixed value and an expression is shown to the pointer only.
	await item.hover();
	await byTestId(item, 'radio-button-expression').click();
	await item.locator('.cm-content').first().click();
	await page.keyboard.press('Control+A');
	await page.keyboard.insertText(text);
	// A panel that is closed before that forgets what was typed last.
	await byTestId(page, 'inline-expression-editor-output').filter({ hasText: result }).first().waitFor();
}

/** Picks the credential in the open panel. */
export async function chooseCredential(page: Page, name: string): Promise<void> {
	await byTestId(page, 'node-credentials-select').first().click();
	await page.getByRole('option', { name }).first().click();
}

/** Fills the list of customer tenants, each with the label that alerts are routed by. */
export async function listCustomers(page: Page, customers: readonly SampleCustomer[]): Promise<void> {
	await choose(page, 'customerTenants', 'List');
	const list = byTestId(page, 'fixed-collection-tenantList');
	for (const [index, { tenantId, name, channel }] of customers.entries()) {
		await page.getByText('Add Customer Tenant').last().click();
		await textBox(list, 'tenantId').nth(index).fill(tenantId);
		await textBox(list, 'name').nth(index).fill(name);
		await list.getByText('Add Label').nth(index).click();
		await textBox(list, 'key').nth(index).fill('channel');
		await textBox(list, 'value').nth(index).fill(channel);
	}
}

/** What is wrong with the fields of the open panel, as the editor marks it. */
export async function issueCount(page: Page): Promise<number> {
	return await byTestId(page, 'parameter-issues').count();
}

/** Runs the node of the open panel and waits until its output shows all of these words. */
export async function runStep(page: Page, button: string, words: readonly string[]): Promise<void> {
	await byTestId(page, 'ndv').getByRole('button', { name: button }).first().click();
	const output = byTestId(page, 'output-panel');
	for (const text of words) await output.getByText(text).first().waitFor();
}

export async function closePanel(page: Page): Promise<void> {
	await byTestId(page, 'ndv-close-button').click();
	await byTestId(page, 'ndv').waitFor({ state: 'hidden' });
}
