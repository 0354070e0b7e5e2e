import type { INodeProperties, INodePropertyRegexValidation } from 'n8n-workflow';

import { MicrosoftDefenderMssp } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import { ALERT_ID, readReference } from '../../../nodes/MicrosoftDefenderMssp/core/objectReference';
import { alertLinks } from '../../../nodes/MicrosoftDefenderMssp/core/links';
import {
	alertLocator,
	deviceLocator,
	incidentLocator,
	tenantLocator,
} from '../../../nodes/MicrosoftDefenderMssp/descriptions/locators';
import { CONTOSO } from '../core/builders';

const { description, methods } = new MicrosoftDefenderMssp();
const made: Array<[string, INodeProperties]> = [
	['alert', alertLocator()],
	['device', deviceLocator()],
	['incident', incidentLocator()],
	['tenant', tenantLocator()],
];
const modeOf = ({ modes = [] }: INodeProperties, name: string) => modes.find((mode) => mode.name === name);

describe.each(made)('the locator of a(n) %s', (_noun, property) => {
	it('offers a list that the node can fill, and a field to type into', () => {
		const method = modeOf(property, 'list')?.typeOptions?.searchListMethod;
		expect(Object.keys(methods.listSearch)).toContain(method);
		expect(modeOf(property, 'list')?.typeOptions?.searchable).toBe(true);
		expect(modeOf(property, 'id')).toMatchObject({
			type: 'string',
			placeholder: expect.stringMatching(/^e\.g\. /),
		});
	});

	it('is filled from the input item at first', () => {
		expect(property.default).toMatchObject({ mode: 'id', value: expect.stringMatching(/^=\{\{ \$json\./) });
	});

	it('takes the links of the portal that its reader takes, and no others', () => {
		const link = modeOf(property, 'url');
		expect(link !== undefined).toBe(['alertId', 'incidentId'].includes(property.name));
		if (link === undefined) return;
		// SAFETY: the only kind of validation that the descriptions have.
		const [validation] = (link.validation ?? []) as INodePropertyRegexValidation[];
		const pattern = new RegExp(validation?.properties.regex ?? '(?!)');
		const example = link.placeholder?.replace('e.g. ', '') ?? '';
		expect(example).toMatch(pattern);
		expect(`${example}?tid=2c000000-0000-4000-8000-000000000002`).toMatch(pattern);
		expect('https://security.microsoft.com/settings').not.toMatch(pattern);
	});
});

it('takes the links of an alert that the node itself makes, and reads them', () => {
	const { alert: link = '' } = alertLinks({ id: 'da1_-2' }, CONTOSO.id, 'https://security.microsoft.com');
	// SAFETY: as above.
	const [validation] = (modeOf(alertLocator(), 'url')?.validation ?? []) as INodePropertyRegexValidation[];
	expect(link).toMatch(new RegExp(validation?.properties.regex ?? '(?!)'));
	expect(readReference(link, ALERT_ID)).toEqual({ ok: true, value: { id: 'da1_-2', tenantId: CONTOSO.id } });
});

it('is what every field with a list in the node is made of', () => {
	const locators = description.properties.filter(({ type }) => type === 'resourceLocator');
	expect(locators.length).toBeGreaterThan(1);
	// Device: Get takes a name too, and its parameter says so.
	const known = [...made.map(([, { name }]) => name), 'deviceIdOrName'];
	for (const { name } of locators) expect(known).toContain(name);
});

it('takes over what is said of one field', () => {
	const own = { displayName: 'Second Device', name: 'otherDeviceId', default: '={{ $json.other }}' };
	expect(deviceLocator(own)).toMatchObject({
		displayName: 'Second Device',
		name: 'otherDeviceId',
		default: { mode: 'id', value: '={{ $json.other }}' },
	});
});
