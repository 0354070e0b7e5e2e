import type { INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { OPERATIONS } from '../../../nodes/MicrosoftDefenderMssp/actions/node.description';
import type { Operation } from '../../../nodes/MicrosoftDefenderMssp/actions/operation';
import { MicrosoftDefenderMssp } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMssp.node';
import { EVENT_TYPES } from '../../../nodes/MicrosoftDefenderMssp/core/event';
import { MicrosoftDefenderMsspTrigger } from '../../../nodes/MicrosoftDefenderMssp/MicrosoftDefenderMsspTrigger.node';
import { SOURCES } from '../../../nodes/MicrosoftDefenderMssp/sources';
import { selectTenants } from '../../../nodes/MicrosoftDefenderMssp/tenants/selectTenants';
import { readTriggerConfig } from '../../../nodes/MicrosoftDefenderMssp/trigger/config';
import { CONTOSO } from '../core/builders';
import { NEEDED, prepareOf } from './operations';
import { allOptions, isShown, offeredIn, strictParameters, valuesOf } from './strict';

const trigger = new MicrosoftDefenderMsspTrigger().description;
const action = new MicrosoftDefenderMssp().description;
const nodes: Array<[string, INodeTypeDescription]> = [
	['trigger', trigger],
	['action', action],
];

const companions: INodeParameters = {
	tenantId: CONTOSO.id,
	tenantList: { tenant: [{ tenantId: CONTOSO.id, name: 'Contoso', labels: {} }] },
	tenantsJson: JSON.stringify([CONTOSO]),
};
const selections = (description: INodeTypeDescription) =>
	valuesOf(description.properties, 'customerTenants').map(String);

describe.each(nodes)('both nodes: the %s', (_name, description) => {
	it('shows exactly one credential for each way to sign in', () => {
		for (const authentication of valuesOf(description.properties, 'authentication').map(String)) {
			const shown = (description.credentials ?? []).filter((credential) =>
				NodeHelpers.displayParameter({ authentication }, credential, { typeVersion: 1 }, description),
			);
			expect(shown).toHaveLength(1);
		}
	});

	it('offers exactly the sources that it can read', () => {
		const offered = new Set(valuesOf(description.properties, 'source'));
		expect([...offered].sort()).toEqual(Object.keys(SOURCES).sort());
	});

	it.each(selections(description).filter((selection) => selection !== 'discover'))(
		"reads only parameters that are shown for customer tenants from '%s'",
		(selection) => {
			const parameters = strictParameters(description, { customerTenants: selection, ...companions });
			expect(selectTenants(parameters, CONTOSO.id)).toMatchObject({ ok: true, value: [{ ok: true }] });
		},
	);

	it('has a parameter of each name for every choice at most once', () => {
		for (const selection of selections(description)) {
			const values = {
				...companions,
				customerTenants: selection,
				resource: 'alert',
				operation: 'getAll',
				returnAll: false,
			};
			const shown = description.properties.filter((property) =>
				NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, description),
			);
			const names = shown.map(({ name }) => name);
			expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
		}
	});

	it('says how to sign in, which tenants and which source without letting an expression change it per item', () => {
		for (const name of ['authentication', 'source', 'customerTenants']) {
			const properties = description.properties.filter((property) => property.name === name);
			expect(properties.map(({ noDataExpression }) => noDataExpression)).toEqual(properties.map(() => true));
		}
	});
});

/** The fields inside a collection of the trigger. */
const optionsIn = (name: string): INodeProperties[] =>
	trigger.properties
		.filter((property) => property.name === name)
		.flatMap(({ options = [] }) => options.flatMap((option) => ('type' in option ? [option] : [])));

/** The values that a field inside a collection of the trigger offers. */
const choicesOf = (collection: string, name: string): string[] =>
	valuesOf(optionsIn(collection), name).map(String);

const numeric = new Set(optionsIn('options').flatMap(({ name, type }) => (type === 'number' ? [name] : [])));

