import type { Resource } from '../resource';
import { cancelAction } from './cancel.operation';
import { getOneDeviceAction } from './get.operation';
import { getManyDeviceActions } from './getAll.operation';

/** Resource Device Action. */
export const deviceAction: Resource = {
	title: 'Device Action',
	value: 'deviceAction',
	preset: 'getAll',
	operations: { cancel: cancelAction, get: getOneDeviceAction, getAll: getManyDeviceActions },
};
