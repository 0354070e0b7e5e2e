import { addressOf, azureResourceOf, graphOnly } from './parts';
import { eventId, type Scene, type Story } from './scene';
import { services } from './services';

const plcAddress = '192.0.2.130';
const stationAddress = '192.0.2.131';

function controllerOf(scene: Scene) {
	const nic = {
		kind: 'nic',
		macAddress: '00-00-5E-00-53-30',
		ipAddress: { ipAddress: plcAddress },
		vlans: ['130'],
	};
	const device = {
		kind: 'ioTDevice',
		roles: ['attacked'],
		deviceId: eventId(scene, 'plc'),
		deviceName: `plc-3.${scene.domain}`,
		deviceType: 'PLC',
		deviceSubType: 'Industrial',
		devicePageLink: `https://iot.${scene.domain}/devices/plc-3`,
		importance: 'high',
		manufacturer: 'Sample Automation',
		model: 'SA-1200',
		operatingSystem: 'SA firmware 4.2',
		serialNumber: 'SA-000-3',
		ipAddress: { ipAddress: plcAddress },
		macAddress: nic.macAddress,
		nics: [nic],
		protocols: ['Modbus', 'S7comm'],
		owners: ['Plant operations'],
		isAuthorized: true,
		isProgramming: true,
		isScanner: false,
		purdueLayer: 'BasicControl',
		sensor: 'sensor-hall-2',
		site: 'Hall 2',
		zone: 'Line A',
		source: 'Microsoft',
		sourceRef: { url: `https://iot.${scene.domain}/alerts` },
		ioTHub: azureResourceOf(scene, 'Microsoft.Devices/IotHubs', 'plant-hub'),
		ioTSecurityAgentId: eventId(scene, 'agent'),
	};
	return { nic, device };
}

/** A controller of a plant gets another program. */
export const controllerProgramming: Story = (scene) => {
	const { nic, device } = controllerOf(scene);
	return graphOnly({
		...services.iot,
		title: 'Unauthorized PLC programming',
		description: 'A station that is not known to do so loaded a program into a controller.',
		severity: 'high',
		category: 'Impact',
		mitreTechniques: ['T0843'],
		recommendedActions: 'Ask plant operations whether the change was planned.',
		moreEvidence: [
			device,
			{
				kind: 'networkConnection',
				protocol: 'tcp',
				sourceAddress: { ipAddress: stationAddress },
				sourcePort: 51_442,
				destinationAddress: { ipAddress: plcAddress },
				destinationPort: 102,
			},
			nic,
			addressOf(stationAddress, { roles: ['source'] }),
		],
	});
};
