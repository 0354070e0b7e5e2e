import type { IDataObject } from 'n8n-workflow';
import { createProcessMemory } from '../../nodes/MicrosoftDefenderMssp/adapters/processMemory';
import type { AlertInput, Fault, Tenant } from '../emulator';
import { listOf } from './mssp';
import type { PollOptions } from './n8nContexts';
import { createTrigger } from './n8nContexts';
import { mssp } from './ownMssp';

export const MINUTE_MS = 60_000;

export const HOUR_MS = 60 * MINUTE_MS;

export const DAY_MS = 24 * HOUR_MS;

export const KEY = 'node:Trigger';

export const add = (tenant: Tenant, title: string, alert: AlertInput = {}) =>
	tenant.addAlert({ title, ...alert });

export const setup = (parameters: IDataObject = {}) => ({
	parameters: { authentication: 'appOnly', ...listOf(mssp.customers), ...parameters },
	store: mssp.store,
});

/** A trigger in a process of its own, whose first poll is still to come. */
export const trigger = (parameters: IDataObject = {}, staticData?: IDataObject) =>
	createTrigger(setup(parameters), staticData, { process: createProcessMemory() });

export const published = async (parameters: IDataObject = {}, options: PollOptions = {}) => {
	const polling = trigger(parameters);
	expect(await polling.pollAll(options)).toEqual([]);
	return polling;
};

export const breakAll = (fault: Fault, tenants = mssp.customers) => {
	const broken = tenants.map((tenant) => tenant.addFault(fault));
	return { mend: () => broken.forEach((each) => each.remove()) };
};

export const errorOf = async (run: Promise<unknown>): Promise<unknown> =>
	await run.then(
		() => undefined,
		(error: unknown) => error,
	);

/** Failures that pass, without a wait in the poll itself. */
export const DOWN = { status: 503, headers: { 'retry-after': '30' } };

export const PASSING: Array<[string, Fault]> = [
	['Graph breaks the connection', { api: 'graph', resetConnection: true }],
	['Graph answers 429', { api: 'graph', throttle: { retryAfterSeconds: 600 } }],
	['Graph answers 503', { api: 'graph', respond: DOWN }],
	['the token endpoint answers 503', { api: 'token', respond: DOWN }],
	['the token endpoint breaks the connection', { api: 'token', resetConnection: true }],
];
