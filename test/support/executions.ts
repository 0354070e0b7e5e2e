import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { normalizeTimestamp } from '../../nodes/MicrosoftDefenderMssp/core/timestamp';
import type { EmulatedAlert, Tenant } from '../emulator';
import { passTime } from './fakeDate';
import type { PollingTrigger, PollOptions } from './n8nContexts';

/** Both outputs of one execution. */
export type Outputs = INodeExecutionData[][];

const MINUTE_MS = 60_000;

export const json = (items: INodeExecutionData[] | undefined): IDataObject[] =>
	(items ?? []).map((item) => item.json);
const eventId = ({ event }: IDataObject) => (event as { id: string }).id;
const titleOf = ({ alert }: IDataObject) => (alert as { title: string }).title;

/** Event ids of the alerts in these executions. */
export const idsOf = (executions: Outputs[]): string[] =>
	executions.flatMap(([alerts]) => json(alerts).map(eventId));
export const titlesOf = (executions: Outputs[]): string[] =>
	executions.flatMap(([alerts]) => json(alerts).map(titleOf));
export const healthOf = (executions: Outputs[]): IDataObject[] =>
	executions.flatMap(([, health]) => json(health));
export const healthIdsOf = (executions: Outputs[]): string[] => healthOf(executions).map(eventId);
/** Types of what output 'Tenant Health' tells. */
export const toldOf = (executions: Outputs[]): string[] =>
	healthOf(executions).map(({ event }) => (event as { type: string }).type);

export const createdId = ({ id: tenantId }: Tenant, { id, createdDateTime }: EmulatedAlert): string =>
	`${tenantId}:${id}:${normalizeTimestamp(createdDateTime)}`;

/** A minute later, n8n polls. */
export async function tick(polling: PollingTrigger, options?: PollOptions): Promise<Outputs[]> {
	passTime(MINUTE_MS);
	return await polling.pollAll(options);
}

/** All that is delivered by some polls in a row. */
export async function ticks(
	polling: PollingTrigger,
	count: number,
	options?: PollOptions,
): Promise<Outputs[]> {
	const all: Outputs[] = [];
	for (let index = 0; index < count; index += 1) all.push(...(await tick(polling, options)));
	return all;
}
