import { patched } from '../alerts/graphView';
import type { Json } from '../records/store';
import type { DeviceActionRecord } from './actionRecord';
import type { DeviceRecord } from './record';

/** The device as the Defender API shows it ("machine"). */
export function machineView(record: DeviceRecord): Json {
	const { createdDateTime, lastUpdateDateTime, extra } = record;
	const machine = {
		id: record.id,
		computerDnsName: record.computerDnsName,
		firstSeen: createdDateTime,
		lastSeen: lastUpdateDateTime,
		osPlatform: record.osPlatform,
		osVersion: null,
		osProcessor: record.osProcessor,
		osArchitecture: record.osArchitecture,
		version: record.version,
		osBuild: record.osBuild,
		lastIpAddress: record.lastIpAddress,
		lastExternalIpAddress: record.lastExternalIpAddress,
		healthStatus: record.healthStatus,
		onboardingStatus: record.onboardingStatus,
		deviceValue: record.deviceValue,
		rbacGroupId: record.rbacGroupId,
		rbacGroupName: record.rbacGroupName,
		riskScore: record.riskScore,
		exposureLevel: record.exposureLevel,
		isAadJoined: record.isAadJoined,
		aadDeviceId: record.aadDeviceId,
		machineTags: record.machineTags,
		ipAddresses: [{ ipAddress: record.lastIpAddress, macAddress: '00005E005307', operationalStatus: 'Up' }],
	};
	return patched(machine, extra);
}

/** The action as the Defender API shows it ("machineAction"); lists call the time of its last change otherwise. */
export function machineActionView(record: DeviceActionRecord, shownIn: 'list' | 'entity'): Json {
	return {
		id: record.id,
		type: record.type,
		title: record.title,
		scope: record.scope,
		requestor: record.requestor,
		requestorComment: record.requestorComment,
		requestSource: record.requestSource,
		status: record.status,
		machineId: record.machineId,
		computerDnsName: record.computerDnsName,
		creationDateTimeUtc: record.createdDateTime,
		[shownIn === 'list' ? 'lastUpdateTimeUtc' : 'lastUpdateDateTimeUtc']: record.lastUpdateDateTime,
		cancellationRequestor: record.cancellationRequestor,
		cancellationComment: record.cancellationComment,
		cancellationDateTimeUtc: record.cancellationDateTimeUtc,
		externalId: null,
		commands: [],
		relatedFileInfo: record.relatedFileInfo,
	};
}
