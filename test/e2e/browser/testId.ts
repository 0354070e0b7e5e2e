import type { Locator, Page } from 'playwright-core';

/** What n8n's editor marks with this name for tests. */
export const byTestId = (within: Page | Locator, id: string): Locator =>
	within.locator(`[data-test-id="${id}"]`);
