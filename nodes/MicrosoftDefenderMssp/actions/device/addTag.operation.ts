import { deviceTag } from './deviceTag';

/** Device: Add Tag. */
export const addDeviceTag = deviceTag('Add', {
	name: 'Add Tag',
	action: 'Add a tag to a device',
	description: 'Add a tag to a device, beside those that it has',
});
