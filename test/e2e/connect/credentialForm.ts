import type { Page } from 'playwright-core';

/** What a person types into the form of a new credential. */
export interface CredentialInput {
	/** The credential type's name in the list. */
	typeName: string;
	/** Fields with a list, by their internal name: the words of the choice. */
	choices: Record<string, string>;
	/** Fields to type into, by their internal name. */
	texts: Record<string, string>;
}

const byTestId = (id: string): string => `[data-test-id="${id}"]`;

/** Opens the form of a new credential in the editor and fills it in. */
export async function fillNewCredential(
	page: Page,
	editorUrl: string,
	{ typeName, choices, texts }: CredentialInput,
): Promise<void> {
	await page.goto(`${editorUrl}/home/credentials/create`);
	await page.locator(byTestId('new-credential-type-select')).click();
	await page.keyboard.type(typeName);
	await page.locator(byTestId('new-credential-type-select-option')).filter({ hasText: typeName }).click();
	await page.click(byTestId('new-credential-type-button'));
	for (const [name, words] of Object.entries(choices)) {
		await page.locator(byTestId(`parameter-input-${name}`)).click();
		await page.getByRole('option', { name: words }).first().click();
	}
	for (const [name, text] of Object.entries(texts)) {
		await page.locator(`${byTestId(`parameter-input-${name}`)} input`).fill(text);
	}
}

/** Picks the account and accepts what is asked in the window that `open` opens. */
async function signIn(page: Page, account: string, open: () => Promise<void>): Promise<void> {
	const opened = page.waitForEvent('popup');
	await open();
	const popup = await opened;
	await popup.getByRole('button', { name: account }).click();
	const closed = popup.waitForEvent('close');
	await popup.getByRole('button', { name: 'Accept' }).click();
	await closed;
}

/** Presses Connect in the form, signs in, and waits until n8n says that the account is connected. */
export async function connect(page: Page, account: string): Promise<void> {
	await signIn(page, account, async () => await page.click(byTestId('quick-connect-button')));
	await page.locator(byTestId('oauth-connect-success-banner')).waitFor();
}

/** Opens a connected credential and signs in once more with its button for that. */
export async function connectAgain(
	page: Page,
	editorUrl: string,
	credentialId: string,
	account: string,
): Promise<void> {
	await page.goto(`${editorUrl}/home/credentials/${credentialId}`);
	const again = page.getByText('Switch account');
	await signIn(page, account, async () => await again.click());
	await page.locator(byTestId('oauth-connect-success-banner')).waitFor();
}
