import type { SimpleDevice } from './device';
import { simplifyDevice } from './device';
import type { SimpleDeviceAction } from './deviceAction';
import { simplifyDeviceAction } from './deviceAction';
import type { ItemOptions } from './item';
import type { JsonObject } from './json';
import { text } from './json';
import type { PortalLinks } from './links';
import { deviceLinks } from './links';
import type { Tenant } from './tenant';

export interface DeviceItem {
	tenant: Tenant;
	device: SimpleDevice | JsonObject;
	links: PortalLinks;
}

export interface DeviceActionItem {
	tenant: Tenant;
	deviceAction: SimpleDeviceAction | JsonObject;
	links: PortalLinks;
}

/** The item of a device that a service sent. */
export const deviceItem = (
	raw: JsonObject,
	tenant: Tenant,
	{ portalUrl, simplify }: ItemOptions,
): DeviceItem => ({
	tenant,
	device: simplify ? simplifyDevice(raw) : raw,
	links: deviceLinks(text(raw.id), tenant.id, portalUrl),
});

/** The item of an action on a device, with the link of that device. */
export const deviceActionItem = (
	raw: JsonObject,
	tenant: Tenant,
	{ portalUrl, simplify }: ItemOptions,
): DeviceActionItem => ({
	tenant,
	deviceAction: simplify ? simplifyDeviceAction(raw) : raw,
	links: deviceLinks(text(raw.machineId), tenant.id, portalUrl),
});
