import { createHash } from 'node:crypto';

import type { ViewPatch } from '../alerts/record';
import { formatTicks } from '../alerts/timestamp';
import { definedOnly, inputTicks, ticksNow, withNormalTimes } from '../records/input';
import type { StoredRecord } from '../records/store';

/** One device, in Defender's vocabulary; `createdDateTime` is when it was first seen, `lastUpdateDateTime` when last. */
export interface DeviceRecord extends StoredRecord {
	/** 40 hex digits. */
	id: string;
	computerDnsName: string;
	osPlatform: string;
	osArchitecture: string;
	osProcessor: string;
	osBuild: number;
	version: string;
	lastIpAddress: string;
	lastExternalIpAddress: string;
	healthStatus: string;
	onboardingStatus: string;
	deviceValue: string;
	rbacGroupId: number;
	rbacGroupName: string;
	riskScore: string;
	exposureLevel: string;
	aadDeviceId: string | null;
	isAadJoined: boolean;
	machineTags: string[];
	extra: ViewPatch;
}

export type DeviceInput = Partial<DeviceRecord>;
export type DevicePatch = Partial<Omit<DeviceRecord, 'id'>>;

const timeProperties = ['createdDateTime', 'lastUpdateDateTime'] as const;
const tickDay = 864_000_000_000n;

/** The id that a device of this name gets unless one is given; the evidence of alerts names devices by it. */
export const deviceIdOf = (dnsName: string): string => createHash('sha1').update(dnsName).digest('hex');

/** A complete, realistic device around the properties given. Throws when a time is not a DateTimeOffset. */
export function newDeviceRecord(input: DeviceInput, now: number, domain: string): DeviceRecord {
	const lastSeen = inputTicks(input.lastUpdateDateTime) ?? ticksNow(now);
	const computerDnsName = input.computerDnsName ?? `pc7.${domain}`;
	const record: DeviceRecord = {
		id: deviceIdOf(computerDnsName),
		computerDnsName,
		osPlatform: 'Windows11',
		osArchitecture: '64-bit',
		osProcessor: 'x64',
		osBuild: 26_100,
		version: '24H2',
		lastIpAddress: '192.0.2.7',
		lastExternalIpAddress: '198.51.100.7',
		healthStatus: 'Active',
		onboardingStatus: 'Onboarded',
		deviceValue: 'Normal',
		rbacGroupId: 140,
		rbacGroupName: 'Workstations',
		riskScore: 'Medium',
		exposureLevel: 'Low',
		aadDeviceId: null,
		isAadJoined: false,
		machineTags: ['finance'],
		createdDateTime: formatTicks(lastSeen - 90n * tickDay),
		lastUpdateDateTime: formatTicks(lastSeen),
		visibleAt: 0,
		extra: {},
		...definedOnly(input),
	};
	return withNormalTimes(record, timeProperties);
}

/** The devices of every new tenant: the one that alerts happen on by default, and a server. */
export const firstDevices = (domain: string): DeviceInput[] => [
	{},
	{
		computerDnsName: `srv1.${domain}`,
		osPlatform: 'WindowsServer2022',
		osBuild: 20_348,
		version: '21H2',
		lastIpAddress: '192.0.2.20',
		deviceValue: 'High',
		rbacGroupId: 141,
		rbacGroupName: 'Servers',
		riskScore: 'High',
		exposureLevel: 'Medium',
		machineTags: ['vip'],
	},
];
