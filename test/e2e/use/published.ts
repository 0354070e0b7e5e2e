import type { Page } from 'playwright-core';
import { byTestId } from '../browser/testId';

/** The id of the workflow that is open in the editor. */
export function workflowIdOf(page: Page): string {
	const id = /\/workflow\/([^/?]+)/.exec(page.url())?.[1];
	if (id === undefined) throw new Error(`The editor shows no workflow: ${page.url()}`);
	return id;
}

/** Publishes the open workflow with the editor's button. Resolves to what n8n says then. */
export async function publishInEditor(page: Page): Promise<string> {
	await byTestId(page, 'workflow-open-publish-modal-button').click();
	await byTestId(page, 'workflow-publish-button').click();
	const done = page.getByRole('button', { name: 'Got it' });
	await done.waitFor();
	const told = await page.getByRole('dialog').filter({ has: done }).innerText();
	await done.click();
	return told;
}

/** Opens the list of executions and waits until these have succeeded in it. */
export async function seeSucceeded(page: Page, executionIds: readonly string[]): Promise<void> {
	await byTestId(page, 'radio-button-executions').click();
	for (const id of executionIds) {
		await byTestId(page, `execution-details-${id}`).getByText('Succeeded').waitFor();
	}
}
