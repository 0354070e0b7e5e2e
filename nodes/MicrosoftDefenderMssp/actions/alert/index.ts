import type { Resource } from '../resource';
import { addAlertComment } from './addComment.operation';
import { buildMessage } from './buildMessage.operation';
import { convertAlert } from './convert.operation';
import { createAlert } from './create.operation';
import { getAlert } from './get.operation';
import { getManyAlerts } from './getAll.operation';
import { getRelatedEntities } from './getRelated.operation';
import { updateAlert } from './update.operation';
import { updateManyAlerts } from './updateMany.operation';

/** Resource Alert. */
export const alert: Resource = {
	title: 'Alert',
	value: 'alert',
	preset: 'getAll',
	operations: {
		addComment: addAlertComment,
		buildMessage,
		convert: convertAlert,
		create: createAlert,
		get: getAlert,
		getAll: getManyAlerts,
		getRelated: getRelatedEntities,
		update: updateAlert,
		updateMany: updateManyAlerts,
	},
};
