import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { RoutedItem } from '../../../nodes/MicrosoftDefenderMssp/core/routedItem';
import { FORMATS } from '../../../nodes/MicrosoftDefenderMssp/formats';
import { ecs } from '../../../nodes/MicrosoftDefenderMssp/formats/ecs';
import { cefProblems, parseCef } from './cefProblems';
import { ecsProblems } from './ecsProblems';
import { FORMAT_NAMES, problemsOf } from './problems';
import { routed, SAMPLES } from './samples';

const CASES = FORMAT_NAMES.flatMap((format) =>
	Object.entries(SAMPLES).map(([name, item]) => ({ format, name, item })),
);

describe('the documents of the sample items', () => {
	it.each(CASES)('are valid $format: $name', ({ format, item }) => {
		expect(problemsOf(format, FORMATS[format].documents(item))).toEqual([]);
	});
});

const changed = (document: JsonObject, change: (copy: Record<string, JsonObject>) => void): JsonObject => {
	const copy = structuredClone(document) as Record<string, JsonObject>;
	change(copy);
	return copy;
};

const sample = (name: string): RoutedItem => SAMPLES[name] ?? routed({});

describe('the check of ECS', () => {
	const [document = {}] = ecs.documents(sample('graph-every-evidence')) as JsonObject[];

	it.each<[string, (copy: Record<string, JsonObject>) => void]>([
		['a field that ECS does not have', ({ host }) => Object.assign(host ?? {}, { colour: 'red' })],
		['a text instead of a number', ({ process }) => Object.assign(process ?? {}, { pid: '7' })],
		['an address that is none', ({ related }) => Object.assign(related ?? {}, { ip: ['pc7'] })],
		['a value instead of a list', ({ related }) => Object.assign(related ?? {}, { user: 'kim' })],
		['a category that does not exist', ({ event }) => Object.assign(event ?? {}, { category: ['alarm'] })],
		[
			'a type that does not go with it',
			({ event }) => Object.assign(event ?? {}, { type: ['installation'] }),
		],
		['a label that nests', (copy) => Object.assign(copy, { labels: { 'sla.tier': 'gold' } })],
		[
			'an object where other documents have a text',
			({ m365_defender: own }) => Object.assign(own?.alert ?? {}, { status: { word: 'new' } }),
		],
		[
			'a number of evidence that is a text',
			({ m365_defender: own }) => Object.assign(own?.alert ?? {}, { evidence: [{ process: { id: '7' } }] }),
		],
		[
			'a point that is not on the globe',
			(copy) => Object.assign(copy, { source: { geo: { location: { lat: 91, lon: 0 } } } }),
		],
		['a missing time', (copy) => Object.assign(copy, { '@timestamp': undefined })],
	])('finds %s', (_what, change) => {
		expect(ecsProblems(document)).toEqual([]);
		expect(ecsProblems(changed(document, change))).not.toEqual([]);
	});
});

describe('the reader of CEF', () => {
	it('reads the examples of the standard', () => {
		const line = String.raw`CEF:0|security|threatmanager|1.0|100|detected a \\ and \| here|10|src=192.0.2.1 act=blocked a \\ and \= msg=Detected.\n No action`;
		const { name, severity, extension } = parseCef(line);
		expect([name, severity]).toEqual(['detected a \\ and | here', '10']);
		expect(Object.fromEntries(extension)).toEqual({
			src: '192.0.2.1',
			act: 'blocked a \\ and =',
			msg: 'Detected.\n No action',
		});
	});

	it.each([
		['a header that is too short', 'CEF:0|a|b|1|c|d|3'],
		['a severity that is none', 'CEF:0|a|b|1|c|d|11|'],
		['a line end', 'CEF:0|a|b|1|c|d|3|msg=a\nb'],
		['an escape that is none', 'CEF:0|a|b|1|c|d|3|msg=a\\b'],
		['half of an escape at the end', 'CEF:0|a|b|1|c|d|3|msg=a\\'],
		['half of a surrogate pair', 'CEF:0|a|b|1|c|d|3|msg=\ud83d'],
		['a key twice', 'CEF:0|a|b|1|c|d|3|msg=a msg=b'],
		['text without key', 'CEF:0|a|b|1|c|d|3|text msg=b'],
	])('refuses %s', (_what, line) => {
		expect(() => parseCef(line)).toThrow();
	});

	it.each([
		['a key that does not exist', 'colour=red'],
		['a text that is too long', `externalId=${'7'.repeat(41)}`],
		['a type that is wrong', 'src=2001:db8::1'],
		['a custom field without label', 'cs1=x'],
		['a label without value', 'cs1Label=x'],
		['an empty value', 'msg= cat=x'],
	])('finds %s', (_what, extension) => {
		expect(cefProblems(`CEF:0|a|b|1|c|d|3|${extension}`)).toHaveLength(1);
	});
});
