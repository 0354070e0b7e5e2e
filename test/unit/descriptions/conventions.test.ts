import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { MicrosoftDefenderMsspAppApi } from '../../../credentials/MicrosoftDefenderMsspAppApi.credentials';
import { MicrosoftDefenderMsspOAuth2Api } from '../../../credentials/MicrosoftDefenderMsspOAuth2Api.credentials';
import { RESOURCES } from '../../../nodes/MicrosoftDefenderMssp/actions/node.description';
import { MicrosoftDefenderMssp } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import { MicrosoftDefenderMsspTrigger } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMsspTrigger.node';

// n8n's lint reads only what is written out at its place; ours is put together from parts. So this looks at what n8n sees.
// Source: n8n's UX guidelines and code standards for nodes.

type Member = INodeProperties | INodePropertyOptions | INodePropertyCollection;
const isOption = (member: Member): member is INodePropertyOptions => 'value' in member;
const isGroup = (member: Member): member is INodePropertyCollection => 'values' in member;

/** A property and all below it. */
function everyProperty(property: INodeProperties): INodeProperties[] {
	const members: Member[] = property.options ?? [];
	const below = members.flatMap((member) => {
		if (isGroup(member)) return member.values;
		return isOption(member) ? [] : [member];
	});
	return [property, ...below.flatMap(everyProperty)];
}

const action = new MicrosoftDefenderMssp().description;
const trigger = new MicrosoftDefenderMsspTrigger().description;
const properties = [
	...action.properties,
	...trigger.properties,
	...new MicrosoftDefenderMsspAppApi().properties,
	...new MicrosoftDefenderMsspOAuth2Api().properties,
].flatMap(everyProperty);
const optionsOf = ({ type, options = [] }: INodeProperties) =>
	['options', 'multiOptions'].includes(type) ? (options as Member[]).filter(isOption) : [];

const shown = properties.filter(({ type }) => !['hidden', 'notice'].includes(type));
const texts = [
	...shown.map(({ displayName, description }) => ({ name: displayName, description })),
	...properties.flatMap(optionsOf).map(({ name, description }) => ({ name, description })),
];
const nameOf = ({ displayName }: INodeProperties) => displayName;

/** What a title leaves in lower case. */
const SMALL = new Set('a an and as at by for from in of on or per the to with'.split(' '));

const isTitle = (text: string) =>
	text
		.replace(/\(.*?\)/g, '')
		.split(/[\s-]+/)
		.filter((word) => word !== '')
		.every((word, index) => /^[A-Z\d]/.test(word) || (index > 0 && SMALL.has(word)));

