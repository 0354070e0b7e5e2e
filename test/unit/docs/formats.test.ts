import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FORMATS } from '../../../nodes/MicrosoftDefenderMssp/formats';
import type { CustomName } from '../../../nodes/MicrosoftDefenderMssp/formats/cefKeys';
import { CUSTOM_NAMES, customKey } from '../../../nodes/MicrosoftDefenderMssp/formats/cefKeys';
import { repositoryRoot } from '../../package/sourceFiles';
import { SAMPLES, routed } from '../formats/samples';
import { ecsTypeOf, ecsVersion } from '../formats/ecsSchema';
import { cefDictionary, ocsfSchema } from '../formats/schemas';
import { ADDED_FIELDS, SIEM_FIELDS } from '../formats/siemProblems';

const page = readFileSync(join(repositoryRoot, 'docs', 'formats.md'), 'utf8');
const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');

const sections = new Map(
	page
		.split(/^## /m)
		.slice(1)
		.map((section) => [section.split('\n')[0], section]),
);
const sectionOf = (name: string): string => sections.get(name) ?? '';
/** What stands in backticks in the tables of a section, where names stand. */
const namesIn = (name: string): string[] =>
	[...sectionOf(name).matchAll(/^\| (.*?) \|/gm)]
		.flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)])
		.map(([, word = '']) => word);

/** The sample item that the page shows in every format. */
const SAMPLE = 'defender-every-evidence';

describe('docs/formats.md', () => {
	it('lists each format, and has a section for it', () => {
		const listed = [...page.matchAll(/^\| \[`(\w+)`\]\(#(\w+)\) \|/gm)];
		const names = Object.keys(FORMATS);
		expect(listed.map(([, name]) => name)).toEqual(names);
		expect(listed.map(([, , anchor]) => anchor)).toEqual(names.map((name) => name.toLowerCase()));
		expect(names.filter((name) => sectionOf(name) === '')).toEqual([]);
	});

	it.each(Object.entries(FORMATS))('shows of %s what it makes of the sample', (name, { documents }) => {
		const [, language, shown] = /```(json|text)\n(.*?)\n```/s.exec(sectionOf(name)) ?? [];
		if (shown === undefined) throw new Error(`Show the beginning of golden/${SAMPLE}.${name} there.`);
		const [document] = documents(SAMPLES[SAMPLE] ?? routed({}));
		if (language === 'text') expect((document as string).slice(0, shown.length)).toBe(shown);
		else expect(document).toMatchObject(JSON.parse(shown) as object);
		expect(shown.length).toBeGreaterThan(100);
	});

	it.each(Object.keys(FORMATS))('is linked from README.md, which names %s', (name) => {
		const [named = ''] = /\*Output Format\*[^[]*\[docs\/formats\.md\]/.exec(readme) ?? [];
		expect(named.replace(/\s/g, '').toLowerCase()).toContain(name.toLowerCase());
	});

	it('names every field of the SIEM API and every one of ours once', () => {
		expect(namesIn('siem').sort()).toEqual([...SIEM_FIELDS, ...ADDED_FIELDS].sort());
	});

	it('names keys of CEF with the lengths of its dictionary', () => {
		const rows = [...sectionOf('cef').matchAll(/^\| (`[^|]*) \| .* \| ([\d, ]*) ?\|$/gm)];
		const named = rows.flatMap(([, keys = '', lengths = '']) => {
			const limits = lengths.split(', ').filter((length) => length !== '');
			return keys
				.split(', ')
				.map((key, index) => [key.replaceAll('`', ''), Number(limits[index] ?? limits[0])] as const);
		});
		expect(named.length).toBeGreaterThan(25);
		expect(named).toEqual(named.map(([key]) => [key, cefDictionary.texts[key] ?? Number.NaN]));
	});

	it('names the keys of CEF that are ours', () => {
		const named = namesIn('cef').filter((key) => key.startsWith('MicrosoftDefender'));
		expect(named.sort()).toEqual(
			Object.keys(CUSTOM_NAMES)
				.map((name) => customKey(name as CustomName))
				.sort(),
		);
		expect(named.filter((key) => key in cefDictionary.texts)).toEqual([]);
	});

	it('names fields that ECS has', () => {
		const names = namesIn('ecs');
		expect(names.length).toBeGreaterThan(70);
		expect(names.filter((name) => ecsTypeOf(name) === undefined)).toEqual([]);
	});

	it('names attributes that OCSF has', () => {
		const names = namesIn('ocsf');
		expect(names.length).toBeGreaterThan(20);
		expect(names.filter((name) => !(name in ocsfSchema.detection_finding.attributes))).toEqual([]);
	});

	it('names the versions that the documents bear', () => {
		expect(sectionOf('ecs')).toContain(`Schema ${ecsVersion}`);
		expect(sectionOf('ocsf')).toContain(`OCSF ${ocsfSchema.version}`);
	});
});
