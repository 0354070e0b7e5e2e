import type { Indicator } from '../../../nodes/MicrosoftDefenderMssp/core/indicator';
import { importIndicators } from '../../../nodes/MicrosoftDefenderMssp/sources/indicators';
import { CONTOSO } from '../core/builders';
import type { Answer } from '../transport/builders';
import { answer, connectionOf, wire } from '../transport/builders';

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
});
