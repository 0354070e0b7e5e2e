import fc from 'fast-check';

import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import { isJsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { RoutedItem } from '../../../nodes/MicrosoftDefenderMssp/core/routedItem';
import { readRoutedItem } from '../../../nodes/MicrosoftDefenderMssp/core/routedItem';
import { FORMATS } from '../../../nodes/MicrosoftDefenderMssp/formats';
import type { FormatDocument } from '../../../nodes/MicrosoftDefenderMssp/formats/format';
import { everyValueOf } from '../core/builders';
import { anyItem } from './anyItem';
import { everyDefenderEvidence } from '../core/evidence/everyDefenderEvidence';
import { everyGraphEvidence } from '../core/evidence/everyGraphEvidence';
import { FORMAT_NAMES, problemsOf } from './problems';
import { routed } from './samples';

/** Every text in the document, names of properties too. */
const textsIn = (document: FormatDocument): string[] =>
	everyValueOf(document).flatMap((value) => {
		if (typeof value === 'string') return [value];
		return isJsonObject(value) ? Object.keys(value) : [];
	});

/** `PROPERTY_RUNS=20000 npx jest test/unit/formats/anyItem` asks for more. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 400);

const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** What is wrong with the documents of an item, each finding with its format. */
function findingsIn(item: RoutedItem): string[] {
	return FORMAT_NAMES.flatMap((name) => {
		const documents = FORMATS[name].documents(item);
		const halves = documents.flatMap(textsIn).filter((text) => !isWellFormed(text));
		const problems = [...problemsOf(name, documents), ...halves.map(() => 'half of a surrogate pair')];
		return problems.map((one) => `${name}: ${one}`);
	});
}

describe('the formats', () => {
	it('make valid documents of whatever a service could send', () => {
		fc.assert(
			fc.property(anyItem, (json) => {
				const item = readRoutedItem(json);
				expect(item === undefined ? [] : findingsIn(item)).toEqual([]);
			}),
			{ numRuns: RUNS },
		);
	});

	it('read most of what is made up for that', () => {
		const read = fc.sample(anyItem, { numRuns: 300, seed: 7 }).map(readRoutedItem);
		const alerts = read.flatMap((item) => item?.alert ?? item?.incident?.alerts ?? []);
		const named = (name: 'devices' | 'users' | 'files' | 'processes' | 'ips' | 'urls') =>
			alerts.filter((alert) => alert[name].length > 0).length;
		expect(read).not.toContain(undefined);
		for (const name of ['devices', 'users', 'files', 'processes', 'ips', 'urls'] as const) {
			expect(named(name)).toBeGreaterThan(20);
		}
	});

	// What goes over a text or a list again for each of its parts would not end within the time of a test.
	it('take texts of ten megabytes', () => {
		const huge = (piece: string) => piece.repeat(10_000_000 / piece.length);
		const title = huge('|\\=\n ');
		const description = huge('\ud83d\ude00=|\n \\\ud83d');
		const tenant = { id: 't', name: huge('\\') };
		const evidence = (everyGraphEvidence.evidence as JsonObject[]).slice(0, 5);
		const item = routed({ alert: { ...everyGraphEvidence, evidence, title, description }, tenant });
		expect(findingsIn(item)).toEqual([]);
	});

	it('take thousands of pieces of evidence', () => {
		const evidence = (everyDefenderEvidence.evidence as JsonObject[]).flatMap((row) =>
			Array.from({ length: 250 }, (_none, index) => ({
				...row,
				fileName: `x${index}.dll`,
				sha1: `a${index}`,
			})),
		);
		const item = routed({ alert: { ...everyDefenderEvidence, evidence } });
		expect(findingsIn(item)).toEqual([]);
		expect(FORMATS.siem.documents(item)).toHaveLength(evidence.length);
	});
});
