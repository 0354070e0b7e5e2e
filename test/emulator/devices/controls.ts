import { recordControls } from '../records/controls';
import type { Tenant } from '../types';
import type { TenantState, World } from '../world';
import { isUnderWay, newDeviceActionRecord, patchedDeviceActionRecord } from './actionRecord';
import { firstDevices, newDeviceRecord } from './record';

type DeviceControls = Pick<
	Tenant,
	| 'addDevice'
	| 'updateDevice'
	| 'removeDevice'
	| 'removeDevices'
	| 'addDeviceAction'
	| 'updateDeviceAction'
	| 'finishActions'
>;

const domainOf = ({ domains }: TenantState): string => domains[0] ?? 'corp.example';

/** How a test changes devices and the actions on them. */
export function deviceControls(world: World, state: TenantState): DeviceControls {
	const owner = state.displayName;
	const devices = recordControls(state.devices, { owner, kind: 'device' });
	const actions = recordControls(state.deviceActions, { owner, kind: 'device action' });
	return {
		addDevice: (device = {}) => devices.add(newDeviceRecord(device, world.now(), domainOf(state))),
		updateDevice: (id, patch) => devices.update(id, (record) => ({ ...record, ...patch })),
		removeDevice: (id) => {
			devices.remove(id);
		},
		removeDevices: () => {
			for (const { id } of state.devices.all()) devices.remove(id);
		},
		addDeviceAction: (action = {}) => actions.add(newDeviceActionRecord(action, world.now())),
		updateDeviceAction: (id, patch) =>
			actions.update(id, (record) => patchedDeviceActionRecord(record, patch, world.now())),
		finishActions(status = 'Succeeded') {
			for (const record of state.deviceActions.all().filter(isUnderWay)) {
				actions.update(record.id, () => patchedDeviceActionRecord(record, { status }, world.now()));
			}
		},
	};
}

/** Gives a new tenant its first devices. */
export function addFirstDevices(world: World, state: TenantState): void {
	const domain = domainOf(state);
	for (const device of firstDevices(domain)) {
		state.devices.set(newDeviceRecord(device, world.now(), domain));
	}
}