describe('the trigger', () => {
	it('can be published as it is dropped into a workflow', () => {
		expect(readTriggerConfig(strictParameters(trigger, {}))).toMatchObject({ ok: true });
		expect(strictParameters(trigger, {}).get('authentication')).toBe('oAuth2');
	});

	it.each(
		valuesOf(trigger.properties, 'source').flatMap((source) =>
			selections(trigger).map((selection) => [String(source), selection] as const),
		),
	)('reads only parameters that are shown, for source %s and tenants from %s', (source, customerTenants) => {
		const given = { source, customerTenants, ...companions };
		expect(readTriggerConfig(strictParameters(trigger, given))).toMatchObject({ ok: true });
	});

	it('reads every option that it offers, and offers every option that it reads', () => {
		const parameters = strictParameters(trigger, {
			filters: allOptions(trigger, 'filters', {}),
			options: allOptions(trigger, 'options', {}),
		});
		expect(readTriggerConfig(parameters)).toMatchObject({ ok: true });
		// 'Severities' is of Get Many only; the trigger has 'Minimum Severity' and shares the reader.
		const read = [...parameters.read].filter((name) => name.includes('.') && name !== 'filters.severities');
		expect(read.sort()).toEqual(offeredIn(trigger, {}).sort());
	});

	it('means the same by options at their defaults as by options never opened', () => {
		const opened = readTriggerConfig(
			strictParameters(trigger, { options: allOptions(trigger, 'options', {}) }),
		);
		expect(opened).toEqual(readTriggerConfig(strictParameters(trigger, {})));
	});

	it('looks back as far as its field says when only the first run is chosen', () => {
		const options = { firstRun: 'lookBack' };
		const hours = allOptions(trigger, 'options', {}).lookBackHours;
		expect(readTriggerConfig(strictParameters(trigger, { options }))).toMatchObject({
			value: { lookBackMs: Number(hours) * 3_600_000 },
		});
	});

	it('offers exactly the events that it knows, and begins with new alerts alone', () => {
		expect(valuesOf(trigger.properties, 'triggerOn').map(String).sort()).toEqual([...EVENT_TYPES].sort());
		expect(readTriggerConfig(strictParameters(trigger, {}))).toMatchObject({
			value: { events: ['created'] },
		});
	});

	it.each(valuesOf(trigger.properties, 'triggerOn').map(String))('can trigger on %s alone', (event) => {
		const parameters = strictParameters(trigger, { triggerOn: [event] });
		expect(readTriggerConfig(parameters)).toMatchObject({ ok: true, value: { events: [event] } });
	});

	it.each(choicesOf('options', 'executionPer'))("can start an execution per '%s'", (executionPer) => {
		const parameters = strictParameters(trigger, { options: { executionPer } });
		expect(readTriggerConfig(parameters)).toMatchObject({ ok: true, value: { executionPer } });
	});

	it.each(choicesOf('options', 'firstRun'))("can begin with '%s'", (firstRun) => {
		expect(readTriggerConfig(strictParameters(trigger, { options: { firstRun } }))).toMatchObject({
			ok: true,
		});
	});

	it.each(choicesOf('filters', 'statuses'))("can filter by status '%s'", (status) => {
		const parameters = strictParameters(trigger, { filters: { statuses: [status] } });
		expect(readTriggerConfig(parameters)).toMatchObject({
			ok: true,
			value: { filter: { statuses: [status] } },
		});
	});

	it.each(choicesOf('filters', 'minimumSeverity'))(
		"can filter by minimum severity '%s'",
		(minimumSeverity) => {
			const parameters = strictParameters(trigger, { filters: { minimumSeverity } });
			expect(readTriggerConfig(parameters)).toMatchObject({
				ok: true,
				value: { filter: { minimumSeverity } },
			});
		},
	);

	it('lets no number field be set lower or higher than what it reads', () => {
		const numbers = optionsIn('options').filter(({ type }) => type === 'number');
		expect(numbers.length).toBeGreaterThan(0);
		for (const { name, typeOptions } of numbers) {
			const [least, most] = [Number(typeOptions?.minValue), Number(typeOptions?.maxValue)];
			const read = (value: number) =>
				readTriggerConfig(strictParameters(trigger, { options: { firstRun: 'lookBack', [name]: value } })).ok;
			expect([name, read(least), read(least - 1)]).toEqual([name, true, false]);
			expect([name, read(most), read(most + 1)]).toEqual([name, true, false]);
		}
	});

	it('calls each option in a message as it is called in the editor', () => {
		const labels = optionsIn('options').map(({ name, displayName }) => [name, displayName] as const);
		const others = ['replayFrom', 'firstRun', 'executionPer'];
		const typed = labels.filter(([name]) => others.includes(name) || numeric.has(name));
		expect(typed.length).toBe(numeric.size + others.length);
		for (const [name, displayName] of typed) {
			const options = { firstRun: 'lookBack', [name]: 'x' };
			const read = readTriggerConfig(strictParameters(trigger, { options }));
			expect(read.ok ? '' : read.failure.cause).toContain(`'${displayName}'`);
		}
	});

	it('replays nothing unless told to', () => {
		const config = readTriggerConfig(strictParameters(trigger, {}));
		expect(config.ok && config.value).not.toHaveProperty('replay');
	});

	it('offers no tenants of an input item, because it has none', () => {
		expect(selections(trigger)).not.toContain('input');
	});
});

const operations = Object.entries(OPERATIONS).flatMap(([resource, byName]) =>
	Object.entries(byName).map(([name, operation]) => [resource, name, operation] as const),
);

function prepareWith(resource: string, name: string, operation: Operation, given: INodeParameters) {
	const parameters = strictParameters(action, { resource, operation: name, ...NEEDED, ...given });
	for (const needed of ['resource', 'operation']) parameters.get(needed);
	if (!('makeRows' in operation)) parameters.get('authentication');
	return prepareOf(operation, parameters);
}

