import type { Page } from 'playwright-core';
import type { Evidence } from '../evidence';

/** Takes a picture of the page, to be kept under this name if the scenario fails. */
export type Picture = (name: string) => Promise<void>;

/** An album of the steps of a scenario: the page as it looked after each of them. */
export function albumOf(page: Page, evidence: Evidence): Picture {
	const pictures: Array<{ name: string; image: Buffer }> = [];
	evidence.addPictures('step', async (add) => {
		for (const { name, image } of pictures) await add(name, image);
	});
	return async (name) => {
		const number = String(pictures.length + 1).padStart(2, '0');
		pictures.push({ name: `${number}-${name}`, image: await page.screenshot() });
	};
}
