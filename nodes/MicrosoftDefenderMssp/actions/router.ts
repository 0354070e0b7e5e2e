import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { asNodeError, messageOf, toNodeError } from '../adapters/n8nErrors';
import type { Failure } from '../core/failure';
import { configurationFailure } from '../core/failure';
import { entryOf } from '../core/knownWords';
import type { Parameters } from '../core/parameters';
import { locatorValue } from '../core/parameters';
import type { Result } from '../core/result';
import { fail, succeed } from '../core/result';
import { OPERATIONS } from './node.description';
import type { Operation, WorkResult } from './operation';
import { runBatch } from './runBatch';
import { runItem } from './runItem';
import { forPeople } from './remedy';
import type { Surroundings, TenantOutcome } from './tenantResults';
import { failedItem, toItems } from './tenantResults';

/** Runs the chosen operation for every input item. */
export async function route(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const parameters = [...this.getInputData().keys()].map((index) => parametersOf(this, index));
	const [first] = parameters;
	if (first === undefined) return [[]];
	const operation = readOperation(first);
	if (!operation.ok) throw toNodeError(this.getNode(), operation.failure, { itemIndex: 0 });
	const outcomes = outcomesOf(this, operation.value, parameters);
	const continues = this.continueOnFail();
	let items: INodeExecutionData[] = [];
	for (const itemIndex of parameters.keys()) {
		try {
			const outcome = await outcomes(itemIndex);
			const around = { node: this.getNode(), itemIndex, continues };
			// Not spread into push: a very long result would overflow the stack.
			items = items.concat(
				outcome.ok ? toItems(outcome.value, operation.value, around) : failed(outcome.failure, around),
			);
		} catch (error) {
			if (!continues) throw asNodeError(this.getNode(), error, itemIndex);
			items.push({ json: { error: messageOf(error) }, pairedItem: { item: itemIndex } });
		}
	}
	return [items];
}

/** An input item that could not be worked on in any tenant. */
function failed(failure: Failure, { node, itemIndex, continues }: Surroundings): INodeExecutionData[] {
	const told = forPeople(failure);
	if (!continues) throw toNodeError(node, told, { itemIndex });
	return [{ json: failedItem(told), pairedItem: { item: itemIndex } }];
}

/** What came of an input item in its tenants. */
type OutcomesOf = (itemIndex: number) => Promise<Result<TenantOutcome[], Failure>>;

function outcomesOf(context: IExecuteFunctions, operation: Operation, parameters: Parameters[]): OutcomesOf {
	if ('startBatch' in operation) {
		const batch = runBatch(context, operation, parameters);
		return async (index) => (await (await batch)[index]) ?? succeed([]);
	}
	return async (index) => {
		const own = parameters[index];
		if (own === undefined) return succeed([]);
		return 'makeRows' in operation
			? offline(operation.makeRows(own))
			: await runItem(context, operation, own, index);
	};
}

/** Rows that no tenant was asked for. */
const offline = (outcome: WorkResult): Result<TenantOutcome[], Failure> =>
	outcome.ok ? succeed([{ tenant: NOBODY, outcome }]) : outcome;

const NOBODY = { id: '', name: '', labels: {} };

const parametersOf = (context: IExecuteFunctions, itemIndex: number): Parameters => ({
	get: (name) => locatorValue(context.getNodeParameter(name, itemIndex, undefined)),
	timezone: context.getTimezone(),
	input: context.getInputData()[itemIndex]?.json,
});

function readOperation(parameters: Parameters): Result<Operation, Failure> {
	const [resource, name] = [String(parameters.get('resource')), String(parameters.get('operation'))];
	const operation = entryOf(entryOf(OPERATIONS, resource) ?? {}, name);
	return operation === undefined
		? fail(
				configurationFailure(
					`This node has no operation '${name}' for resource '${resource}'.`,
					"Choose a 'Resource' and an 'Operation' from the lists.",
				),
			)
		: succeed(operation);
}
