import type { Indicator } from '../../../nodes/MicrosoftDefenderMssp/core/indicator';
import { importIndicators } from '../../../nodes/MicrosoftDefenderMssp/sources/indicators';
import { CONTOSO } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, connectionOf, refusal, wire } from '../transport/builders';

const indicator = (indicatorValue: string, part: Partial<Indicator> = {}): Indicator => ({
	indicatorValue,
	indicatorType: 'Url',
	action: 'Block',
	title: 'Evil',
	description: 'Seen',
	...part,
});
const send = async (indicators: Indicator[], given: Answer) =>
	await importIndicators(indicators, connectionOf(wire(given)), CONTOSO.id);
const row = (id: string, value: string) => ({ id, indicator: value, isFailed: false });
const idsOf = (outcomes: Awaited<ReturnType<typeof send>>) =>
	outcomes.map((outcome) => outcome.ok && outcome.value.id);

describe('importing indicators', () => {
	const FOR_TWO = /This was the answer for 2 indicators sent together\.$/;
	const [UPPER, LOWER] = ['https://evil.example/A', 'https://evil.example/a'];

	it('gives each of two URLs its own row, in whatever order they are answered', async () => {
		const value = [row('2', LOWER), row('1', UPPER)];
		const outcomes = await send([indicator(UPPER), indicator(LOWER)], answer(200, { value }));
		expect(idsOf(outcomes)).toEqual(['1', '2']);
	});

	it('finds its row also where the service changed the letter case', async () => {
		const value = [row('2', 'other.example'), row('1', 'evil.example'), row('3', LOWER)];
		const sent = [indicator('Evil.example'), indicator('Other.example'), indicator(LOWER)];
		expect(idsOf(await send(sent, answer(200, { value })))).toEqual(['1', '2', '3']);
	});

	it('gives a value with two types its rows in the order in which they were sent', async () => {
		const hash = 'a'.repeat(40);
		const sent = [
			indicator(hash, { indicatorType: 'FileSha1' }),
			indicator(hash, { indicatorType: 'CertificateThumbprint' }),
		];
		const value = [row('1', hash), row('2', hash)];
		expect(idsOf(await send(sent, answer(200, { value })))).toEqual(['1', '2']);
	});

	it('says of a refusal that it was one answer for all of them', async () => {
		const refused = answer(400, refusal('InvalidUrl', 'Url is invalid'));
		const both = [indicator(UPPER), indicator(LOWER)];
		const expected = { ok: false, failure: { cause: expect.stringMatching(FOR_TWO) as unknown } };
		expect(await send(both, refused)).toMatchObject([expected, expected]);
		const full = answer(400, refusal('BadRequest', 'The limit of 15000 indicators is reached'));
		expect(await send(both, full)).toMatchObject([expected, expected]);
	});

	it.each<[string, Indicator[], Answer]>([
		['of one indicator', [indicator(LOWER)], answer(400, refusal('InvalidUrl', 'Url is invalid'))],
		['for want of a permission', [indicator(UPPER), indicator(LOWER)], answer(403)],
	])('does not say so of a refusal %s', async (_what, sent, refused) => {
		for (const outcome of await send(sent, refused)) {
			expect(outcome).toMatchObject({ ok: false, failure: { cause: expect.any(String) as unknown } });
			expect(outcome).not.toMatchObject({ failure: { cause: expect.stringMatching(FOR_TWO) as unknown } });
		}
	});
});
