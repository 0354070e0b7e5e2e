import { randomUUID } from 'node:crypto';

import { formatTicks } from '../alerts/timestamp';
import { definedOnly, inputTicks, ticksNow, withNormalTimes, patchedRecord } from '../records/input';
import type { StoredRecord } from '../records/store';
import type { TenantState } from '../world';

/** One action on a device, in Defender's vocabulary. */
export interface DeviceActionRecord extends StoredRecord {
	/** GUID. */
	id: string;
	type: string;
	title: string | null;
	scope: string | null;
	status: string;
	requestor: string;
	requestorComment: string;
	requestSource: string;
	machineId: string;
	computerDnsName: string;
	relatedFileInfo: { fileIdentifier: string; fileIdentifierType: string } | null;
	cancellationRequestor: string | null;
	cancellationComment: string | null;
	cancellationDateTimeUtc: string | null;
	/** Milliseconds by the emulator's clock, from which its states follow one another. */
	startedAt: number;
}

export type DeviceActionInput = Partial<DeviceActionRecord>;
export type DeviceActionPatch = Partial<Omit<DeviceActionRecord, 'id'>>;

/** The states that end an action. */
export type FinalStatus = 'Succeeded' | 'Failed' | 'TimeOut' | 'Cancelled';

const timeProperties = ['createdDateTime', 'lastUpdateDateTime'] as const;

/** A complete action around the properties given. Throws when a time is not a DateTimeOffset. */
export function newDeviceActionRecord(input: DeviceActionInput, now: number): DeviceActionRecord {
	const created = formatTicks(inputTicks(input.createdDateTime) ?? ticksNow(now));
	const record: DeviceActionRecord = {
		id: randomUUID(),
		type: 'RunAntiVirusScan',
		title: null,
		scope: null,
		status: 'Pending',
		requestor: 'kim@mssp.example',
		requestorComment: 'Requested in the portal',
		requestSource: 'Portal',
		machineId: '0'.repeat(40),
		computerDnsName: '',
		relatedFileInfo: null,
		cancellationRequestor: null,
		cancellationComment: null,
		cancellationDateTimeUtc: null,
		createdDateTime: created,
		lastUpdateDateTime: created,
		startedAt: now,
		visibleAt: 0,
		...definedOnly(input),
	};
	return withNormalTimes(record, timeProperties);
}

/** The record after a change, which moves its `lastUpdateDateTime` to now. */
export function patchedDeviceActionRecord(
	record: DeviceActionRecord,
	patch: DeviceActionPatch,
	now: number,
): DeviceActionRecord {
	return patchedRecord(record, patch, { now, timeProperties });
}

export const isUnderWay = ({ status }: DeviceActionRecord): boolean =>
	status === 'Pending' || status === 'InProgress';

/** Moves every action on to the state that it has by now: in progress after half of its time, succeeded after all of it. */
export function settleActions({ deviceActions, defender }: TenantState, now: number): void {
	const takes = defender.actionSeconds * 1000;
	for (const record of deviceActions.all()) {
		if (!isUnderWay(record)) continue;
		const age = now - record.startedAt;
		const status = age >= takes ? 'Succeeded' : age >= takes / 2 ? 'InProgress' : 'Pending';
		if (status !== record.status) deviceActions.set(patchedDeviceActionRecord(record, { status }, now));
	}
}
