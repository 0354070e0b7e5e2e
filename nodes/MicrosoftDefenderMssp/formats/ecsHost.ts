import { isIp } from '../core/ipAddress';
import { child } from '../core/evidence/values';
import { text } from '../core/json';
import type { Device, Evidence } from '../core/evidence/evidence';
import type { EcsFields } from './ecsFields';
import { domainOf, shortName } from './names';

/** `host.*` and `device.*` of a device; `cloud.instance.*` of one that is a virtual machine in Azure. */
export function hostFields({ device, kind, id, raw = {} }: Partial<Evidence>): EcsFields {
	if (device === undefined) return {};
	const { iot = {} } = device;
	return {
		'host.id': device.id,
		'host.name': device.name,
		'host.hostname': shortName(device),
		'host.domain': domainOf(device),
		'host.ip': device.ips.filter(isIp),
		'host.mac': iot.mac === undefined ? undefined : [macOf(iot.mac)],
		'host.type': iot.type,
		...osFields(device),
		'host.risk.static_level': device.riskScore,
		// Elastic's integration has the ID of Entra ID here; a device of Defender for IoT has one of its own.
		'device.id': device.entraId ?? (kind === 'ioTDevice' ? id : undefined),
		'device.manufacturer': iot.vendor,
		'device.model.name': iot.model,
		'device.serial_number': iot.serialNumber,
		...virtualMachineFields(child(raw, 'vmMetadata')),
	};
}

const osFields = ({ osPlatform, osVersion, osBuild }: Device): EcsFields => ({
	'host.os.name': osPlatform,
	'host.os.type': osType(osPlatform ?? ''),
	'host.os.version': osVersion,
	'host.os.kernel': osBuild,
});

/** The words of ECS for the platforms that say so in their name (`Windows11`, `macOS`). */
const osType = (platform: string): string | undefined =>
	['windows', 'linux', 'macos', 'ios', 'android'].find((type) => platform.toLowerCase().startsWith(type));

/** As RFC 7042 writes it, which ECS asks for. */
const macOf = (mac: string): string => mac.toUpperCase().replaceAll(':', '-');

const virtualMachineFields = ({ cloudProvider, vmId }: Record<string, unknown>): EcsFields =>
	text(cloudProvider)?.toLowerCase() === 'azure'
		? { 'cloud.provider': 'azure', 'cloud.instance.id': text(vmId) }
		: {};
