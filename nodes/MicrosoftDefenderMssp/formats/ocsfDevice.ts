import type { Device, Evidence, Session } from '../core/evidence/evidence';
import type { JsonObject } from '../core/json';
import { unique } from '../core/json';
import { domainOf, shortName } from './names';
import type { Enumerated } from './ocsfEnums';
import { pair, platformOf, riskOf } from './ocsfEnums';
import { ipOf } from './ocsfNetwork';
import { present } from './present';

/** A device of OCSF, which requires that something names it. */
export function ocsfDevice(piece: Evidence): JsonObject | undefined {
	const { kind, device } = piece;
	if (device === undefined) return undefined;
	const { osPlatform, group, riskScore } = device;
	const named = present({ ...identityOf(piece, device), ...addressesOf(device) });
	const risk = riskOf(riskScore);
	return (
		named &&
		present({
			...pair('type', typeOf(kind, osPlatform)),
			...named,
			os: osPlatform === undefined ? undefined : osOf(osPlatform, device),
			...hardwareOf(device),
			groups: group === undefined ? [] : [{ name: group }],
			...(risk !== undefined && pair('risk_level', risk)),
		})
	);
}

function identityOf({ kind, id }: Evidence, device: Device): JsonObject {
	// The ID of Defender for IoT is one that device operations do not know, so that the device itself does not have it.
	const uid = device.id ?? (kind === 'ioTDevice' ? id : undefined) ?? device.entraId;
	return {
		uid,
		uid_alt: device.entraId === uid ? undefined : device.entraId,
		name: shortName(device),
		hostname: device.name,
		domain: device.name === undefined ? undefined : domainOf(device),
	};
}

function addressesOf(device: Device): JsonObject {
	const ips = unique(device.ips.map(ipOf));
	return { ip: ips[0], network_interfaces: ips.length > 1 ? ips.map((ip) => ({ ip })) : [] };
}

const hardwareOf = ({ iot = {} }: Device): JsonObject => ({
	mac: macOf(iot.mac),
	vendor_name: iot.vendor,
	model: iot.model,
	hw_info: present({ serial_number: iot.serialNumber }),
});

/** What somebody signed in on. Its name is what the service shows, which need not be that of a host. */
export function sessionDevice({ device: name, os }: Session): JsonObject | undefined {
	if (name === undefined) return undefined;
	return present({ ...pair('type', UNKNOWN), name, os: os === undefined ? undefined : osOf(os) });
}

const UNKNOWN: Enumerated = { id: 0, caption: 'Unknown' };

function typeOf(kind: string, platform = ''): Enumerated {
	if (kind === 'ioTDevice') return { id: 7, caption: 'IOT' };
	return /^windowsserver/i.test(platform) ? { id: 1, caption: 'Server' } : UNKNOWN;
}

function osOf(name: string, { osVersion, osBuild }: Partial<Device> = {}): JsonObject | undefined {
	return present({ name, ...pair('type', platformOf(name)), version: osVersion, build: osBuild });
}

const MAC = /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i;

/** The address of a network card, if OCSF takes it for one. */
export const macOf = (value: string | undefined): string | undefined =>
	value !== undefined && MAC.test(value) ? value : undefined;
