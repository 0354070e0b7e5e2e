import type { INodeProperties } from 'n8n-workflow';

import { triggerProperties } from '../../../nodes/MicrosoftDefenderMssp/trigger/properties';

/** Every field of the trigger, by the name that n8n shows. */
const fields = new Map(
	triggerProperties
		.flatMap((field) => [field, ...(field.options ?? [])])
		.filter((field): field is INodeProperties => 'displayName' in field && 'type' in field)
		.map((field) => [field.displayName, field]),
);

describe('the hint of an option by which alerts are left out', () => {
	it.each([
		'Filters',
		'Trigger On',
		'Overlap (Minutes)',
		'Late-Arrival Sweep (Hours)',
		'Settle Delay (Minutes)',
	])('says so: %s', (name) => {
		expect(fields.get(name)?.description).toMatch(/not delivered/);
	});
});
