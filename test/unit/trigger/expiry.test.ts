import { expiryWarnings } from '../../../nodes/MicrosoftDefenderMssp/trigger/expiry';
import { CONTOSO, NOW } from '../core/builders';

const DAY_MS = 24 * 3_600_000;

describe('expiryWarnings', () => {
	const parts = ['certificate', 'secret', 'signIn'] as const;

	it.each(parts)('say of a %s what to do in words that fit before its end and after', (part) => {
		const told = [7, -1].map((days) => {
			const { items } = expiryWarnings([{ part, at: NOW + days * DAY_MS }], CONTOSO, {}, NOW);
			return items[0]?.health;
		});
		expect(told).toMatchObject([
			{ cause: expect.stringContaining('ends within 7 days') as unknown },
			{ cause: expect.stringContaining('has ended') as unknown },
		]);
		expect(told[1]?.remedy).not.toMatch(/before/);
		expect(told[0]?.remedy).toBe(told[1]?.remedy);
	});

	it("ask for a secret's new end too, or the warnings would go on", () => {
		const { items } = expiryWarnings([{ part: 'secret', at: NOW }], CONTOSO, {}, NOW);
		expect(items).toMatchObject([
			{ health: { remedy: expect.stringContaining("'Secret Expires'") as unknown } },
		]);
	});
});
