import type { Resource } from '../resource';
import { getAlert } from './get.operation';
import { getManyAlerts } from './getAll.operation';

/** Resource Alert. */
export const alert: Resource = {
	title: 'Alert',
	value: 'alert',
	preset: 'getAll',
	operations: { get: getAlert, getAll: getManyAlerts },
};
