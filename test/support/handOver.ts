import type { IDataObject } from 'n8n-workflow';
import { normalizeTimestamp } from '../../nodes/MicrosoftDefenderMssp/core/timestamp';
import type { AlertInput, EmulatedAlert, Tenant } from '../emulator';
import type { Outputs } from './executions';
import { idsOf, ticks, titlesOf, toldOf } from './executions';
import { listOf } from './mssp';
import type { PollingTrigger, PollOptions } from './n8nContexts';
import { createTrigger } from './n8nContexts';
import { mssp } from './ownMssp';

export const MINUTE_MS = 60_000;

export const DAY_MS = 24 * 60 * MINUTE_MS;

/** Titles of the alerts, execution by execution; a health execution shows as what it tells. */
export const shapeOf = (executions: Outputs[]) =>
	executions.map((outputs) => [...titlesOf([outputs]), ...toldOf([outputs])].sort());

export const updatedId = ({ id: tenantId }: Tenant, { id, lastUpdateDateTime }: EmulatedAlert) =>
	`${tenantId}:${id}:${normalizeTimestamp(lastUpdateDateTime)}`;

export const add = (tenant: Tenant, title: string, alert: AlertInput = {}) =>
	tenant.addAlert({ title, ...alert });

export const trigger = (parameters: IDataObject = {}) =>
	createTrigger({
		parameters: { authentication: 'appOnly', ...listOf(mssp.customers), ...parameters },
		store: mssp.store,
	});

/** A trigger that was published and found nothing yet. */
export const published = async (parameters: IDataObject = {}, options: PollOptions = {}) => {
	const polling = trigger(parameters);
	expect(await polling.pollAll(options)).toEqual([]);
	return polling;
};

/** What some restarts deliver, each with two polls; the last process too. */
export const restarts = async (polling: PollingTrigger, count: number, options?: PollOptions) => {
	const all: string[][] = [];
	let last = polling;
	for (let index = 0; index < count; index += 1) {
		last = last.restart();
		all.push(idsOf(await ticks(last, 2, options)));
	}
	return { all, last };
};
