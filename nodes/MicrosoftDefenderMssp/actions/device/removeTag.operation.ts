import { deviceTag } from './deviceTag';

/** Device: Remove Tag. */
export const removeDeviceTag = deviceTag('Remove', {
	name: 'Remove Tag',
	action: 'Remove a tag from a device',
	description: 'Remove one tag from a device and leave the others',
});