/** Texts that have to be filled in, whatever else is chosen. */
const neededTexts = operations.flatMap(([resource, name, operation]) =>
	operation.properties
		.filter(
			({ type, required, displayOptions }) =>
				required === true && displayOptions === undefined && ['resourceLocator', 'string'].includes(type),
		)
		.map((property) => [resource, name, property.displayName, property.name, operation] as const),
);

describe('the action node', () => {
	it.each(neededTexts)(
		"%s: %s does not call '%s' empty where an expression gives an object",
		(resource, name, displayName, field, operation) => {
			expect(prepareWith(resource, name, operation, { [field]: { id: 'x' } })).toMatchObject({
				ok: false,
				failure: {
					kind: 'configuration',
					cause: expect.stringContaining(`'${displayName}' is no `) as unknown,
				},
			});
		},
	);

	it('offers exactly the resources and operations that are implemented', () => {
		expect(valuesOf(action.properties, 'resource').sort()).toEqual(Object.keys(OPERATIONS).sort());
		for (const [resource, byName] of Object.entries(OPERATIONS)) {
			const list = action.properties.filter(
				(property) =>
					property.name === 'operation' &&
					NodeHelpers.displayParameter({ resource }, property, { typeVersion: 1 }, action),
			);
			expect(list).toHaveLength(1);
			expect(valuesOf(list, 'operation').sort()).toEqual(Object.keys(byName).sort());
			expect(Object.keys(byName)).toContain(list[0]?.default);
		}
	});

	it("describes 'Verify' in the same words wherever it is offered", () => {
		const verify = action.properties
			.flatMap(({ options = [] }) => options)
			.filter((option) => option.name === 'verify');
		expect(verify.length).toBeGreaterThan(1);
		expect([...new Set(verify.map((option) => JSON.stringify(option)))]).toHaveLength(1);
	});

	describe.each(operations)('%s: %s', (resource, name, operation) => {
		const prepare = (given: INodeParameters) => prepareWith(resource, name, operation, given);

		const sources = valuesOf(operation.properties, 'source').map(String);
		it.each(sources.length > 0 ? sources : ['none'])(
			'reads only parameters that are shown, for source %s',
			(source) => {
				expect(prepare(sources.length > 0 ? { source } : {})).toMatchObject({ ok: true });
			},
		);

		it.each([true, false])('reads only parameters that are shown, with Return All %p', (returnAll) => {
			expect(prepare({ returnAll })).toMatchObject({ ok: true });
		});

		it('reads every filter and option that it offers, and offers every one that it reads', () => {
			const shownFor = { resource, operation: name };
			const parameters = strictParameters(action, {
				...shownFor,
				...NEEDED,
				filters: allOptions(action, 'filters', shownFor),
				options: allOptions(action, 'options', shownFor),
				additionalFields: allOptions(action, 'additionalFields', shownFor),
			});
			expect(prepareOf(operation, parameters)).toMatchObject({ ok: true });
			const read = [...parameters.read].filter((part) => part.includes('.'));
			expect(read.sort()).toEqual(offeredIn(action, shownFor).sort());
		});

		it('shows its fields in the order in which it lists them', () => {
			const shown = action.properties
				.filter((property) => isShown(action, property, { resource, operation: name }))
				.map((property) => property.name);
			const listed = [...new Set(operation.properties.map((property) => property.name))];
			const order = listed.filter((own) => shown.includes(own));
			expect(shown.filter((own) => order.includes(own))).toEqual(order);
		});

		it('shows its own fields and not those of other operations', () => {
			const choice = { resource, operation: name, returnAll: false };
			const shown = (property: INodeProperties) => isShown(action, property, choice);
			const names = action.properties.filter(shown).map((property) => property.name);
			const always = operation.properties.filter(({ displayOptions }) => displayOptions === undefined);
			const own = always.map((property) => property.name);
			const others = operations
				.filter(([other, , { properties }]) => other === resource && properties !== operation.properties)
				.flatMap(([, , other]) => other.properties.map((property) => property.name))
				.filter((other) => !operation.properties.some((property) => property.name === other));
			expect(names).toEqual(expect.arrayContaining(own));
			expect(names.filter((shownName) => others.includes(shownName))).toEqual([]);
		});
	});

	it.each<[string, string, INodeParameters]>([
		['Alert', 'get', { alertId: ' ' }],
		['Source', 'get', { alertId: 'x', source: 'incidents' }],
		['Source', 'getAll', { source: 'incidents' }],
		['Limit', 'getAll', { limit: 0 }],
		['Limit', 'getAll', { limit: 1.5 }],
		['Created After', 'getAll', { filters: { createdAfter: 'yesterday' } }],
		['Created Before', 'getAll', { filters: { createdBefore: 'tomorrow' } }],
	])("names '%s' of operation %s when it cannot be used: %j", (label, operation, given) => {
		const parameters = strictParameters(action, { resource: 'alert', operation, ...given });
		const prepared = prepareOf(OPERATIONS.alert?.[operation], parameters);
		expect(prepared).toMatchObject({ ok: false, failure: { kind: 'configuration' } });
		expect(prepared.ok ? '' : prepared.failure.cause).toContain(`'${label}'`);
	});
});
