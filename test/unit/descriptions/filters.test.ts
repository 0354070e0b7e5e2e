import type { INodeProperties } from 'n8n-workflow';

import { RESOURCES } from '../../../nodes/MicrosoftDefenderMssp/actions/node.description';
import type { Failure } from '../../../nodes/MicrosoftDefenderMssp/core/failure';
import type { JsonObject } from '../../../nodes/MicrosoftDefenderMssp/core/json';
import type { Parameters } from '../../../nodes/MicrosoftDefenderMssp/core/parameters';
import type { Result } from '../../../nodes/MicrosoftDefenderMssp/core/result';
import { readTriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { triggerProperties } from '../../../nodes/MicrosoftDefenderMssp/trigger/properties';
import { prepareOf } from './operations';

type Read = (parameters: Parameters) => Result<unknown, Failure>;

const filtersIn = (properties: INodeProperties[]): INodeProperties[] =>
	properties
		.filter(({ name }) => name === 'filters')
		.flatMap(({ options = [] }) => options.flatMap((option) => ('displayName' in option ? [option] : [])))
		.flatMap((option) => ('type' in option ? [option] : []));

const readers: Array<[string, INodeProperties[], Read]> = [
	['the trigger', filtersIn(triggerProperties), readTriggerConfig],
	...RESOURCES.flatMap(({ title, operations }) =>
		Object.values(operations).map((operation): [string, INodeProperties[], Read] => [
			`${title}: ${operation.option.name}`,
			filtersIn(operation.properties),
			(parameters) => prepareOf(operation, parameters),
		]),
	),
];

const filters = readers.flatMap(([reader, offered, read]) =>
	offered.map(({ displayName, name }): [string, string, string, Read] => [reader, displayName, name, read]),
);

const parametersWith = (given: JsonObject): Parameters => {
	const values: JsonObject = { source: 'graphAlerts', triggerOn: ['created'], limit: 1, filters: given };
	return { get: (name) => values[name], timezone: 'UTC' };
};

describe('what an expression gives for a filter', () => {
	it('is looked at wherever there are filters', () => {
		expect([...new Set(filters.map(([reader]) => reader))].sort()).toEqual([
			'Alert: Get Many',
			'Device Action: Get Many',
			'Device: Get Many',
			'Incident: Get Many',
			'Indicator: Get Many',
			'the trigger',
		]);
	});

	describe.each(filters)("%s, '%s'", (_reader, label, name, read) => {
		const readWith = (value: unknown) => read(parametersWith({ [name]: value }));

		it.each([[{ value: 'high' }], [[{ value: 'high' }]], [{}], [true], [false]])(
			'is refused where it is no text: %j',
			(value) => {
				expect(readWith(value)).toMatchObject({
					ok: false,
					failure: { kind: 'configuration', cause: expect.stringContaining(`'${label}'`) as unknown },
				});
			},
		);

		it.each([undefined, null, ''])('filters nothing where it is %p', (value) => {
			expect(readWith(value)).toMatchObject({ ok: true });
		});
	});
});