describe('the texts that a user of n8n sees', () => {
	it('are found, so that the tests below prove something', () => {
		expect(properties.length).toBeGreaterThan(200);
		expect(texts.filter(({ description }) => description !== undefined).length).toBeGreaterThan(150);
	});

	it('name fields and choices in Title Case', () => {
		expect(texts.map(({ name }) => name).filter((name) => !isTitle(name))).toEqual([]);
	});

	it('begin the description of a switch with "Whether"', () => {
		const switches = shown.filter(({ type }) => type === 'boolean');
		expect(switches.length).toBeGreaterThan(8);
		expect(
			switches.filter(({ description = '' }) => !description.startsWith('Whether ')).map(nameOf),
		).toEqual([]);
	});

	it('show in an empty field an example, beginning with "e.g."', () => {
		const typed = shown.filter(({ type, placeholder }) => type === 'string' && placeholder !== undefined);
		expect(typed.filter(({ placeholder = '' }) => !placeholder.startsWith('e.g. ')).map(nameOf)).toEqual([]);
		expect(typed.length).toBeGreaterThan(20);
	});

	it('end in a full stop where they have several sentences, and else in none', () => {
		const described = texts.flatMap(({ description }) => description ?? []);
		const several = described.filter((text) => /[.!?] [A-Z\d]/.test(text.replaceAll('e.g. ', '')));
		expect(several.filter((text) => !/[.}]$/.test(text))).toEqual([]);
		const single = described.filter((text) => !several.includes(text));
		expect(single.filter((text) => text.endsWith('.'))).toEqual([]);
	});

	it('begin with a capital letter or a number, have single spaces, and do not only repeat the name', () => {
		const described = texts.filter(({ description }) => description !== undefined);
		const odd = described.filter(
			({ name, description = '' }) =>
				!/^[A-Z\d]/.test(description) || / {2}|^\s|\s$|<br|`/.test(description) || description === name,
		);
		expect(odd).toEqual([]);
	});

	it('do not speak of errors, problems and mistakes, but of what happened', () => {
		const speaks = /\b(error|problem|mistake|fail(ed|ure))s?\b/i;
		const found = texts.filter(({ description = '' }) => speaks.test(description.replaceAll('Failed', '')));
		expect(found).toEqual([]);
	});

	it('offer what is chosen at first', () => {
		const choices = shown.filter(({ type }) => type === 'options');
		const lost = choices.filter(
			(property) => !optionsOf(property).some(({ value }) => value === property.default),
		);
		expect(lost.map(nameOf)).toEqual([]);
	});

	it('stand in the order of the alphabet where there are many', () => {
		const unsorted = shown.filter((property) => {
			const names = optionsOf(property).map(({ name }) => name);
			const sorted = [...names].sort((one, other) => one.localeCompare(other, 'en'));
			return names.length >= 5 && names.join() !== sorted.join();
		});
		expect(unsorted.map(nameOf)).toEqual([]);
	});

	it('say of each operation what it does, in the list of actions too', () => {
		const options = RESOURCES.flatMap(({ operations }) =>
			Object.values(operations).map(({ option }) => option),
		);
		expect(options.length).toBeGreaterThan(30);
		const actions = options.map((option) => option.action);
		expect(new Set(actions).size).toBe(actions.length);
		expect(actions.filter((text) => !/^[A-Z][^A-Z]*$/.test(text))).toEqual([]);
		expect(options.filter(({ description }) => description.length < 15)).toEqual([]);
	});
});

describe('the choices that have consequences', () => {
	const noticesOf = (list: INodeProperties[], values: Record<string, string>) =>
		list
			.filter(({ type }) => type === 'notice')
			.filter(({ displayOptions }) =>
				Object.entries(displayOptions?.show ?? {}).every(([name, wanted]) => {
					const value = values[name.replace(/^\//, '')];
					return value !== undefined && (wanted as unknown[]).includes(value);
				}),
			)
			.map(({ name }) => name);

	it.each([
		['isolate', 'isolateNotice'],
		['restrictAppExecution', 'restrictNotice'],
		['stopAndQuarantineFile', 'quarantineNotice'],
	])('tell what %s does to a device, and how it is undone', (operation, notice) => {
		expect(noticesOf(action.properties, { resource: 'device', operation })).toEqual([notice]);
	});

	it.each(['get', 'getAll', 'release', 'addTag'])('warn of nothing at %s', (operation) => {
		expect(noticesOf(action.properties, { resource: 'device', operation, customerTenants: 'input' })).toEqual(
			[],
		);
	});

	it('tell who takes part with Discover', () => {
		expect(noticesOf(trigger.properties, { customerTenants: 'discover' })).toEqual(['discoverNotice']);
		expect(
			noticesOf(action.properties, { resource: 'alert', operation: 'getAll', customerTenants: 'discover' }),
		).toEqual(['discoverNotice']);
	});

	it('tell what every way to sign in, and every beginning, means', () => {
		const described = ['authentication', 'firstRun', 'customerTenants', 'source'];
		const found = shown.filter(({ name }) => described.includes(name));
		expect(new Set(found.map(({ name }) => name))).toEqual(new Set(described));
		expect(found.filter(({ description }) => description === undefined).map(nameOf)).toEqual([]);
		expect(
			found
				.flatMap(optionsOf)
				.filter(({ description }) => description === undefined)
				.map(({ name }) => name),
		).toEqual([]);
	});
});

describe("the trigger's panel", () => {
	it('says what a test shows, before and after the workflow is published', () => {
		const { triggerPanel } = trigger;
		if (typeof triggerPanel !== 'object') throw new Error('There are no texts.');
		expect(triggerPanel.executionsHelp).toEqual({
			inactive: expect.stringMatching(/Fetch Test Event.*publish it/),
			active: expect.stringMatching(/Fetch Test Event.*runs by itself/),
		});
		expect(triggerPanel.activationHint).toEqual({
			inactive: expect.any(String),
			active: expect.any(String),
		});
	});
});
