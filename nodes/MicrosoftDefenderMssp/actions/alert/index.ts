import type { Resource } from '../resource';
import { buildMessage } from './buildMessage.operation';
import { getAlert } from './get.operation';
import { getManyAlerts } from './getAll.operation';

/** Resource Alert. */
export const alert: Resource = {
	title: 'Alert',
	value: 'alert',
	preset: 'getAll',
	operations: { buildMessage, get: getAlert, getAll: getManyAlerts },
};
